using GpuNN.Initializers;

namespace GpuNN.Layers;

/// <summary>A graph convolution: Â·X·Wᵀ + b with Â = D^-½·(A + I)·D^-½ (<see cref="Operators.GcnAggregate"/>).</summary>
public sealed class GcnConvolution : Module
{
    /// <summary>A layer with Glorot's weights and a bias of 0.</summary>
    /// <param name="inputs">Features of a node.</param>
    /// <param name="outputs">Features that it gets.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="device">Where the weights live.</param>
    public GcnConvolution(int inputs, int outputs, bool bias = true, Device? device = null)
    {
        Weight = Register("weight", new Parameter(new XavierInitializer().Create([outputs, inputs], device: device)));
        Bias = bias ? Register("bias", Initialize.Constant([outputs], 0, device)) : null;
    }

    /// <summary>W [out, in].</summary>
    public Parameter Weight { get; }

    /// <summary>b [out], where there is one.</summary>
    public Parameter? Bias { get; }

    /// <summary>Aggregates on the narrower side of the product.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="features">[nodes, in].</param>
    /// <returns>[nodes, out].</returns>
    public Tensor Forward(GraphData graph, Tensor features) => Call(() =>
    {
        bool narrows = Weight.Shape[0] < Weight.Shape[1];
        Tensor result = narrows
            ? graph.GcnAggregate(features.Linear(Weight))
            : graph.GcnAggregate(features).Linear(Weight);
        return [Bias is null ? result : result + Bias];
    })[0];
}
