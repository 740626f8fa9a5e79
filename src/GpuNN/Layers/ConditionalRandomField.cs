namespace GpuNN.Layers;

/// <summary>The last layer of a tagger: a linear-chain conditional random field (Lafferty et al., 2001), which scores neighbouring
/// tags together (<see cref="Operators.CrfLogLikelihood"/>).</summary>
public sealed class ConditionalRandomField : Module
{
    /// <summary>A layer whose scores start uniform in ±0.1.</summary>
    /// <param name="tags">The number of tags.</param>
    /// <param name="device">Where the weights live.</param>
    public ConditionalRandomField(int tags, Device? device = null)
    {
        const double Bound = 0.1;
        Transitions = Register("transitions", Initialize.Uniform([tags, tags], Bound, device));
        Start = Register("start", Initialize.Uniform([tags], Bound, device));
        End = Register("end", Initialize.Uniform([tags], Bound, device));
    }

    /// <summary>The score of a tag behind another, from the row's to the column's [tags, tags].</summary>
    public Parameter Transitions { get; }

    /// <summary>The score of a tag at the start [tags].</summary>
    public Parameter Start { get; }

    /// <summary>The score of a tag at the end [tags].</summary>
    public Parameter End { get; }

    /// <summary>The mean over samples of −log p(tags | emissions).</summary>
    /// <param name="emissions">The score of each tag at each place [N, T, tags].</param>
    /// <param name="tags">[N, T], int64.</param>
    /// <param name="lengths">The number of steps of each sample [N] (int64), or none where all have T.</param>
    public Tensor Loss(Tensor emissions, Tensor tags, Tensor? lengths = null) =>
        Call(() => [emissions.CrfLogLikelihood(tags, Transitions, Start, End, lengths).Mean().Negate()])[0];

    /// <summary>The likeliest tags (Viterbi).</summary>
    /// <param name="emissions">The score of each tag at each place [N, T, tags].</param>
    /// <param name="lengths">The number of steps of each sample [N] (int64), or none where all have T.</param>
    /// <returns>[N, T] (int64), −1 beyond a sample's length.</returns>
    public Tensor Decode(Tensor emissions, Tensor? lengths = null) =>
        Call(() => [emissions.ViterbiDecode(Transitions, Start, End, lengths).Tags])[0];
}
