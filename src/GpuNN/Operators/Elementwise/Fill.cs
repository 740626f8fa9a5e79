using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Fill.</content>
public static partial class Operators
{
    /// <summary>x ← value, every element, outside the tape.</summary>
    /// <exception cref="TapeException">x is on the tape.</exception>
    public static Tensor Fill(this Tensor x, double value)
    {
        if (Tape.Records(x))
            throw new TapeException(nameof(Fill), nameof(x), "a tensor that requires a gradient", "one that does not, or NoGrad");
        if (x.IsContiguous) Dispatcher.Run(nameof(Fill), new FillPrimitive(value), [], [x]);
        else Dispatcher.Run(nameof(Fill), CopyPrimitive.Instance, [ExpandView(Tensor.Scalar(value, x.DType, x.Device), x.Shape)], [x]);
        x.MarkChanged(nameof(Fill));
        return x;
    }
}
