using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Mean.</content>
public static partial class Operators
{
    /// <summary>The mean of all elements, a scalar; NaN of none.</summary>
    /// <exception cref="DTypeMismatchException">The elements are integers.</exception>
    public static Tensor Mean(this Tensor x) => Mean(x, []);

    /// <summary>The mean over axes; over all of them where none is named. NaN of no elements.</summary>
    /// <inheritdoc cref="Sum(Tensor, ReadOnlySpan{int}, bool)" path="/param"/>
    /// <inheritdoc cref="Sum(Tensor, ReadOnlySpan{int}, bool)" path="/exception"/>
    /// <exception cref="DTypeMismatchException">The elements are integers.</exception>
    public static Tensor Mean(this Tensor x, ReadOnlySpan<int> axes, bool keepAxes = false)
    {
        CheckFloatingPoint(nameof(Mean), x);
        Tensor result = Reduce(nameof(Mean), ReduceFunction.Mean, x, axes, keepAxes, out Shape kept);
        if (!Tape.Records(x)) return result;
        double factor = (double)kept.Count / x.Count;
        return Tape.Record(
            nameof(Mean), result, x, gradient => gradient.Affine(factor).Reshape(kept).Expand(x.Shape));
    }
}
