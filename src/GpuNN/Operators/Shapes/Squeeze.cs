using GpuNN.Autograd;

namespace GpuNN;

/// <content>Squeeze.</content>
public static partial class Operators
{
    /// <summary>A view without the axes of extent 1.</summary>
    public static Tensor Squeeze(this Tensor x)
    {
        Tensor result = x;
        for (int axis = x.Rank - 1; axis >= 0; axis--)
        {
            if (x.Shape[axis] == 1) result = result.Squeeze(axis);
        }

        return result;
    }

    /// <summary>A view without one axis, which has extent 1; the tensor itself where it has another.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Squeeze(this Tensor x, int axis)
    {
        int dropped = x.Shape.NormalizeAxis(axis);
        if (x.Shape[dropped] != 1) return x;
        Span<long> steps = stackalloc long[x.Rank - 1];
        x.Strides.Steps[..dropped].CopyTo(steps);
        x.Strides.Steps[(dropped + 1)..].CopyTo(steps[dropped..]);
        var result = new Tensor(x, x.Shape.Remove(dropped), Strides.Create(steps), x.Offset);
        return Tape.Records(x)
            ? Tape.Record(nameof(Squeeze), result, x, gradient => gradient.Unsqueeze(dropped))
            : result;
    }
}
