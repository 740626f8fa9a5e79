using GpuNN.Backends;

namespace GpuNN;

/// <content>Multinomial.</content>
public static partial class Operators
{
    /// <summary>Indices drawn with probabilities proportional to weights, int64. Without replacement they are the first to
    /// arrive in a race of exponential clocks, so weights of 0 come last; with replacement the cumulative sums are
    /// searched.</summary>
    /// <param name="weights">[n] or [rows, n], none negative, each row with a sum above 0.</param>
    /// <param name="samples">How many for each row.</param>
    /// <param name="replacement">Whether an index may come more than once.</param>
    /// <returns>[samples] or [rows, samples].</returns>
    /// <exception cref="ShapeMismatchException">The weights are neither a vector nor a matrix, or there are fewer than samples
    /// without replacement.</exception>
    /// <exception cref="DTypeMismatchException">The weights are integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of samples is negative.</exception>
    public static Tensor Multinomial(this Tensor weights, long samples, bool replacement = false)
    {
        CheckFloatingPoint(nameof(Multinomial), weights);
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        if (weights.Rank is not (1 or 2) || weights.Shape[-1] == 0)
            throw new ShapeMismatchException(nameof(Multinomial), nameof(weights), $"{weights.Shape}", "[n] or [rows, n], n above 0");
        if (!replacement && samples > weights.Shape[-1])
            throw new ShapeMismatchException(nameof(Multinomial), nameof(samples), $"{samples}", $"at most the {weights.Shape[-1]} weights, or replacement");
        using var restoration = NoGrad.Begin();
        Tensor rows = weights.Rank == 1 ? weights.Unsqueeze(0) : weights;
        Tensor indices = replacement ? DrawWithReplacement(rows, samples) : DrawByRace(rows, samples);
        return weights.Rank == 1 ? indices.Squeeze(0) : indices;
    }

    private static Tensor DrawByRace(Tensor weights, long samples)
    {
        Tensor clocks = Uniform(weights.Shape, device: weights.Device).Negate().Log1p().Negate();
        Tensor speeds = weights.Divide(clocks).MaskedFill(weights.Equal(0), -1);
        return speeds.TopK(samples).Indices;
    }

    /// <summary>Rounding may put a number at the end of its row, behind weights of 0: the first index that reaches the end is
    /// then the last that can be drawn.</summary>
    private static Tensor DrawWithReplacement(Tensor weights, long samples)
    {
        Tensor sums = weights.CumulativeSum(1);
        Tensor values = Uniform([weights.Shape[0], samples], device: weights.Device).Cast(weights.DType).Multiply(sums.Narrow(1, -1, 1));
        Tensor indices = Dispatcher.Run(nameof(Multinomial), new SearchSortedPrimitive(), DType.Int64, values.Shape, sums, values);
        return indices.Minimum(sums.ArgMax(1, keepAxis: true));
    }
}
