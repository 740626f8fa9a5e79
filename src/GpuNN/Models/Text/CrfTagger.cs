using GpuNN.Layers;
using GpuNN.Text;

namespace GpuNN.Models.Text;

/// <summary>A tagger whose tags depend on each other: scores of words, through a bidirectional LSTM where it has one (Huang et al.,
/// 2015), and a conditional random field.</summary>
public sealed class CrfTagger : Module
{
    private readonly Embedding _embedding;
    private readonly Lstm? _context;
    private readonly Linear _emissions;
    private readonly ConditionalRandomField _chain;

    /// <summary>A model.</summary>
    /// <param name="vocabulary">The number of words.</param>
    /// <param name="tags">The number of tags.</param>
    /// <param name="embeddingSize">Features of a word.</param>
    /// <param name="hiddenSize">Features of each direction of the LSTM; 0 for none, so that a word's scores are its own.</param>
    /// <param name="device">Where the weights live.</param>
    public CrfTagger(int vocabulary, int tags, int embeddingSize, int hiddenSize = 0, Device? device = null)
    {
        _embedding = Register("embedding", new Embedding(vocabulary, embeddingSize, device: device));
        var options = new RecurrentModuleOptions { IsBidirectional = true, BatchFirst = true };
        if (hiddenSize > 0) _context = Register("context", new Lstm(embeddingSize, hiddenSize, options, device));
        _emissions = Register("emissions", new Linear(hiddenSize > 0 ? 2 * hiddenSize : embeddingSize, tags, device: device));
        _chain = Register("chain", new ConditionalRandomField(tags, device));
    }

    /// <summary>The field.</summary>
    public ConditionalRandomField Chain => _chain;

    /// <summary>The scores of each word's tags, without those of neighbouring tags: alone, they make an independent
    /// tagger.</summary>
    /// <returns>[N, T, tags].</returns>
    public Tensor Emissions(PaddedSequences sentences) => Call(() =>
    {
        Tensor words = _embedding.Forward(sentences.Tokens);
        return [_emissions.Forward(_context?.Forward(words, lengths: sentences.Lengths).Output ?? words)];
    })[0];

    /// <summary>The mean over sentences of −log p(tags | words).</summary>
    /// <param name="sentences">The words.</param>
    /// <param name="tags">[N, T], int64; anything from 0 to below the number of tags behind a sentence's end.</param>
    public Tensor Loss(PaddedSequences sentences, Tensor tags) => _chain.Loss(Emissions(sentences), tags, sentences.Lengths);

    /// <summary>The likeliest tags of all the sentence (Viterbi).</summary>
    /// <returns>[N, T] (int64), −1 behind a sentence's end.</returns>
    public Tensor Decode(PaddedSequences sentences)
    {
        using IDisposable restoration = NoGrad.Begin();
        return Call(() => [_chain.Decode(Emissions(sentences), sentences.Lengths)])[0];
    }

    /// <summary>The probability of each tag of each word given all the sentence, by forward-backward.</summary>
    /// <returns>For each sentence [words, tags].</returns>
    public double[][,] Marginals(PaddedSequences sentences)
    {
        using IDisposable restoration = NoGrad.Begin();
        using Tensor emissions = Emissions(sentences);
        float[] scores = emissions.ToArray<float>(), transitions = _chain.Transitions.ToArray<float>();
        float[] start = _chain.Start.ToArray<float>(), end = _chain.End.ToArray<float>();
        int tags = start.Length, steps = (int)emissions.Shape[1];
        var move = new double[tags, tags];
        for (int pair = 0; pair < transitions.Length; pair++) move[pair / tags, pair % tags] = transitions[pair];
        return [.. sentences.Lengths.ToArray<long>().Select((length, sentence) =>
        {
            var own = new double[length, tags];
            for (int step = 0; step < length; step++)
            {
                for (int tag = 0; tag < tags; tag++)
                {
                    double score = scores[(((sentence * steps) + step) * tags) + tag];
                    own[step, tag] = score + (step == 0 ? start[tag] : 0) + (step == length - 1 ? end[tag] : 0);
                }
            }

            return LinearChain.Marginals(own, move);
        })];
    }
}
