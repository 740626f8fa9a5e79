using GpuNN.Backends;

namespace GpuNN.Layers;

/// <summary>activation(x·Wᵀ + b), for x [..., in].</summary>
public sealed class Linear : Layer
{
    /// <summary>A layer with weights drawn uniformly from ±1/√in, as PyTorch's default is.</summary>
    /// <param name="inputs">The extent of the last axis of the input.</param>
    /// <param name="outputs">That of the output.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="activation">Applied in the same pass.</param>
    /// <param name="device">Where the weights live.</param>
    public Linear(int inputs, int outputs, bool bias = true, Activation activation = Activation.Identity, Device? device = null)
    {
        double bound = 1 / Math.Sqrt(inputs);
        Weight = Register("weight", new Parameter(Operators.Uniform([outputs, inputs], -bound, bound, device: device)));
        Bias = bias ? Register("bias", new Parameter(Operators.Uniform([outputs], -bound, bound, device: device))) : null;
        Activation = activation;
    }

    /// <summary>W [out, in].</summary>
    public Parameter Weight { get; }

    /// <summary>b [out], where there is one.</summary>
    public Parameter? Bias { get; }

    /// <summary>Applied in the same pass.</summary>
    public Activation Activation { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.LinearActivation(Weight, Bias, Activation);
}
