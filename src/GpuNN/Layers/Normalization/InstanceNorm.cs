namespace GpuNN.Layers;

/// <summary>Instance normalisation (<see cref="Operators.InstanceNorm"/>) of [N, C, …].</summary>
public sealed class InstanceNorm : Layer
{
    /// <summary>A layer with γ = 1 and β = 0, where there are any.</summary>
    /// <param name="channels">C.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="isAffine">Whether there are γ and β.</param>
    /// <param name="device">Where they live.</param>
    public InstanceNorm(int channels, double epsilon = 1e-5, bool isAffine = false, Device? device = null)
    {
        Epsilon = epsilon;
        if (!isAffine) return;
        Weight = Register("weight", Initialize.Constant([channels], 1, device));
        Bias = Register("bias", Initialize.Constant([channels], 0, device));
    }

    /// <summary>γ [C], where there is one.</summary>
    public Parameter? Weight { get; }

    /// <summary>β [C], where there is one.</summary>
    public Parameter? Bias { get; }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.InstanceNorm(null, null, Weight, Bias, epsilon: Epsilon);
}
