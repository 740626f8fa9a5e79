using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Add.</content>
public static partial class Operators
{
    /// <summary>x + y, element by element, broadcasting; types are promoted as NumPy does.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Add(this Tensor x, Tensor y)
    {
        Tensor result = Binary(nameof(Add), ElementwiseFunction.Add, x, y);
        return Tape.Records(x, y) ? RecordAdd(result, x, y) : result;
    }

    private static Tensor RecordAdd(Tensor result, Tensor x, Tensor y)
    {
        return Tape.Record(nameof(Add), result, [x, y], gradient =>
        [
            x.RequiresGrad ? gradient.ReduceTo(x) : null,
            y.RequiresGrad ? gradient.ReduceTo(y) : null,
        ]);
    }
}
