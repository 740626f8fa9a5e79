namespace GpuNN;

/// <content>NegativeSampling.</content>
public static partial class Operators
{
    /// <summary>word2vec's loss with drawn counterexamples: the mean over samples of −log σ(c·v) − Σ log σ(−nₖ·v).</summary>
    /// <param name="center">v [N, D].</param>
    /// <param name="context">The word that was there: c [N, D].</param>
    /// <param name="negatives">The words that were drawn: n [N, K, D].</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    public static Tensor NegativeSampling(this Tensor center, Tensor context, Tensor negatives)
    {
        const string Name = nameof(NegativeSampling);
        if (center.Rank != 2) throw new ShapeMismatchException(Name, nameof(center), $"{center.Shape}", "[N, D]");
        if (context.Shape != center.Shape) throw new ShapeMismatchException(Name, nameof(context), $"{context.Shape}", $"{center.Shape}");
        if (negatives.Rank != 3 || negatives.Shape[0] != center.Shape[0] || negatives.Shape[2] != center.Shape[1])
            throw new ShapeMismatchException(Name, nameof(negatives), $"{negatives.Shape}", $"[{center.Shape[0]}, K, {center.Shape[1]}]");
        Tensor positive = (center * context).Sum([1]).LogSigmoid();
        Tensor negative = negatives.MatMul(center.Unsqueeze(2)).Negate().LogSigmoid();
        return (positive.Sum() + negative.Sum()).Affine(-1.0 / center.Shape[0]);
    }
}
