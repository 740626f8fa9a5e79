namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>A reduction over any axes as the reduction of one run of axes: the last that is reduced.</summary>
/// <param name="Outer">The elements of the axes before the run.</param>
/// <param name="Reduced">The elements of the run.</param>
/// <param name="Inner">The elements of the axes after the run.</param>
/// <param name="Rest">The reduced axes before the run, to be reduced next.</param>
internal readonly record struct AxisSegments(long Outer, long Reduced, long Inner, int Rest)
{
    public static AxisSegments Of(ReadOnlySpan<long> extents, int axes)
    {
        long inner = 1;
        int axis = extents.Length - 1;
        for (; axis >= 0 && (axes >> axis & 1) == 0; axis--)
        {
            inner *= extents[axis];
        }

        long reduced = 1;
        int rest = axes;
        for (; axis >= 0 && ((axes >> axis & 1) == 1 || extents[axis] == 1); axis--)
        {
            reduced *= extents[axis];
            rest &= ~(1 << axis);
        }

        long outer = 1;
        for (; axis >= 0; axis--)
        {
            outer *= extents[axis];
        }

        return new AxisSegments(outer, reduced, inner, rest);
    }

    /// <summary>One axis between those before and those after it.</summary>
    public static AxisSegments Along(ReadOnlySpan<long> extents, int axis)
    {
        long outer = 1;
        long inner = 1;
        for (int i = 0; i < extents.Length; i++)
        {
            outer *= i < axis ? extents[i] : 1;
            inner *= i > axis ? extents[i] : 1;
        }

        return new AxisSegments(outer, extents[axis], inner, 0);
    }
}
