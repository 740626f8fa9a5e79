using GpuNN.Layers;
using GpuNN.Optimizers;

namespace GpuNN.Tests.Memory;

[Collection(ExclusiveCollection.Name)]
public sealed class SparseLifetimeTests : IDisposable
{
    public SparseLifetimeTests() => Tensor.FinalizersReleaseMemory = false;

    public void Dispose() => Tensor.FinalizersReleaseMemory = true;

    [Fact]
    public void Patterns_made_in_a_step_end_with_it_and_a_graph_made_before_keeps_what_is_made_of_it()
    {
        GraphData graph = GraphData.FromEdges(4, [(0, 1), (1, 2), (2, 3)], isUndirected: true);
        Tensor features = Tensor.Ones([4, 3]), segments = Tensor.From([0L, 1, 1, 0]), bags = Tensor.From([0L, 2]);
        var convolution = new GcnConvolution(3, 2);
        var embedding = new Embedding(5, 2);
        var optimizer = new Sgd([.. convolution.Parameters, .. embedding.Parameters], 0.1);
        var live = new long[12];
        for (int step = 0; step < live.Length; step++)
        {
            Tensor nodes = convolution.Forward(graph, features);
            Tensor loss = graph.NeighborMax(nodes).Sum() + nodes.SegmentMean(segments, 2).Sum() + nodes.SegmentMax(segments, 2).Sum()
                + embedding.Weight.EmbeddingBag(segments, bags).Sum();
            GraphData batch = GraphData.FromEdges(4, [(3, 0), (0, 2)]);
            loss += batch.GcnAggregate(nodes).Sum();
            optimizer.ZeroGradients();
            loss.Backward();
            optimizer.Step();
            live[step] = Device.Cpu.MemoryStatistics.LiveBytes;
        }

        Assert.Equal(live[2], live[^1]);
    }
}
