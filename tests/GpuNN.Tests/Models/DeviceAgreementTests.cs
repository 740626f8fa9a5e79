using GpuNN.Data.Generated;
using GpuNN.Layers;
using GpuNN.Models.Graphs;
using GpuNN.Models.Text;
using GpuNN.Optimizers;
using GpuNN.Tests.Backends.Gpu;
using GpuNN.Text;

namespace GpuNN.Tests.Models;

/// <summary>Ten steps of training on an accelerator give the losses of the CPU.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class DeviceAgreementTests
{
    private const int Steps = 10;

    [SkippableFact]
    public void The_GRU_language_model_trains_on_OpenCL_as_on_the_CPU() => Agree(device =>
    {
        string text = Grammar.Text(60, 1);
        Vocabulary characters = Vocabulary.OfCharacters(text);
        long[] tokens = characters.Encode(text);
        var model = new RecurrentLanguageModel(
            new() { Vocabulary = characters.Count, Cell = RecurrentCell.Gru, EmbeddingSize = 12, HiddenSize = 20, Layers = 2 }, device);
        RecurrentState? state = null;
        var batches = SequenceSampling.Adjacent(tokens, 8, 16).GetEnumerator();
        return (model, () =>
        {
            Assert.True(batches.MoveNext());
            var (inputs, targets) = batches.Current;
            var (loss, next) = model.Loss(Tensor.From(inputs, [16, 8], device), Tensor.From(targets, [16, 8], device), state);
            state = next.Detach();
            return loss;
        }
        );
    });

    [SkippableFact]
    public void The_GCN_trains_on_OpenCL_as_on_the_CPU() => Agree(device =>
    {
        GraphData graph = GraphData.FromEdges(KarateClub.Members, KarateClub.Friendships, isUndirected: true, device);
        Tensor features = Tensor.Arange(KarateClub.Members, DType.Int64, device).OneHot(KarateClub.Members);
        Tensor nodes = Tensor.From([0L, 33], device), classes = Tensor.From([0L, 1], device);
        var model = new Gcn(KarateClub.Members, 2, device: device);
        return (model, () => model.Forward(graph, features).IndexSelect(0, nodes).CrossEntropy(classes));
    });

    /// <summary>The losses part by no more than 4 times what they part by when every first weight moves by one rounding error of
    /// float32, and a floor of 10⁻⁵: what the order of additions may do.</summary>
    private static void Agree(Func<Device, (Module Model, Func<Tensor> Loss)> build)
    {
        Device device = GpuDevices.Open("opencl:0");
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw);
        long launches = device.Backend.ExecutionCount;
        double[] found = Losses(device, 0), expected = Losses(Device.Cpu, 0), moved = Losses(Device.Cpu, 1.2e-7);
        Assert.True(device.Backend.ExecutionCount > launches + 100);
        Assert.True(expected[^1] < expected[0]);
        double budget = 1e-5 + (4 * expected.Zip(moved).Max(pair => Math.Abs(pair.First - pair.Second)));
        for (int step = 0; step < Steps; step++)
        {
            double error = Math.Abs(found[step] - expected[step]);
            Assert.True(error <= budget, $"step {step}: {found[step]} instead of {expected[step]}, {error} above {budget}");
        }

        double[] Losses(Device on, double shift)
        {
            using IDisposable random = RandomState.Use(new RandomState(5));
            var (model, loss) = build(on);
            if (shift > 0)
            {
                using IDisposable restoration = NoGrad.Begin();
                foreach (Parameter parameter in model.Parameters) parameter.CopyFrom(parameter * (1 + shift));
            }

            var optimizer = new Adam(model.Parameters, 0.01);
            var losses = new double[Steps];
            for (int step = 0; step < Steps; step++)
            {
                Tensor value = loss();
                optimizer.ZeroGradients();
                value.Backward();
                losses[step] = value.ToScalar();
                optimizer.Step();
            }

            return losses;
        }
    }
}
