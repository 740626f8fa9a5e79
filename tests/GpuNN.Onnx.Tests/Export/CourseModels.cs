using GpuNN.Initializers;
using GpuNN.Layers;
using GpuNN.Models.Graphs;
using GpuNN.Models.Sequences;
using GpuNN.Models.Text;
using GpuNN.Models.Vision;
using GpuNN.Text;

namespace GpuNN.Onnx.Tests.Export;

/// <summary>The course's models in small sizes, by the names of their recipes. An n-gram model and an HMM compute with no
/// tensors.</summary>
internal static class CourseModels
{
    private const int Vocabulary = 12;

    private static readonly TransformerOptions Narrow = new() { Size = 8, Heads = 2, FeedForwardSize = 16 };

    public static SortedDictionary<string, Func<ExportedModule>> All { get; } = new(StringComparer.Ordinal)
    {
        ["softmax"] = () => Images(Drawn(new SoftmaxRegression()), 784),
        ["mlp"] = () => Images(new MultilayerPerceptron(20, [16], 5), 20),
        ["lenet"] = () => Images(new LeNet(), 1, 28, 28),
        ["lenet larger"] = () => Images(new LeNet(), 1, 34, 31),
        ["alexnet"] = () => Images(AlexNet.Small(), 3, 32, 32),
        ["vgg11"] = () => Images(Vgg11.Small(), 3, 32, 32),
        ["nin"] = () => Images(NetworkInNetwork.Small(), 3, 32, 32),
        ["googlenet"] = () => Images(GoogLeNet.Small(), 3, 32, 32),
        ["resnet18"] = () => Images(ResNet18.Small(), 3, 32, 32),
        ["densenet"] = () => Images(DenseNet.Small(), 3, 32, 32),
        ["densenet121"] = () => Images(DenseNet.Small121(), 3, 32, 32),
        ["fcn"] = () => Images(FullyConvolutionalNetwork.Small(4), 3, 32, 32),
        ["highway"] = () => Images(new DeepPerceptron(20, 5, ShortCut.Highway, depth: 3, width: 8), 20),
        ["residual perceptron"] = () => Images(new DeepPerceptron(20, 5, ShortCut.Residual, depth: 3, width: 8), 20),
        ["text-cnn"] = () => OfTokens(
            new TextCnn(new() { Vocabulary = Vocabulary, Classes = 3, EmbeddingSize = 8, Filters = 4 }), static (model, tokens) => model.Forward(tokens)),
        ["text-cnn, k-max"] = () => OfTokens(
            new TextCnn(new() { Vocabulary = Vocabulary, Classes = 3, EmbeddingSize = 8, Filters = 4, Strongest = 2 }),
            static (model, tokens) => model.Forward(tokens)),
        ["rnn-lm"] = () => Language(RecurrentCell.Rnn),
        ["lstm-lm"] = () => Language(RecurrentCell.Lstm),
        ["gru-lm"] = () => Language(RecurrentCell.Gru),
        ["seq2seq, additive"] = () => Translation(SequenceAttention.Additive, ContextJoin.Matrices),
        ["seq2seq, dot product"] = () => Translation(SequenceAttention.DotProduct, ContextJoin.Gate),
        ["seq2seq, no attention"] = () => Translation(SequenceAttention.None, ContextJoin.Add),
        ["transformer-seq2seq"] = () =>
        {
            var model = new TransformerSeq2Seq(new() { Vocabulary = Vocabulary, Layer = Narrow, Layers = 1, Longest = 9 });
            return OfPairs(model, model.Forward);
        },
        ["transformer"] = () => OfSequences(new TransformerTagger(Vocabulary, 4, 2, Narrow, 9), static (model, sequences) => model.Forward(sequences)),
        ["bert"] = () => OfSequences(
            new Bert(new() { Vocabulary = Vocabulary, Size = 8, Layers = 2, Heads = 2, Longest = 9 }), static (model, sequences) => model.Forward(sequences) * 1000),
        ["crf, emissions"] = () => OfSequences(new CrfTagger(Vocabulary, 4, 6, 5), static (model, sentences) => model.Emissions(sentences)),
        ["crf, decoded"] = () => OfSequences(new CrfTagger(Vocabulary, 4, 6, 5), static (model, sentences) => model.Decode(sentences).Cast(DType.Float32)),
        ["fasttext"] = FastText,
        ["word2vec"] = () => OfTokens(
            new Word2Vec([5, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1], new() { Size = 6 }), static (model, tokens) => model.Vectors.Embedding(tokens)),
        ["gcn"] = () => OfNodes(new Gcn(5, 3, 4), static (model, graph, features) => model.Forward(graph, features)),
        ["sage, mean"] = () => OfNodes(new GraphSage(5, 3, 4), static (model, graph, features) => model.Forward(graph, features)),
        ["sage, max"] = () => OfNodes(new GraphSage(5, 3, 4, SageAggregation.Max), static (model, graph, features) => model.Forward(graph, features)),
    };

