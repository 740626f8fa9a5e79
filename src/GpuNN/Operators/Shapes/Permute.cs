using GpuNN.Autograd;

namespace GpuNN;

/// <content>Permute.</content>
public static partial class Operators
{
    /// <summary>A view with the axes in another order: axis i of the result is axis axes[i] of x.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">Not every axis is named once.</exception>
    public static Tensor Permute(this Tensor x, params ReadOnlySpan<int> axes)
    {
        var order = new int[axes.Length];
        int seen = 0;
        for (int axis = 0; axis < axes.Length; axis++)
        {
            order[axis] = x.Shape.NormalizeAxis(axes[axis]);
            seen |= 1 << order[axis];
        }

        if (axes.Length != x.Rank || seen != (1 << x.Rank) - 1)
            throw new ShapeMismatchException(nameof(Permute), nameof(axes), $"[{string.Join(", ", order)}]", $"each of the {x.Rank} axes of {x.Shape} once");
        Tensor result = PermuteView(x, order);
        if (!Tape.Records(x)) return result;
        var inverse = new int[order.Length];
        for (int axis = 0; axis < order.Length; axis++) inverse[order[axis]] = axis;
        return Tape.Record(nameof(Permute), result, x, gradient => gradient.Permute(inverse));
    }

    private static Tensor PermuteView(Tensor x, ReadOnlySpan<int> order)
    {
        Span<long> extents = stackalloc long[order.Length];
        Span<long> steps = stackalloc long[order.Length];
        for (int axis = 0; axis < order.Length; axis++)
        {
            extents[axis] = x.Shape[order[axis]];
            steps[axis] = x.Strides[order[axis]];
        }

        return new(x, Shape.Create(extents), Strides.Create(steps), x.Offset);
    }
}
