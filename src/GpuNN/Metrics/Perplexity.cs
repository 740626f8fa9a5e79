namespace GpuNN.Metrics;

/// <summary>exp(mean cross-entropy) over any number of batches: the number of equally likely tokens that would be as hard
/// to guess.</summary>
public sealed class Perplexity
{
    private double _loss;
    private long _tokens;

    /// <summary>The perplexity so far; NaN before anything was added.</summary>
    public double Value => Math.Exp(_loss / _tokens);

    /// <summary>Adds a batch's mean cross-entropy, in nats, over this many tokens.</summary>
    public void Add(double meanCrossEntropy, long tokens)
    {
        _loss += meanCrossEntropy * tokens;
        _tokens += tokens;
    }
}
