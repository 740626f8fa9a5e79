namespace GpuNN.Data.Scaling;

/// <summary>Scales samples by what a training set showed: x ← (x − shift)·factor, for each feature of a vector, or for each
/// channel of an image. Fit it on the training data and apply it to the test data too.</summary>
public sealed class FeatureScaling
{
    private readonly float[] _shifts;
    private readonly float[] _factors;

    private FeatureScaling(float[] shifts, float[] factors) => (_shifts, _factors) = (shifts, factors);

    /// <summary>What is subtracted, by feature or channel.</summary>
    public IReadOnlyList<float> Shifts => _shifts;

    /// <summary>What is multiplied by, by feature or channel.</summary>
    public IReadOnlyList<float> Factors => _factors;

    /// <summary>(x − min)/(max − min): the training data comes to lie from 0 to 1. A feature that is always the same becomes
    /// 0.</summary>
    public static FeatureScaling MinMax(Dataset dataset) => Fit(dataset, values =>
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (float value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return (low, high - low);
    });

    /// <summary>(x − mean)/deviation, the deviation that of the whole (divided by n): the training data has mean 0 and deviation
    /// 1. A feature that is always the same becomes 0.</summary>
    public static FeatureScaling ZScore(Dataset dataset) => Fit(dataset, values =>
    {
        double sum = 0, squares = 0;
        long count = 0;
        foreach (float value in values) (sum, count) = (sum + value, count + 1);
        double mean = sum / count;
        foreach (float value in values) squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / count));
    });

    /// <summary>A dataset scaled.</summary>
    /// <exception cref="ShapeMismatchException">Its samples have another number of features or channels.</exception>
    public Dataset Apply(Dataset dataset)
    {
        int features = (int)dataset.InputShape[0], extent = (int)dataset.InputShape.Count / features;
        if (features != _shifts.Length)
            throw new ShapeMismatchException(nameof(FeatureScaling), nameof(dataset), $"{dataset.InputShape}", $"{_shifts.Length} features or channels");
        return dataset.Map(sample =>
        {
            for (int index = 0; index < sample.Length; index++)
                sample[index] = (sample[index] - _shifts[index / extent]) * _factors[index / extent];
        });
    }

    private static FeatureScaling Fit(Dataset dataset, Func<IEnumerable<float>, (double Shift, double Extent)> measure)
    {
        if (dataset.InputShape.Rank == 0)
            throw new ShapeMismatchException(nameof(FeatureScaling), nameof(dataset), $"{dataset.InputShape}", "[features] or [channels, ...]");
        int features = (int)dataset.InputShape[0], extent = (int)dataset.InputShape.Count / features;
        var (shifts, factors) = (new float[features], new float[features]);
        for (int feature = 0; feature < features; feature++)
        {
            var (shift, width) = measure(Values(feature));
            shifts[feature] = (float)shift;
            factors[feature] = width > 0 ? (float)(1 / width) : 1;
        }

        return new(shifts, factors);

        IEnumerable<float> Values(int feature)
        {
            for (int sample = 0; sample < dataset.Count; sample++)
            {
                for (int index = 0; index < extent; index++) yield return dataset.Input(sample)[(feature * extent) + index];
            }
        }
    }
}
