using GpuNN.Data.Generated;
using GpuNN.Models.Text;
using GpuNN.Optimizers;
using GpuNN.Optimizers.Schedules;
using GpuNN.Text;
using GpuNN.Training;

namespace GpuNN.Course.Recipes;

/// <summary>A small BERT that guesses hidden words of sentences, against guessing by the words' frequencies.</summary>
public sealed class BertRecipe : Recipe
{
    private const int Epochs = 8, Batch = 64, BatchesPerEpoch = 100;
    private const string MaskedLoss = "masked-token loss";

    /// <inheritdoc/>
    public override string Name => "bert";

    /// <inheritdoc/>
    public override string Summary => "small BERT guessing hidden words, against the words' frequencies";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        var corpus = new Corpus(context.Seed);
        Bert model = Create(corpus, context.Device);
        var optimizer = new AdamW(model.Parameters)
        {
            MaximumGradientNorm = 1,
            Schedule = new OneCycleSchedule(0.002, (long)(context.Epochs ?? Epochs) * BatchesPerEpoch),
        };
        var trainer = new Trainer<MaskedTokens>(model, optimizer, model.Loss) { Validation = () => Measure(corpus, model) };
        context.Run(trainer, corpus.Batches, Epochs);
        return new(
            "test loss of hidden words in nats", Measure(corpus, model)[MaskedLoss], 2.6, corpus.UnigramLoss, "the words' frequencies", IsMaximized: false);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        var corpus = new Corpus(context.Seed);
        Bert model = Create(corpus, context.Device);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return Measure(corpus, model);
    }

    private static Bert Create(Corpus corpus, Device device) => new(
        new() { Vocabulary = corpus.Vocabulary.Count, Size = 64, Layers = 2, Heads = 4, Longest = 40, Dropout = 0 }, device);

    private static Dictionary<string, double> Measure(Corpus corpus, Bert model)
    {
        using IDisposable restoration = NoGrad.Begin();
        model.Evaluate();
        using Tensor loss = model.Loss(corpus.Test);
        return new() { [MaskedLoss] = loss.ToScalar() };
    }

    private sealed class Corpus
    {
        private readonly long[][] _training;
        private readonly int _seed;

        public Corpus(int seed)
        {
            _seed = seed;
            string[] training = [.. Grammar.Sentences(4000, seed).Select(sentence => sentence.ToString())];
            Vocabulary = Vocabulary.OfWords(string.Join('\n', training), 1, "<s>", "</s>", "<mask>");
            _training = [.. training.Select(Vocabulary.Encode)];
            long[][] test = [.. Grammar.Sentences(500, unchecked(seed + 7919)).Select(sentence => Vocabulary.Encode(sentence.ToString()))];
            Test = MaskedTokens.Of(test, Vocabulary.Count, new Random(seed));
        }

        public Vocabulary Vocabulary { get; }

        public MaskedTokens Test { get; }

        public IBatchSource<MaskedTokens> Batches => BatchSource.Create(BatchesPerEpoch, (epoch, index) =>
        {
            var random = new Random(unchecked((((_seed * 31) + epoch) * 7919) + index));
            long[][] drawn = [.. Enumerable.Range(0, Batch).Select(_ => _training[random.Next(_training.Length)])];
            return MaskedTokens.Of(drawn, Vocabulary.Count, random);
        });

        /// <summary>The cross-entropy of the hidden words under the training text's frequencies.</summary>
        public double UnigramLoss
        {
            get
            {
                var unigrams = new NGramModel(1, Vocabulary.Count);
                unigrams.Train([.. _training.SelectMany(sentence => sentence)]);
                return Math.Log(unigrams.Perplexity([.. Test.Targets.SelectMany(targets => targets).Where(target => target != MaskedTokens.Ignored)]));
            }
        }
    }
}
