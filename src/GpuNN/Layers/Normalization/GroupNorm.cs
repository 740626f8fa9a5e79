namespace GpuNN.Layers;

/// <summary>Group normalisation (<see cref="Operators.GroupNorm"/>) of [N, C, …].</summary>
public sealed class GroupNorm : Layer
{
    /// <summary>A layer with γ = 1 and β = 0, where there are any.</summary>
    /// <param name="groups">How many groups, which divide C.</param>
    /// <param name="channels">C.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="isAffine">Whether there are γ and β.</param>
    /// <param name="device">Where they live.</param>
    public GroupNorm(int groups, int channels, double epsilon = 1e-5, bool isAffine = true, Device? device = null)
    {
        Groups = groups;
        Epsilon = epsilon;
        if (!isAffine) return;
        Weight = Register("weight", Initialize.Constant([channels], 1, device));
        Bias = Register("bias", Initialize.Constant([channels], 0, device));
    }

    /// <summary>How many groups.</summary>
    public int Groups { get; }

    /// <summary>γ [C], where there is one.</summary>
    public Parameter? Weight { get; }

    /// <summary>β [C], where there is one.</summary>
    public Parameter? Bias { get; }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.GroupNorm(Groups, Weight, Bias, Epsilon);
}
