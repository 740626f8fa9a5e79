using GpuNN.Backends;

namespace GpuNN.Layers;

/// <summary>A gated short cut (<see cref="Operators.Highway"/>).</summary>
public sealed class Highway : Layer
{
    /// <summary>A layer whose gate begins nearly shut, so that most of the input passes.</summary>
    /// <param name="size">The extent of the last axis.</param>
    /// <param name="gateBias">The gate's first bias.</param>
    /// <param name="activation">Of the transformed part.</param>
    /// <param name="device">Where the weights live.</param>
    public Highway(int size, double gateBias = -1, Activation activation = Activation.ReLU, Device? device = null)
    {
        double bound = 1 / Math.Sqrt(size);
        Weight = Register("weight", Initialize.Uniform([size, size], bound, device));
        Bias = Register("bias", Initialize.Uniform([size], bound, device));
        GateWeight = Register("gate_weight", Initialize.Uniform([size, size], bound, device));
        GateBias = Register("gate_bias", Initialize.Constant([size], gateBias, device));
        Activation = activation;
    }

    /// <summary>W.</summary>
    public Parameter Weight { get; }

    /// <summary>b.</summary>
    public Parameter Bias { get; }

    /// <summary>W′.</summary>
    public Parameter GateWeight { get; }

    /// <summary>b′.</summary>
    public Parameter GateBias { get; }

    /// <summary>Of the transformed part.</summary>
    public Activation Activation { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Highway(Weight, Bias, GateWeight, GateBias, Activation);
}
