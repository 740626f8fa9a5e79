using GpuNN.Autograd;

namespace GpuNN;

/// <content>Transpose.</content>
public static partial class Operators
{
    /// <summary>A view with two axes exchanged; the last two where none is named.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Transpose(this Tensor x, int first = -2, int second = -1)
    {
        int a = x.Shape.NormalizeAxis(first), b = x.Shape.NormalizeAxis(second);
        Span<long> extents = stackalloc long[x.Rank];
        Span<long> steps = stackalloc long[x.Rank];
        for (int axis = 0; axis < x.Rank; axis++)
        {
            int from = axis == a ? b : axis == b ? a : axis;
            extents[axis] = x.Shape[from];
            steps[axis] = x.Strides[from];
        }

        var result = new Tensor(x.Storage, x.DType, Shape.Create(extents), Strides.Create(steps), x.Offset);
        return Tape.Records(x)
            ? Tape.Record(nameof(Transpose), result, x, gradient => gradient.Transpose(a, b))
            : result;
    }
}
