using GpuNN.Data.Generated;
using GpuNN.Models.Text;
using GpuNN.Optimizers;
using GpuNN.Text;
using GpuNN.Training;

namespace GpuNN.Course.Recipes;

/// <summary>Skip-gram with negative sampling, and once more over the Huffman tree: do a word's three nearest neighbours share its
/// class in the grammar? Against the vectors before training. The result is the worse of the two; the checkpoint is of the
/// first.</summary>
public sealed class Word2VecRecipe : Recipe
{
    private const int Epochs = 5, Sentences = 2000, Window = 2, Batch = 512, Neighbours = 3;
    private const string Shared = "neighbours of the same class";

    /// <inheritdoc/>
    public override string Name => "word2vec";

    /// <inheritdoc/>
    public override string Summary => "skip-gram by negative sampling and by a Huffman tree, against vectors before training";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        var corpus = new Corpus(context.Seed);
        Word2Vec sampled = Create(corpus, Word2VecLoss.NegativeSampling, context.Device);
        Word2Vec tree = Create(corpus, Word2VecLoss.HierarchicalSoftmax, context.Device);
        double baseline = Math.Max(corpus.Share(sampled), corpus.Share(tree));
        IBatchSource<WordContexts> batches = corpus.Batches(context.Seed);
        context.Run(Trainer(corpus, sampled), batches, Epochs);
        context.RunBaseline("Huffman tree", Trainer(corpus, tree), batches, Epochs);
        double value = Math.Min(corpus.Share(sampled), corpus.Share(tree));
        return new("nearest neighbours of the same class, the worse of both losses", value, 0.8, baseline, "vectors before training");
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        var corpus = new Corpus(context.Seed);
        Word2Vec model = Create(corpus, Word2VecLoss.NegativeSampling, context.Device);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return new Dictionary<string, double> { [Shared] = corpus.Share(model) };
    }

    private static Word2Vec Create(Corpus corpus, Word2VecLoss loss, Device device) =>
        new([.. corpus.Vocabulary.Counts], new() { Size = 16, Window = Window, Loss = loss }, device);

    private static Trainer<WordContexts> Trainer(Corpus corpus, Word2Vec model) =>
        new(model, new Adam(model.Parameters, 0.01), model.Loss)
        {
            Validation = () => new Dictionary<string, double> { [Shared] = corpus.Share(model) },
        };

    /// <summary>The sentences, and the words that have one class alone.</summary>
    private sealed class Corpus
    {
        private readonly long[][] _texts;
        private readonly Dictionary<int, HashSet<WordClass>> _classes = [];

        public Corpus(int seed)
        {
            GrammarSentence[] sentences = Grammar.Sentences(Sentences, seed);
            Vocabulary = Vocabulary.OfWords(string.Join('\n', sentences.AsEnumerable()));
            _texts = [.. sentences.Select(sentence => Vocabulary.Encode(sentence.ToString()))];
            foreach (var (word, wordClass) in sentences.SelectMany(sentence => sentence.Words.Zip(sentence.Classes)))
            {
                if (!_classes.TryGetValue(Vocabulary[word], out HashSet<WordClass>? found)) _classes.Add(Vocabulary[word], found = []);
                found.Add(wordClass);
            }
        }

        public Vocabulary Vocabulary { get; }

        public IBatchSource<WordContexts> Batches(int seed)
        {
            int least = Enumerable.Range(0, Epochs).Min(epoch => Examples(epoch).Count());
            return BatchSource.Create(least, Examples);

            IEnumerable<WordContexts> Examples(int epoch) =>
                WordContexts.SkipGrams(_texts, Window, Batch, new Random(unchecked((seed * 7919) + epoch)));
        }

        public double Share(Word2Vec model)
        {
            KeyValuePair<int, HashSet<WordClass>>[] asked =
                [.. _classes.Where(entry => entry.Value.Count == 1 && !entry.Value.Contains(WordClass.Stop))];
            int shared = asked.Sum(entry => model.Nearest(entry.Key, Neighbours)
                .Count(near => _classes.TryGetValue(near, out HashSet<WordClass>? classes) && classes.Overlaps(entry.Value)));
            return shared / (double)(asked.Length * Neighbours);
        }
    }
}
