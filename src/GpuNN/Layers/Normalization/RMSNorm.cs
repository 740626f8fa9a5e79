namespace GpuNN.Layers;

/// <summary>Root-mean-square normalisation (<see cref="Operators.RMSNorm"/>) over the last axes.</summary>
public sealed class RMSNorm : Layer
{
    private readonly Shape _shape;

    /// <summary>A layer with γ = 1.</summary>
    /// <param name="normalizedShape">The last axes' extents.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="device">Where γ lives.</param>
    public RMSNorm(in Shape normalizedShape, double epsilon = 1e-5, Device? device = null)
    {
        _shape = normalizedShape;
        Epsilon = epsilon;
        Weight = Register("weight", Initialize.Constant(normalizedShape, 1, device));
    }

    /// <summary>γ.</summary>
    public Parameter Weight { get; }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.RMSNorm(_shape, Weight, Epsilon);
}
