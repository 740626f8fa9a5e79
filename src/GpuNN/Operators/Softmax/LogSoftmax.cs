using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>LogSoftmax.</content>
public static partial class Operators
{
    /// <summary>x − log Σ exp(x) along an axis, shifted by the maximum so that nothing overflows.</summary>
    /// <param name="x">Of any shape but a scalar.</param>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="DTypeMismatchException">The elements are not floating-point numbers.</exception>
    public static Tensor LogSoftmax(this Tensor x, int axis = -1)
    {
        Tensor result = RunSoftmax(nameof(LogSoftmax), x, axis, isLogarithmic: true, out int index);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(result, nameof(LogSoftmax));
        return Tape.Record(nameof(LogSoftmax), result, x, gradient => LogSoftmaxGradient(gradient, saved.Value, index));
    }

    /// <summary>g − p·Σ g with p = exp(y), which is the softmax of y, as y is normalised already.</summary>
    private static Tensor LogSoftmaxGradient(Tensor gradient, Tensor y, int axis)
    {
        const string Name = "LogSoftmaxGradient";
        Tensor result = Dispatcher.Run(Name, new SoftmaxGradientPrimitive(axis, true), y.DType, y.Shape, gradient, y);
        if (!Tape.Records(gradient, y)) return result;
        SavedTensor savedGradient = Tape.Save(gradient, Name), savedY = Tape.Save(y, Name);
        return Tape.Record(Name, result, [gradient, y], v =>
        [
            gradient.RequiresGrad ? v - (v * savedY.Value.Exp()).Sum([axis], keepAxes: true) : null,
            y.RequiresGrad
                ? (v * savedY.Value.Exp() * savedGradient.Value.Sum([axis], keepAxes: true)).Negate()
                : null,
        ]);
    }
}
