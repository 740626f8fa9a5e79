namespace GpuNN.Layers;

/// <summary>Layer normalisation (<see cref="Operators.LayerNorm"/>) over the last axes.</summary>
public sealed class LayerNorm : Layer
{
    private readonly Shape _shape;

    /// <summary>A layer with γ = 1 and β = 0.</summary>
    /// <param name="normalizedShape">The last axes' extents.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="isAffine">Whether there are γ and β.</param>
    /// <param name="device">Where they live.</param>
    public LayerNorm(in Shape normalizedShape, double epsilon = 1e-5, bool isAffine = true, Device? device = null)
    {
        _shape = normalizedShape;
        Epsilon = epsilon;
        if (!isAffine) return;
        Weight = Register("weight", Initialize.Constant(normalizedShape, 1, device));
        Bias = Register("bias", Initialize.Constant(normalizedShape, 0, device));
    }

    /// <summary>γ, where there is one.</summary>
    public Parameter? Weight { get; }

    /// <summary>β, where there is one.</summary>
    public Parameter? Bias { get; }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.LayerNorm(_shape, Weight, Bias, Epsilon);
}
