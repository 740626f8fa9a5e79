namespace GpuNN.Backends;

/// <summary>An activation fused into the end of a product.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    Identity,

    /// <summary>max(x, 0).</summary>
    ReLU,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>tanh x.</summary>
    Tanh,
}
