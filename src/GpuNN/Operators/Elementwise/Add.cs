using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Add.</content>
public static partial class Operators
{
    /// <summary>x + y, element by element, broadcasting.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Add(this Tensor x, Tensor y)
    {
        Tensor result = Binary(nameof(Add), ElementwiseFunction.Add, x, y);
        return Tape.Records(x, y)
            ? Tape.Record(nameof(Add), result, [x, y], gradient => [gradient.SumTo(x.Shape), gradient.SumTo(y.Shape)])
            : result;
    }
}
