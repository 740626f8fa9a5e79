using GpuNN.Data.Generated;
using GpuNN.Layers;
using GpuNN.Models.Sequences;
using GpuNN.Optimizers;
using GpuNN.Text;

namespace GpuNN.Tests.Models;

[Collection(ExclusiveCollection.Name)]
public sealed class SequenceModelTests : IDisposable
{
    private static readonly TransformerOptions Small = new() { Size = 32, Heads = 2, FeedForwardSize = 64, Dropout = 0, NormalizesFirst = true };

    private readonly IDisposable _random = RandomState.Use(new RandomState(21));

    public static TheoryData<SequenceAttention, ContextJoin> Forms
    {
        get
        {
            var forms = new TheoryData<SequenceAttention, ContextJoin> { { SequenceAttention.None, ContextJoin.Matrices } };
            foreach (ContextJoin join in Enum.GetValues<ContextJoin>())
            {
                forms.Add(SequenceAttention.DotProduct, join);
                forms.Add(SequenceAttention.Additive, join);
            }

            return forms;
        }
    }

    public void Dispose() => _random.Dispose();

    [Fact]
    public void The_base_transformer_has_its_published_size()
    {
        const int Vocabulary = 8;
        var model = new TransformerSeq2Seq(new() { Vocabulary = Vocabulary, Layers = 1 });
        const long Encoder = 3_152_384, Decoder = 4_204_032, Norms = 2 * 1024, Vectors = (2 * Vocabulary * 512) + (513 * Vocabulary);
        Assert.Equal(Encoder + Decoder + Norms + Vectors, model.ParameterCount);
        Assert.Equal(44_140_544, (6 * (Encoder + Decoder)) + Norms);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_of_seq2seq_trains_and_writes_step_by_step_what_it_computes_at_once(SequenceAttention attention, ContextJoin join)
    {
        var model = new Seq2Seq(new() { Vocabulary = 9, EmbeddingSize = 6, HiddenSize = 8, Attention = attention, Join = join });
        HoldStepsToTheWhole(model, (sources, given) => model.Forward(sources, given));
        ReversedStrings strings = ReversedStrings.Create(16, 5, 2, 4, 1);
        var optimizer = new Adam(model.Parameters, 0.02);
        double first = 0, last = 0;
        for (int step = 0; step < 15; step++)
        {
            Tensor loss = model.Loss(PaddedSequences.Of(strings.Sources), strings.Targets);
            optimizer.ZeroGradients();
            loss.Backward();
            Assert.All(model.Parameters, parameter => Assert.NotNull(parameter.Grad));
            last = loss.ToScalar();
            if (step == 0) first = last;
            optimizer.Step();
        }

        Assert.True(last < first - 0.3, $"{first} → {last}");
    }

    [Fact]
    public void A_transformer_writes_step_by_step_what_it_computes_at_once()
    {
        var model = new TransformerSeq2Seq(new() { Vocabulary = 9, Layer = Small, Layers = 2, Longest = 16 });
        HoldStepsToTheWhole(model, (sources, given) => model.Forward(sources, given));
    }

    [Fact]
    public void Padding_changes_nothing()
    {
        var recurrent = new Seq2Seq(new() { Vocabulary = 9, EmbeddingSize = 6, HiddenSize = 8 });
        var transformer = new TransformerSeq2Seq(new() { Vocabulary = 9, Layer = Small, Layers = 1, Longest = 16 });
        var tagger = new TransformerTagger(9, 3, 1, Small, 16);
        PaddedSequences alone = PaddedSequences.Of([[5, 6, 4]]), together = PaddedSequences.Of([[5, 6, 4], [7, 8, 4, 5, 6]]);
        Tensor given = Tensor.From([SpecialTokens.Begin, 4L], [1, 2]), twice = Operators.Concat(0, given, given);
        Same(recurrent.Forward(alone, given), recurrent.Forward(together, twice));
        Same(transformer.Forward(alone, given), transformer.Forward(together, twice));
        Same(tagger.Forward(alone), tagger.Forward(together));

        static void Same(Tensor first, Tensor both)
        {
            float[] expected = first.ToArray<float>(), found = both.ToArray<float>();
            for (int index = 0; index < expected.Length; index++) Assert.Equal(expected[index], found[index], 1e-5f);
        }
    }

    [Fact]
    public void A_beam_of_all_sequences_is_exhaustive_search_and_a_beam_of_one_is_greedy()
    {
        const int Vocabulary = 5, Longest = 3;
        var model = new Seq2Seq(new() { Vocabulary = Vocabulary, EmbeddingSize = 4, HiddenSize = 6 });
        PaddedSequences sources = PaddedSequences.Of([[3, 4], [4, 4, 3]]);
        Hypothesis[][] all = SequenceSearch.Beam(model, sources, 200, Longest);
        for (int source = 0; source < 2; source++)
        {
            Hypothesis[] expected = [.. Exhaustive(model, source == 0 ? [3, 4] : [4, 4, 3], Vocabulary, Longest).OrderByDescending(found => found.LogProbability)];
            Assert.Equal(expected.Length, all[source].Length);
            Assert.Equal(1, expected.Sum(found => Math.Exp(found.LogProbability)), 5);
            for (int place = 0; place < expected.Length; place++)
            {
                Assert.Equal(expected[place].LogProbability, all[source][place].LogProbability, 1e-4);
                if (place < 5) Assert.Equal(expected[place].Tokens, all[source][place].Tokens);
            }
        }

        long[][] greedy = SequenceSearch.Greedy(model, sources, Longest);
        Assert.Equal(greedy, SequenceSearch.Beam(model, sources, 1, Longest).Select(found => found[0].Tokens));
        Hypothesis[][] several = SequenceSearch.Beam(model, sources, 3, Longest);
        for (int source = 0; source < 2; source++)
            Assert.InRange(several[source][0].LogProbability, SequenceSearch.Beam(model, sources, 1, Longest)[source][0].LogProbability - 1e-5, all[source][0].LogProbability + 1e-5);
    }

    [Fact]
    public void A_beam_finds_the_sequence_whose_beginning_is_not_the_likeliest()
    {
        PaddedSequences source = PaddedSequences.Of([[4]]);
        Assert.Equal([3], SequenceSearch.Greedy(new Misleading(), source, 4)[0]);
        Hypothesis best = SequenceSearch.Beam(new Misleading(), source, 2, 4)[0][0];
        Assert.Equal([4L], best.Tokens);
        Assert.Equal(Math.Log(0.4 * 0.9), best.LogProbability, 5);
    }

    [Fact]
    public void A_transformer_s_encoder_reverses_short_strings()
    {
        var model = new TransformerTagger(8, 8, 1, Small, 8);
        var optimizer = new Adam(model.Parameters, 0.005);
        ReversedStrings strings = ReversedStrings.Create(400, 4, 4, 4, 1);
        var random = new Random(1);
        for (int step = 0; step < 120; step++)
        {
            ReversedStrings batch = strings.Draw(32, random);
            Tensor targets = PaddedSequences.Of(batch.Targets).Tokens;
            Tensor loss = model.Forward(PaddedSequences.Of(batch.Sources)).Reshape(targets.Count, 8).CrossEntropy(targets.Reshape(targets.Count));
            optimizer.ZeroGradients();
            loss.Backward();
            optimizer.Step();
        }

        ReversedStrings test = ReversedStrings.Create(50, 4, 4, 4, 2);
        using IDisposable restoration = NoGrad.Begin();
        long[] guessed = model.Forward(PaddedSequences.Of(test.Sources)).ArgMax(2).ToArray<long>();
        Assert.Equal(test.Targets.SelectMany(target => target), guessed);
    }

    /// <summary>Teacher forcing and token by token give the same log-probabilities, also behind a reordering of the rows.</summary>
    private static void HoldStepsToTheWhole(ISequenceDecoder model, Func<PaddedSequences, Tensor, Tensor> whole)
    {
        long[][] sources = [[5, 6, 4], [7, 8, 4, 5, 6]];
        long[] given = [SpecialTokens.Begin, 4, 8, SpecialTokens.Begin, 6, 5];
        using IDisposable restoration = NoGrad.Begin();
        Tensor expected = whole(PaddedSequences.Of(sources), Tensor.From(given, [2, 3])).LogSoftmax();
        using ISequenceDecoding decoding = model.Begin(PaddedSequences.Of(sources));
        Check(decoding.Next(Tensor.From([SpecialTokens.Begin, SpecialTokens.Begin])), expected.Select(1, 0));
        Check(decoding.Next(Tensor.From([4L, 6])), expected.Select(1, 1));
        decoding.Reorder(Tensor.From([1L, 0]));
        Check(decoding.Next(Tensor.From([5L, 8])), expected.Select(1, 2).Flip(0));

        static void Check(Tensor found, Tensor wanted)
        {
            float[] ours = found.ToArray<float>(), theirs = wanted.ToArray<float>();
            for (int index = 0; index < theirs.Length; index++) Assert.Equal(theirs[index], ours[index], 1e-5f);
        }
    }

    private static IEnumerable<Hypothesis> Exhaustive(Seq2Seq model, long[] source, int vocabulary, int longest)
    {
        using IDisposable restoration = NoGrad.Begin();
        var open = new List<Hypothesis> { new([], 0) };
        for (int length = 0; length < longest; length++)
        {
            var longer = new List<Hypothesis>();
            foreach (Hypothesis beginning in open)
            {
                long[] given = [SpecialTokens.Begin, .. beginning.Tokens];
                Tensor logits = model.Forward(PaddedSequences.Of([source]), Tensor.From(given, [1, given.Length]));
                float[] next = logits.Select(1, -1).LogSoftmax().ToArray<float>();
                for (int token = 0; token < vocabulary; token++)
                {
                    double score = beginning.LogProbability + next[token];
                    if (token == SpecialTokens.End) yield return new(beginning.Tokens, score);
                    else longer.Add(new([.. beginning.Tokens, token], score));
                }
            }

            open = longer;
        }

        foreach (Hypothesis cut in open) yield return cut;
    }

    /// <summary>After 3, likelier at first, nothing is likely; after 4 the end is nearly certain.</summary>
    private sealed class Misleading : ISequenceDecoder, ISequenceDecoding
    {
        public ISequenceDecoding Begin(PaddedSequences sources) => this;

        public Tensor Next(Tensor tokens)
        {
            double[][] rows = [.. tokens.ToArray<long>().Select(token => token switch
            {
                SpecialTokens.Begin => (double[])[0, 0, 0, 0.6, 0.4],
                3 => [0.2, 0.19, 0.21, 0.2, 0.2],
                _ => [0.025, 0.025, 0.9, 0.025, 0.025],
            })];
            return Tensor.From(rows.SelectMany(row => row.Select(p => (float)Math.Log(p))).ToArray(), [rows.Length, 5]);
        }

        public void Reorder(Tensor indices)
        {
        }

        public void Dispose()
        {
        }
    }
}
