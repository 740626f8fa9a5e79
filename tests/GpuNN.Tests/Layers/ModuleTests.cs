using GpuNN.Backends;
using GpuNN.Layers;

namespace GpuNN.Tests.Layers;

[Collection(ExclusiveCollection.Name)]
public sealed class ModuleTests : IDisposable
{
    private readonly IDisposable _random = RandomState.Use(new RandomState(19));

    public void Dispose() => _random.Dispose();

    [Fact]
    public void Recurrent_parameters_have_PyTorchs_names_and_shapes()
    {
        var lstm = new Lstm(3, 5, new() { Layers = 2, IsBidirectional = true });
        string[] names = [.. lstm.NamedParameters.Select(entry => entry.Key)];
        Assert.Equal(16, names.Length);
        Assert.Equal(["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_ih_l0_reverse"], names[..5]);
        Shape last = [20, 10], first = [20, 3];
        Assert.Equal(first, lstm.NamedParameters.First().Value.Shape);
        Assert.Equal(last, lstm.NamedParameters.Single(entry => entry.Key == "weight_ih_l1_reverse").Value.Shape);
    }

    [Fact]
    public void Batch_first_is_the_transposed_network()
    {
        var steps = new Gru(3, 4);
        var batch = new Gru(3, 4, new() { BatchFirst = true });
        StateDictionary.Load(batch, StateDictionary.Of(steps));
        Tensor x = Operators.Normal([5, 2, 3]);
        var (output, last) = steps.Forward(x);
        var (transposed, sameLast) = batch.Forward(x.Transpose(0, 1));
        Assert.Equal(output.Transpose(0, 1).ToArray<float>(), transposed.ToArray<float>());
        Assert.Equal(last.ToArray<float>(), sameLast.ToArray<float>());
    }

    [Fact]
    public void Batch_norm_predicts_with_what_it_saw()
    {
        var norm = new BatchNorm(2, momentum: null);
        Tensor first = Operators.Normal([8, 2, 3]) * 3 + 1, second = Operators.Normal([8, 2, 3]) - 2;
        _ = norm.Forward(first);
        _ = norm.Forward(second);
        float[] means = ((first.Mean([0, 2]) + second.Mean([0, 2])) / 2).ToArray<float>();
        Assert.Equal(means[0], norm.RunningMean!.ToArray<float>()[0], 1e-5f);
        norm.Evaluate();
        Tensor one = norm.Forward(first.Narrow(0, 0, 1));
        float expected = (float)((first.ToArray<float>()[0] - means[0]) / Math.Sqrt(norm.RunningVariance!.ToArray<float>()[0] + 1e-5));
        Assert.Equal(expected, one.ToArray<float>()[0], 1e-4f);
        Assert.Equal(["running_mean", "running_var", "num_batches_tracked"], norm.NamedBuffers.Select(entry => entry.Key));
    }

    [Fact]
    public void State_goes_to_a_file_and_back()
    {
        var model = Model();
        var other = Model();
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            StateDictionary.Save(model, path);
            StateDictionary.Load(other, path);
        }
        finally
        {
            File.Delete(path);
        }

