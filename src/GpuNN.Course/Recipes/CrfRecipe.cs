using GpuNN.Data.Generated;
using GpuNN.Models.Text;
using GpuNN.Optimizers;
using GpuNN.Text;
using GpuNN.Training;

namespace GpuNN.Course.Recipes;

/// <summary>A linear-chain CRF over scores of single words, against a tagger of the same words without the chain.</summary>
public sealed class CrfRecipe : Recipe
{
    private const int Epochs = 4, Batch = 30, BatchesPerEpoch = 50, Tags = 7;
    private const string Accuracy = "tag accuracy";
    private const long Ignored = -1;

    /// <inheritdoc/>
    public override string Name => "crf";

    /// <inheritdoc/>
    public override string Summary => "conditional random field tagging words, decoded by Viterbi, against an independent tagger";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        var corpus = new Corpus(context.Seed);
        CrfTagger chain = Create(corpus, context.Device), single = Create(corpus, context.Device);
        IBatchSource<GrammarSentence[]> batches = corpus.Batches;
        var trainer = new Trainer<GrammarSentence[]>(chain, new Adam(chain.Parameters, 0.02), batch =>
            chain.Loss(corpus.Words(batch, context.Device), Corpus.TagsOf(batch, context.Device)))
        {
            Validation = () => Measure(corpus, chain.Decode, context.Device),
        };
        context.Run(trainer, batches, Epochs);
        const string Name = "independent tagger";
        var baseline = new Trainer<GrammarSentence[]>(single, new Adam(single.Parameters, 0.02), batch =>
        {
            PaddedSequences words = corpus.Words(batch, context.Device);
            Tensor tags = Corpus.TagsOf(batch, context.Device).MaskedFill(words.IsPadding, Ignored);
            return single.Emissions(words).Reshape(tags.Count, Tags).CrossEntropy(tags.Reshape(tags.Count), ignoredIndex: Ignored);
        });
        context.RunBaseline(Name, baseline, batches, Epochs);
        double value = Measure(corpus, chain.Decode, context.Device)[Accuracy];
        double alone = Measure(corpus, words => single.Emissions(words).ArgMax(2), context.Device)[Accuracy];
        return new("test tag accuracy", value, 0.99, alone, Name);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        var corpus = new Corpus(context.Seed);
        CrfTagger model = Create(corpus, context.Device);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return Measure(corpus, model.Decode, context.Device);
    }

    private static CrfTagger Create(Corpus corpus, Device device) => new(corpus.Vocabulary.Count, Tags, 16, device: device);

    private static Dictionary<string, double> Measure(Corpus corpus, Func<PaddedSequences, Tensor> tag, Device device)
    {
        using IDisposable restoration = NoGrad.Begin();
        using Tensor tags = tag(corpus.Words(corpus.Test, device));
        long[] guessed = tags.ToArray<long>();
        int steps = guessed.Length / corpus.Test.Length, right = 0;
        for (int sentence = 0; sentence < corpus.Test.Length; sentence++)
        {
            WordClass[] classes = corpus.Test[sentence].Classes;
            right += classes.Where((wordClass, word) => guessed[(sentence * steps) + word] == (long)wordClass).Count();
        }

        return new() { [Accuracy] = right / (double)corpus.Test.Sum(sentence => sentence.Words.Length) };
    }

    private sealed class Corpus
    {
        private readonly GrammarSentence[] _training;
        private readonly int _seed;

        public Corpus(int seed)
        {
            _seed = seed;
            _training = Grammar.Sentences(1500, seed);
            Test = Grammar.Sentences(400, unchecked(seed + 7919));
            Vocabulary = Vocabulary.OfWords(string.Join('\n', _training.AsEnumerable()));
        }

        public Vocabulary Vocabulary { get; }

        public GrammarSentence[] Test { get; }

        public IBatchSource<GrammarSentence[]> Batches => BatchSource.Create(BatchesPerEpoch, epoch =>
        {
            GrammarSentence[] order = [.. _training];
            new Random(unchecked((_seed * 7919) + epoch)).Shuffle(order);
            return order.Chunk(Batch);
        });

        public static Tensor TagsOf(IEnumerable<GrammarSentence> sentences, Device device) =>
            PaddedSequences.Of([.. sentences.Select(sentence => sentence.Classes.Select(tag => (long)tag).ToArray())], device).Tokens;

        public PaddedSequences Words(IEnumerable<GrammarSentence> sentences, Device device) =>
            PaddedSequences.Of([.. sentences.Select(sentence => Vocabulary.Encode(sentence.ToString()))], device);
    }
}
