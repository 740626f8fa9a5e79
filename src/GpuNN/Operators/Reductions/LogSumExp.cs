using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>LogSumExp.</content>
public static partial class Operators
{
    /// <summary>ln Σ eˣ over all elements, a scalar.</summary>
    /// <inheritdoc cref="LogSumExp(Tensor, ReadOnlySpan{int}, bool)"/>
    public static Tensor LogSumExp(this Tensor x) => LogSumExp(x, []);

    /// <summary>ln Σ eˣ over axes, without overflow; over all of them where none is named. −∞ of no elements. Its gradient
    /// is the softmax.</summary>
    /// <inheritdoc cref="Sum(Tensor, ReadOnlySpan{int}, bool)" path="/param"/>
    /// <inheritdoc cref="Sum(Tensor, ReadOnlySpan{int}, bool)" path="/exception"/>
    /// <exception cref="DTypeMismatchException">The elements are integers.</exception>
    public static Tensor LogSumExp(this Tensor x, ReadOnlySpan<int> axes, bool keepAxes = false)
    {
        CheckFloatingPoint(nameof(LogSumExp), x);
        Tensor result = Reduce(nameof(LogSumExp), ReduceFunction.LogSumExp, x, axes, keepAxes, out Shape kept);
        if (!Tape.Records(x)) return result;
        SavedTensor savedX = Tape.Save(x, nameof(LogSumExp)), savedResult = Tape.Save(result, nameof(LogSumExp));
        return Tape.Record(nameof(LogSumExp), result, x, gradient =>
            gradient.Reshape(kept).Multiply(savedX.Value.Subtract(savedResult.Value.Reshape(kept)).Exp()));
    }
}
