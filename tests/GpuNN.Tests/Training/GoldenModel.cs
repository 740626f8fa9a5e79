using GpuNN.Layers;

namespace GpuNN.Tests.Training;

/// <summary>A model of Fixtures/training.py, with the loss of each step.</summary>
internal sealed record GoldenModel(Module Module, Func<int, Tensor> Loss)
{
    public static readonly IReadOnlyDictionary<string, (double Rate, Func<DType, Device, GoldenModel> Make)> All =
        new Dictionary<string, (double, Func<DType, Device, GoldenModel>)>
        {
            ["Mlp"] = (0.2, Mlp),
            ["LeNet"] = (0.02, LeNet),
            ["GruLanguageModel"] = (0.3, GruLanguage),
            ["Gcn"] = (0.5, Gcn),
            ["Transformer"] = (0.2, Transformer),
        };

    public static GoldenModel Mlp(DType dtype, Device device)
    {
        var model = new Sequential(new Linear(20, 32), new ReLU(), new Linear(32, 16), new Tanh(), new Linear(16, 5));
        GoldenNumbers.Initialise(model, dtype, device);
        return new(model, step => model.Forward(GoldenNumbers.Draw($"x{step % 3}", dtype, device, 8, 20))
            .CrossEntropy(GoldenNumbers.DrawIntegers($"y{step % 3}", 5, device, 8)));
    }

    private static GoldenModel LeNet(DType dtype, Device device)
    {
        var model = new Sequential(
            new Conv2D(1, 6, 5), new Tanh(), new AvgPool2D(2), new Conv2D(6, 16, 5), new Tanh(), new MaxPool2D(2),
            new Flatten(), new Linear(400, 120), new Tanh(), new Linear(120, 84), new Tanh(), new Linear(84, 10));
        GoldenNumbers.Initialise(model, dtype, device);
        return new(model, step => model.Forward(GoldenNumbers.Draw($"x{step % 3}", dtype, device, 4, 1, 32, 32))
            .CrossEntropy(GoldenNumbers.DrawIntegers($"y{step % 3}", 10, device, 4)));
    }

    private static GoldenModel GruLanguage(DType dtype, Device device)
    {
        var gru = new Gru(8, 12, new() { Layers = 2 });
        var embedding = new Embedding(11, 8);
        var output = new Linear(12, 11);
        var model = new Parts(("embedding", embedding), ("gru", gru), ("output", output));
        GoldenNumbers.Initialise(model, dtype, device);
        Tensor? state = null;
        Tensor text = GoldenNumbers.DrawIntegers("text", 11, device, 3, 71);
        return new(model, step =>
        {
            Tensor tokens = text.Narrow(1, 7 * step, 8).Transpose().Contiguous();
            var (features, last) = gru.Forward(embedding.Forward(tokens.Narrow(0, 0, 7)), state);
            state = last.Detach().Carry();
            return output.Forward(features).Reshape(-1, 11).CrossEntropy(tokens.Narrow(0, 1, 7).Reshape(-1));
        });
    }

    private static GoldenModel Gcn(DType dtype, Device device)
    {
        (int S, int T)[] edges = [(0, 1), (0, 2), (0, 3), (1, 2), (2, 3), (3, 4), (4, 5), (4, 6), (5, 6), (6, 7), (7, 8), (8, 9), (7, 9), (2, 9)];
        Tensor sources = Tensor.From([.. edges.Select(edge => edge.S), .. edges.Select(edge => edge.T)], device);
        Tensor targets = Tensor.From([.. edges.Select(edge => edge.T), .. edges.Select(edge => edge.S)], device);
        var graph = new GraphData(11, sources, targets, Tensor.Ones([2 * edges.Length], dtype, device));
        GcnConvolution first = new(6, 8), second = new(8, 3);
        var model = new Parts(("first", first), ("second", second));
        GoldenNumbers.Initialise(model, dtype, device);
        Tensor nodes = GoldenNumbers.Draw("nodes", dtype, device, 11, 6);
        long[] labels = GoldenNumbers.DrawIntegers("labels", 3, Device.Cpu, 11).ToArray<long>();
        Array.Fill(labels, -100, 6, 5);
        Tensor wanted = Tensor.From(labels, device);
        return new(model, _ => second.Forward(graph, first.Forward(graph, nodes).ReLU()).CrossEntropy(wanted, ignoredIndex: -100));
    }

    private static GoldenModel Transformer(DType dtype, Device device)
    {
        var embedding = new Embedding(9, 8);
        var position = new PositionalEncoding(8, 6);
        var encoder = new TransformerEncoder(2, new() { Size = 8, Heads = 2, FeedForwardSize = 16, Dropout = 0, Activation = Operators.GELU });
        var output = new Linear(8, 9);
        var model = new Parts(("embedding", embedding), ("position", position), ("encoder", encoder), ("output", output));
        GoldenNumbers.Initialise(model, dtype, device);
        return new(model, step =>
        {
            Tensor tokens = GoldenNumbers.DrawIntegers($"x{step % 3}", 9, device, 2, 7);
            Tensor features = encoder.Forward(position.Forward(embedding.Forward(tokens.Narrow(1, 0, 6))), isCausal: true);
            return output.Forward(features).Reshape(-1, 9).CrossEntropy(tokens.Narrow(1, 1, 6).Reshape(-1));
        });
    }

    private sealed class Parts : Module
    {
        public Parts(params (string Name, Module Module)[] parts)
        {
            foreach (var (name, module) in parts) Register(name, module);
        }
    }
}
