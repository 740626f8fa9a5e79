namespace GpuNN.Data.Generated;

/// <summary>A sentence of <see cref="Grammar"/>.</summary>
/// <param name="Words">The words; the last is a full stop.</param>
/// <param name="Classes">The class of each.</param>
/// <param name="LogProbability">The logarithm of the probability of the choices that made it: no model's likelihood is higher in
/// the mean, but for words that two choices lead to.</param>
public sealed record GrammarSentence(string[] Words, WordClass[] Classes, double LogProbability)
{
    /// <summary>The words, parted by spaces.</summary>
    public override string ToString() => string.Join(' ', Words);
}
