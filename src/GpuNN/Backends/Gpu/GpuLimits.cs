namespace GpuNN.Backends.Gpu;

/// <summary>What kernels can index: they count in int.</summary>
internal static class GpuLimits
{
    /// <summary>The most elements that an operand may span.</summary>
    public const long Elements = 1L << 30;

    public static Support Check(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        foreach (BufferView view in inputs)
        {
            if (Span(view) > Elements) return TooLarge(view);
        }

        foreach (BufferView view in outputs)
        {
            if (Span(view) > Elements) return TooLarge(view);
        }

        return Support.Yes;
    }

    private static long Span(BufferView view)
    {
        long span = Math.Max(view.Count, 1);
        long last = 0;
        for (int axis = 0; axis < view.Rank; axis++) last += Math.Max(view[axis] - 1, 0) * view.Strides[axis];
        return Math.Max(span, last + 1);
    }

    private static Support TooLarge(BufferView view) =>
        Support.No($"kernels index in 32 bits, and {view} spans more than {Elements} elements");
}
