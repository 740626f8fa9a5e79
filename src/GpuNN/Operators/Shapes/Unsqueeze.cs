using GpuNN.Autograd;

namespace GpuNN;

/// <content>Unsqueeze.</content>
public static partial class Operators
{
    /// <summary>A view with a new axis of extent 1.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">Where it stands in the result; a negative one counts from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">The result has no such axis.</exception>
    public static Tensor Unsqueeze(this Tensor x, int axis)
    {
        int added = axis < 0 ? axis + x.Rank + 1 : axis;
        if (added < 0 || added > x.Rank)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"The result has rank {x.Rank + 1}.");
        Shape shape = x.Shape.Insert(added, 1);
        Span<long> steps = stackalloc long[x.Rank + 1];
        x.Strides.Steps[..added].CopyTo(steps);
        steps[added] = added < x.Rank ? x.Strides[added] * x.Shape[added] : 1;
        x.Strides.Steps[added..].CopyTo(steps[(added + 1)..]);
        var result = new Tensor(x, shape, Strides.Create(steps), x.Offset);
        return Tape.Records(x)
            ? Tape.Record(nameof(Unsqueeze), result, x, gradient => gradient.Squeeze(added))
            : result;
    }
}
