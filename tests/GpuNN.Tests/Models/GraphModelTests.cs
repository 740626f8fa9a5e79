using GpuNN.Data.Generated;
using GpuNN.Layers;
using GpuNN.Models.Graphs;
using GpuNN.Optimizers;

namespace GpuNN.Tests.Models;

[Collection(ExclusiveCollection.Name)]
public sealed class GraphModelTests : IDisposable
{
    private readonly IDisposable _random = RandomState.Use(new RandomState(31));

    public void Dispose() => _random.Dispose();

    [Fact]
    public void The_GCN_has_the_size_of_Kipf_and_Welling_on_Cora() =>
        Assert.Equal(23_063, new Gcn(1433, 7).ParameterCount);

    [Fact]
    public void GraphSAGE_has_a_matrix_for_a_node_and_one_for_its_neighbours()
    {
        Assert.Equal((2 * 5 * 8) + 8 + (2 * 8 * 3) + 3, new GraphSage(5, 3, 8).ParameterCount);
        Assert.Equal(
            (2 * 5 * 8) + 8 + (2 * 8 * 3) + 3 + (5 * 5) + 5 + (8 * 8) + 8,
            new GraphSage(5, 3, 8, SageAggregation.Max).ParameterCount);
    }

    [Theory]
    [InlineData(SageAggregation.Mean)]
    [InlineData(SageAggregation.Max)]
    public void A_layer_joins_each_node_with_what_its_neighbours_have(SageAggregation aggregation)
    {
        GraphData graph = GraphData.FromEdges(4, [(0, 1), (2, 1), (1, 0)]);
        var layer = new SageConvolution(2, 3, aggregation);
        Tensor features = Operators.Normal([4, 2]);
        float[] found = layer.Forward(graph, features).ToArray<float>();
        var parameters = layer.NamedParameters.ToDictionary();
        Tensor sent = aggregation == SageAggregation.Mean
            ? features
            : features.Linear(parameters["pool.weight"], parameters["pool.bias"]).ReLU();
        Tensor first = sent.Select(0, 0), second = sent.Select(0, 1), third = sent.Select(0, 2), none = Tensor.Zeros([2]);
        Tensor ofSecond = aggregation == SageAggregation.Mean ? (first + third) * 0.5 : first.Maximum(third);
        Tensor aggregate = Operators.Stack(0, second, ofSecond, none, none);
        float[] expected = (features.Linear(parameters["own.weight"], parameters["own.bias"]) + aggregate.Linear(parameters["neighbors.weight"])).ToArray<float>();
        for (int index = 0; index < expected.Length; index++) Assert.Equal(expected[index], found[index], 1e-5f);
    }

    [Fact]
    public void The_karate_club_splits_as_it_did_but_for_two_members()
    {
        GraphData graph = GraphData.FromEdges(KarateClub.Members, KarateClub.Friendships, isUndirected: true);
        Tensor features = Tensor.Arange(KarateClub.Members).OneHot(KarateClub.Members);
        var model = new Gcn(KarateClub.Members, 2);
        long[] found = Train(model, () => model.Forward(graph, features), [0, 33], [0, 1], 150);
        int wrong = found.Zip(KarateClub.Clubs).Count(pair => pair.First != pair.Second);
        Assert.True(wrong <= 2, $"{wrong} members");
    }

    [Theory]
    [InlineData(SageAggregation.Mean)]
    [InlineData(SageAggregation.Max)]
    public void Neighbours_tell_what_features_hide(SageAggregation aggregation)
    {
        StochasticBlockModel blocks = StochasticBlockModel.Create(3, 60, 0.15, 0.01, 12, 0.6, seed: 3);
        GraphData graph = GraphData.FromEdges(180, blocks.Edges, isUndirected: true);
        Tensor features = Tensor.From(blocks.Features, [180, 12]);
        long[] labelled = [.. Enumerable.Range(0, 180).Where(node => node % 60 < 8).Select(node => (long)node)];
        long[] classes = [.. labelled.Select(node => blocks.Communities[node])];
        var sage = new GraphSage(12, 3, 16, aggregation);
        var alone = new Sequential(new Linear(12, 16, activation: GpuNN.Backends.Activation.ReLU), new Linear(16, 3));
        double joined = Accuracy(Train(sage, () => sage.Forward(graph, features), labelled, classes, 80));
        double single = Accuracy(Train(alone, () => alone.Forward(features), labelled, classes, 80));
        Assert.True(joined > 0.8 && joined > single + 0.2, $"{joined} with neighbours, {single} without");

        double Accuracy(long[] found) => found.Zip(blocks.Communities).Count(pair => pair.First == pair.Second) / 180.0;
    }

    private static long[] Train(Module model, Func<Tensor> forward, long[] labelled, long[] classes, int epochs)
    {
        var optimizer = new Adam(model.Parameters, 0.01) { WeightDecay = 5e-4 };
        Tensor nodes = Tensor.From(labelled), wanted = Tensor.From(classes);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            optimizer.ZeroGradients();
            forward().IndexSelect(0, nodes).CrossEntropy(wanted).Backward();
            optimizer.Step();
        }

        using IDisposable restoration = NoGrad.Begin();
        model.Evaluate();
        return forward().ArgMax(1).ToArray<long>();
    }
}
