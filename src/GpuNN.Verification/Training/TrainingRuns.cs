using GpuNN.Data.Generated;
using GpuNN.Layers;
using GpuNN.Models.Graphs;
using GpuNN.Models.Text;

namespace GpuNN.Verification.Training;

/// <summary>The models that every device is to train: a convolutional, a recurrent and a graph network.</summary>
public static class TrainingRuns
{
    /// <summary>How many steps a run takes.</summary>
    public const int Steps = 10;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TrainingRun> All { get; } =
    [
        new("LeNet", 0.002, LeNet),
        new("GRU language model", 0.01, GruLanguageModel),
        new("GCN", 0.01, Gcn),
    ];

    private static (Module Model, Func<int, Tensor> Loss) LeNet(Device device)
    {
        const int Samples = 16, Classes = 10;
        var model = new Sequential(
            new Conv2D(1, 6, 5, device: device), new Tanh(), new AvgPool2D(2),
            new Conv2D(6, 16, 5, device: device), new Tanh(), new MaxPool2D(2), new Flatten(),
            new Linear(256, 120, device: device), new Tanh(), new Linear(120, 84, device: device), new Tanh(),
            new Linear(84, Classes, device: device));
        Tensor images = Operators.Uniform([Samples, 1, 28, 28], device: device);
        Tensor labels = Tensor.From([.. Enumerable.Range(0, Samples).Select(image => (long)(image * 7 % Classes))], device);
        return (model, _ => model.Forward(images).CrossEntropy(labels));
    }

    private static (Module Model, Func<int, Tensor> Loss) GruLanguageModel(Device device)
    {
        const int Tokens = 19, Samples = 4, Length = 12;
        var model = new RecurrentLanguageModel(
            new() { Vocabulary = Tokens, Cell = RecurrentCell.Gru, EmbeddingSize = 12, HiddenSize = 20, Layers = 2 }, device);
        long[] text = [.. Enumerable.Range(0, (Steps + 1) * Length * Samples).Select(position => (long)(position * position % Tokens))];
        var inputs = new Tensor[Steps];
        var targets = new Tensor[Steps];
        for (int step = 0; step < Steps; step++)
        {
            inputs[step] = Tensor.From(text.AsSpan(step * Length * Samples, Length * Samples).ToArray(), [Length, Samples], device);
            targets[step] = Tensor.From(text.AsSpan((step * Length * Samples) + 1, Length * Samples).ToArray(), [Length, Samples], device);
        }

        RecurrentState? state = null;
        return (model, step =>
        {
            var (loss, next) = model.Loss(inputs[step], targets[step], state);
            state = next.Detach();
            return loss;
        }
        );
    }

    private static (Module Model, Func<int, Tensor> Loss) Gcn(Device device)
    {
        GraphData graph = GraphData.FromEdges(KarateClub.Members, KarateClub.Friendships, isUndirected: true, device);
        Tensor features = Tensor.Arange(KarateClub.Members, DType.Int64, device).OneHot(KarateClub.Members);
        Tensor nodes = Tensor.From([0L, 33], device), classes = Tensor.From([0L, 1], device);
        var model = new Gcn(KarateClub.Members, 2, device: device);
        return (model, _ => model.Forward(graph, features).IndexSelect(0, nodes).CrossEntropy(classes));
    }
}
