using GpuNN.Backends;

namespace GpuNN;

/// <content>What reductions share.</content>
public static partial class Operators
{
    /// <summary>Runs a reduction over axes, all of them where none is named; outside the tape.</summary>
    private static Tensor Reduce(
        string name,
        ReduceFunction function,
        Tensor x,
        ReadOnlySpan<int> axes,
        bool keepAxes,
        out Shape kept,
        DType? dtype = null,
        double correction = 0)
    {
        int mask = 0;
        foreach (int axis in axes) mask |= 1 << x.Shape.NormalizeAxis(axis);
        if (axes.IsEmpty) mask = (1 << x.Rank) - 1;
        Span<long> keptExtents = stackalloc long[x.Rank];
        Span<long> extents = stackalloc long[x.Rank];
        int rank = 0;
        for (int axis = 0; axis < x.Rank; axis++)
        {
            bool isReduced = (mask >> axis & 1) != 0;
            keptExtents[axis] = isReduced ? 1 : x.Shape[axis];
            if (!isReduced) extents[rank++] = x.Shape[axis];
        }

        kept = Shape.Create(keptExtents);
        Tensor result = Dispatcher.Run(name, new ReducePrimitive(function, mask, correction), dtype ?? x.DType, kept, x);
        return keepAxes ? result : ReshapeResult(result, Shape.Create(extents[..rank]));
    }

    /// <summary>Refuses integers, where the result is none.</summary>
    private static void CheckFloatingPoint(string name, Tensor x)
    {
        if (!x.DType.IsFloatingPoint()) throw new DTypeMismatchException(name, nameof(x), $"{x.DType}", "a floating-point type; use Cast");
    }
}
