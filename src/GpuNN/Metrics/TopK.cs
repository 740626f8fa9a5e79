namespace GpuNN.Metrics;

/// <summary>The share of samples whose class is among the k highest scores, over any number of batches.</summary>
public sealed class TopK(int k)
{
    private long _hits;
    private long _total;

    /// <summary>The share so far; NaN before anything was added.</summary>
    public double Value => (double)_hits / _total;

    /// <summary>Adds a batch of scores [n, classes] with their classes.</summary>
    /// <exception cref="ShapeMismatchException">The scores are not n rows.</exception>
    public void Add(Tensor scores, ReadOnlySpan<long> classes)
    {
        if (scores.Rank != 2 || scores.Shape[0] != classes.Length)
            throw new ShapeMismatchException(nameof(TopK), nameof(scores), $"{scores.Shape}", $"[{classes.Length}, classes]");
        float[] values = scores.ToArray<float>();
        int width = (int)scores.Shape[1];
        for (int row = 0; row < classes.Length; row++)
        {
            ReadOnlySpan<float> line = values.AsSpan(row * width, width);
            float own = line[(int)classes[row]];
            int above = 0;
            foreach (float value in line) above += value > own ? 1 : 0;
            if (above < k && !float.IsNaN(own)) _hits++;
        }

        _total += classes.Length;
    }
}
