using GpuNN.Backends;
using GpuNN.Data.Generated;
using GpuNN.Data.Readers;
using GpuNN.Layers;
using GpuNN.Optimizers;
using GpuNN.Training;

namespace GpuNN.Course;

/// <summary>Nodes of a graph to classify, of which few are labelled: a stochastic block model, or a folder with Cora's two
/// files.</summary>
public sealed class NodeTask
{
    private readonly long[] _classes;
    private readonly long[] _test;
    private readonly Tensor _labelled;
    private readonly Tensor _labels;

    private NodeTask(GraphData graph, Tensor features, long[] classes, long[] labelled, long[] test, Device device)
    {
        (Graph, Features, _classes, _test) = (graph.Keep(), features.Keep(), classes, test);
        _labelled = Tensor.From(labelled, device).Keep();
        _labels = Tensor.From(labelled.Select(node => classes[node]).ToArray(), device).Keep();
    }

    /// <summary>The graph.</summary>
    public GraphData Graph { get; }

    /// <summary>[nodes, features].</summary>
    public Tensor Features { get; }

    /// <summary>The number of features.</summary>
    public int FeatureCount => (int)Features.Shape[1];

    /// <summary>The number of classes.</summary>
    public int ClassCount => (int)_classes.Max() + 1;

    /// <summary>The user's graph, or a block model of four communities with ten labels each.</summary>
    public static NodeTask Of(RecipeContext context)
    {
        if (context.DataPath is { } folder) return Cora(folder, context.Device);
        const int Communities = 4, Size = 150, FeatureCount = 16;
        StochasticBlockModel blocks = StochasticBlockModel.Create(Communities, Size, 0.06, 0.006, FeatureCount, 0.5, context.Seed);
        return Labelled(
            GraphData.FromEdges(Communities * Size, blocks.Edges, isUndirected: true, context.Device),
            Tensor.From(blocks.Features, [Communities * Size, FeatureCount], context.Device),
            blocks.Communities,
            labels: 10,
            context.Device);
    }

    /// <summary>Zachary's karate club with one label for each of the two clubs: its instructor and its administrator.</summary>
    public static NodeTask Karate(Device device)
    {
        const int Members = KarateClub.Members;
        return new(
            GraphData.FromEdges(Members, KarateClub.Friendships, isUndirected: true, device),
            Tensor.Arange(Members, DType.Int64, device).OneHot(Members),
            [.. KarateClub.Clubs],
            [0, Members - 1],
            [.. Enumerable.Range(0, Members).Select(member => (long)member)],
            device);
    }

    /// <summary>A training on the labelled nodes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="classify">Runs it on the graph: logits [nodes, classes].</param>
    public Trainer<NodeTask> Trainer(Module model, Func<Tensor> classify)
    {
        var optimizer = new Adam(model.Parameters, 0.01) { WeightDecay = 5e-4 };
        return new(model, optimizer, _ => classify().IndexSelect(0, _labelled).CrossEntropy(_labels));
    }

    /// <summary>The share of test nodes that are told right.</summary>
    public double Accuracy(Module model, Func<Tensor> classify)
    {
        using IDisposable restoration = NoGrad.Begin();
        model.Evaluate();
        using Tensor logits = classify(), classes = logits.ArgMax(1);
        long[] guessed = classes.ToArray<long>();
        return _test.Count(node => guessed[node] == _classes[node]) / (double)_test.Length;
    }

    /// <summary>What a network reaches that sees the features of a node and no neighbours.</summary>
    public (double Value, string Name) Baseline(RecipeContext context, int epochs)
    {
        const string Name = "MLP without the graph";
        var model = new Sequential(
            new Linear(FeatureCount, 32, activation: Activation.ReLU, device: context.Device),
            new Dropout(0.5),
            new Linear(32, ClassCount, device: context.Device));
        context.RunBaseline(Name, Trainer(model, () => model.Forward(Features)), BatchSource.Whole(this), epochs);
        return (Accuracy(model, () => model.Forward(Features)), Name);
    }

    private static NodeTask Cora(string folder, Device device)
    {
        string content = Directory.EnumerateFiles(folder, "*.content").Order(StringComparer.Ordinal).FirstOrDefault()
            ?? throw new FileNotFoundException($"'{folder}' holds no .content file, and beside it a .cites file, as Cora does.");
        CitationGraph papers = CoraReader.Load(content, Path.ChangeExtension(content, ".cites"));
        Tensor features = Tensor.From(papers.Features, [papers.Papers.Length, papers.FeatureCount], device);
        Tensor sums = features.Sum([1], keepAxes: true).Maximum(Tensor.Ones([], device: device));
        return Labelled(papers.ToGraph(device), features / sums, papers.Subjects, labels: 20, device);
    }

    /// <summary>The first nodes of each class are labelled, all others test.</summary>
    private static NodeTask Labelled(GraphData graph, Tensor features, long[] classes, int labels, Device device)
    {
        long[] labelled = [.. Enumerable.Range(0, classes.Length).GroupBy(node => classes[node])
            .SelectMany(nodes => nodes.Take(labels)).Select(node => (long)node)];
        long[] test = [.. Enumerable.Range(0, classes.Length).Select(node => (long)node).Except(labelled)];
        return new(graph, features, classes, labelled, test, device);
    }
}
