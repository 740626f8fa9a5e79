using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Variance.</content>
public static partial class Operators
{
    /// <summary>The variance of all elements, Σ (x − mean)² / (n − correction), a scalar.</summary>
    /// <inheritdoc cref="Variance(Tensor, ReadOnlySpan{int}, double, bool)"/>
    public static Tensor Variance(this Tensor x, double correction = 1) => Variance(x, [], correction);

    /// <summary>The variance over axes, Σ (x − mean)² / (n − correction); over all of them where none is named.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axes">Which axes; negative ones count from the end.</param>
    /// <param name="correction">1 for the unbiased estimate (Bessel's correction), 0 for the population's variance.</param>
    /// <param name="keepAxes">Whether the reduced axes stay, with extent 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="DTypeMismatchException">The elements are integers.</exception>
    public static Tensor Variance(this Tensor x, ReadOnlySpan<int> axes, double correction = 1, bool keepAxes = false)
    {
        CheckFloatingPoint(nameof(Variance), x);
        Tensor result = Reduce(
            nameof(Variance), ReduceFunction.Variance, x, axes, keepAxes, out Shape kept, correction: correction);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(x, nameof(Variance));
        int[] reduced = axes.ToArray();
        double factor = 2 / Math.Max(((double)x.Count / kept.Count) - correction, 0);
        return Tape.Record(nameof(Variance), result, x, gradient =>
        {
            Tensor deviation = saved.Value.Subtract(saved.Value.Mean(reduced, keepAxes: true));
            return gradient.Affine(factor).Reshape(kept).Multiply(deviation);
        });
    }
}
