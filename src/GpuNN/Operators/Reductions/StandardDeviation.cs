namespace GpuNN;

/// <content>StandardDeviation.</content>
public static partial class Operators
{
    /// <summary>The root of the variance of all elements, a scalar.</summary>
    /// <inheritdoc cref="Variance(Tensor, ReadOnlySpan{int}, double, bool)"/>
    public static Tensor StandardDeviation(this Tensor x, double correction = 1) => x.Variance(correction).Sqrt();

    /// <summary>The root of the variance over axes; over all of them where none is named.</summary>
    /// <inheritdoc cref="Variance(Tensor, ReadOnlySpan{int}, double, bool)"/>
    public static Tensor StandardDeviation(
        this Tensor x, ReadOnlySpan<int> axes, double correction = 1, bool keepAxes = false) =>
        x.Variance(axes, correction, keepAxes).Sqrt();
}