    /// <summary>A model whose weights start at 0, with others.</summary>
    private static T Drawn<T>(T model)
        where T : Module
    {
        foreach (Parameter parameter in model.Parameters) new UniformInitializer(-0.5, 0.5).Apply(parameter);
        return model;
    }

    private static ExportedModule Images(Layer model, params long[] extents) =>
        new(model, inputs => model.Forward(inputs[0]), [Numbers(0.37, [2, .. extents])], [Numbers(0.71, [2, .. extents])]);

    private static ExportedModule OfTokens<T>(T model, Func<T, Tensor, Tensor> compute)
        where T : Module =>
        new(model, inputs => compute(model, inputs[0]), [Tokens(7, 2, 9)], [Tokens(5, 2, 9)]);

    private static ExportedModule Language(RecurrentCell cell)
    {
        var model = new RecurrentLanguageModel(new() { Vocabulary = Vocabulary, Cell = cell, EmbeddingSize = 6, HiddenSize = 5, Layers = 2 });
        return OfTokens(model, static (model, tokens) => model.Forward(tokens).Logits);
    }

    private static ExportedModule Translation(SequenceAttention attention, ContextJoin join)
    {
        var model = new Seq2Seq(new() { Vocabulary = Vocabulary, EmbeddingSize = 6, HiddenSize = 8, Attention = attention, Join = join });
        return OfPairs(model, model.Forward);
    }

    private static ExportedModule OfSequences<T>(T model, Func<T, PaddedSequences, Tensor> compute)
        where T : Module =>
        new(model, inputs => compute(model, new(inputs[0], inputs[1])), [Tokens(7, 3, 6), Lengths(6, 3, 5)], [Tokens(5, 3, 6), Lengths(2, 6, 4)]);

    private static ExportedModule OfPairs(Module model, Func<PaddedSequences, Tensor, Tensor> compute) => new(
        model,
        inputs => compute(new(inputs[0], inputs[1]), inputs[2]),
        [Tokens(7, 3, 6), Lengths(6, 3, 5), Tokens(11, 3, 4)],
        [Tokens(5, 3, 6), Lengths(2, 6, 4), Tokens(5, 3, 4)]);

    private static ExportedModule FastText()
    {
        var model = new FastText(new HashedNGrams(Vocabulary, 30, 2), 6, 3);
        return new(
            model,
            inputs => model.Forward(inputs[0], inputs[1]) * 10,
            [Tokens(7, 9), Tensor.From([0L, 2, 6])],
            [Tokens(5, 9), Tensor.From([0L, 4, 5])]);
    }

    /// <summary>Of seven nodes, the last without an edge.</summary>
    private static ExportedModule OfNodes<T>(T model, Func<T, GraphData, Tensor, Tensor> compute)
        where T : Module
    {
        GraphData graph = GraphData.FromEdges(7, [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (0, 5)], isUndirected: true);
        return new(model, inputs => compute(model, graph, inputs[0]), [Numbers(0.37, 7, 5)], [Numbers(0.71, 7, 5)]);
    }

    private static Tensor Numbers(double step, params long[] extents)
    {
        var shape = Shape.Create(extents);
        return Tensor.From([.. Enumerable.Range(0, (int)shape.Count).Select(index => (float)Math.Sin(index * step))], shape);
    }

    private static Tensor Tokens(long step, params long[] extents)
    {
        var shape = Shape.Create(extents);
        return Tensor.From([.. Enumerable.Range(1, (int)shape.Count).Select(index => index * step % Vocabulary)], shape);
    }

    private static Tensor Lengths(params long[] lengths) => Tensor.From(lengths);
}
