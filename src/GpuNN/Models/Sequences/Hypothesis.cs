namespace GpuNN.Models.Sequences;

/// <summary>A sequence that a search found.</summary>
/// <param name="Tokens">Its tokens, without &lt;s&gt; and &lt;/s&gt;.</param>
/// <param name="LogProbability">The sum of the logarithms of its tokens' probabilities, its end's among them.</param>
public sealed record Hypothesis(long[] Tokens, double LogProbability);