        Tensor x = Operators.Normal([2, 1, 8, 8]);
        model.Evaluate();
        other.Evaluate();
        Assert.Equal(model.Forward(x).ToArray<float>(), other.Forward(x).ToArray<float>());
    }

    [Fact]
    public void State_that_does_not_fit_changes_nothing()
    {
        var model = new Linear(2, 3);
        float[] before = model.Weight.ToArray<float>();
        var wrong = new Dictionary<string, Tensor> { ["weight"] = Tensor.Ones([3, 2]), ["bias"] = Tensor.Ones([4]) };
        var exception = Assert.Throws<ShapeMismatchException>(() => StateDictionary.Load(model, wrong));
        Assert.Equal("bias", exception.Argument);
        Assert.Throws<ShapeMismatchException>(() => StateDictionary.Load(model, new Dictionary<string, Tensor> { ["weight"] = Tensor.Ones([3, 2]) }));
        Assert.Equal(before, model.Weight.ToArray<float>());
        var (missing, unexpected) = StateDictionary.Load(
            model, new Dictionary<string, Tensor> { ["weight"] = Tensor.Ones([3, 2]), ["other"] = Tensor.Ones([1]) }, isStrict: false);
        Assert.Equal(["bias"], missing);
        Assert.Equal(["other"], unexpected);
        Assert.All(model.Weight.ToArray<float>(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void A_summary_counts_parameters_and_operations()
    {
        Sequential model = Model();
        ModelSummary summary = ModelSummary.Of(model, [2, 1, 8, 8]);
        Assert.Equal(["", "0", "1", "2", "3", "4", "5"], summary.Rows.Select(row => row.Name));
        Assert.Equal("[2, 4, 8, 8]", summary.Rows[1].Output);
        Assert.Equal("[2, 3]", summary.Rows[^1].Output);
        Assert.Equal([0L, 40, 8, 0, 0, 0, 195], summary.Rows.Select(row => row.ParameterCount));
        Assert.Equal(243, summary.ParameterCount);
        Assert.Equal(2.0 * 2 * 4 * 64 * 9, summary.Rows[1].Flops);
        Assert.Equal(2.0 * 2 * 64 * 3, summary.Rows[6].Flops);
        Assert.Contains("Conv2D", summary.ToString(), StringComparison.Ordinal);
        Assert.True(model.IsTraining);
    }

    [Fact]
    public void Without_gradients_a_recurrent_module_frees_all_but_its_results()
    {
        var lstm = new Lstm(3, 8);
        Tensor x = Tensor.Ones([7, 2, 3]);
        using var restoration = NoGrad.Begin();
        long before = Device.Cpu.MemoryStatistics.LiveBytes;
        var (output, hidden, cell) = lstm.Forward(x);
        Assert.Equal(before + ((output.Count + hidden.Count + cell.Count) * sizeof(float)), Device.Cpu.MemoryStatistics.LiveBytes);
    }

    [Fact]
    public void A_graph_convolution_is_the_same_on_either_side_of_the_product()
    {
        GraphData graph = GraphData.FromEdges(4, [(0, 1), (1, 2), (1, 3)], isUndirected: true);
        Tensor x = Operators.Normal([4, 3]);
        foreach (int outputs in new[] { 2, 5 })
        {
            var layer = new GcnConvolution(3, outputs);
            float[] expected = graph.Normalized.ToDense().MatMul(x).Linear(layer.Weight, layer.Bias).ToArray<float>();
            float[] actual = layer.Forward(graph, x).ToArray<float>();
            for (int index = 0; index < expected.Length; index++) Assert.Equal(expected[index], actual[index], 1e-5f);
        }
    }

    [Fact]
    public void Layers_apply_their_operators()
    {
        Tensor x = Operators.Normal([2, 4, 6, 5]);
        Assert.Equal(x.ReLU().ToArray<float>(), new ReLU().Forward(x).ToArray<float>());
        Assert.Equal(x.MaxPool2D(2).ToArray<float>(), new MaxPool2D(2).Forward(x).ToArray<float>());
        Assert.Equal(x.AvgPool2D((3, 2)).ToArray<float>(), new AvgPool2D((3, 2)).Forward(x).ToArray<float>());
        Assert.Equal(x.AdaptiveAvgPool2D(3).ToArray<float>(), new AdaptiveAvgPool2D(3).Forward(x).ToArray<float>());
        Assert.Equal(x.GroupNorm(2).ToArray<float>(), new GroupNorm(2, 4).Forward(x).ToArray<float>());
        Assert.Equal(x.LayerNorm([5]).ToArray<float>(), new LayerNorm([5]).Forward(x).ToArray<float>());
        Assert.Equal((x.ReLU() + x).ToArray<float>(), new Residual(new ReLU()).Forward(x).ToArray<float>());
        Assert.Equal(x.PReLU(Tensor.Full([4], 0.25)).ToArray<float>(), new PReLU(4).Forward(x).ToArray<float>());
        var transposed = new ConvTranspose2D(4, 6, 3, new() { Stride = 2, Groups = 2 });
        Shape weight = [4, 3, 3, 3], output = [2, 6, 13, 11];
        Assert.Equal(weight, transposed.Weight.Shape);
        Assert.Equal(output, transposed.Forward(x).Shape);
        var dropout = new Dropout(0.5);
        Assert.NotEqual(x.ToArray<float>(), dropout.Forward(x).ToArray<float>());
        dropout.Evaluate();
        Assert.Same(x, dropout.Forward(x));
        var embedding = new Embedding(5, 3, paddingIndex: 2);
        Assert.Equal([0f, 0, 0], embedding.Forward(Tensor.From([2L])).ToArray<float>());
        var bags = new EmbeddingBag(5, 3, EmbeddingBagMode.Sum);
        Tensor offsets = Tensor.From([0L, 1]), indices = Tensor.From([4L, 0, 3]);
        Assert.Equal(bags.Weight.EmbeddingBag(indices, offsets, EmbeddingBagMode.Sum).ToArray<float>(), bags.Forward(indices, offsets).ToArray<float>());
        var highway = new Highway(5, gateBias: -30);
        Assert.Equal(x.ToArray<float>(), highway.Forward(x).ToArray<float>());
    }

    private static Sequential Model() => new(
        new Conv2D(1, 4, 3, new() { Padding = 1 }, activation: Activation.ReLU),
        new BatchNorm(4),
        new MaxPool2D(2),
        new Flatten(),
        new Dropout(0.1),
        new Linear(64, 3));
}
