namespace GpuNN;

/// <content>HalfSquaredError.</content>
public static partial class Operators
{
    /// <summary>½(x − target)², by default the mean over all elements: the notes' squared error, whose derivative is
    /// x − target.</summary>
    /// <inheritdoc cref="MeanSquaredError" path="/param"/>
    /// <inheritdoc cref="MeanSquaredError" path="/exception"/>
    public static Tensor HalfSquaredError(this Tensor x, Tensor target, Reduction reduction = Reduction.Mean) =>
        SquaredError(nameof(HalfSquaredError), x, target, reduction).Affine(0.5);
}
