namespace GpuNN.Backends.Cpu.Convolution.Winograd;

/// <summary>
/// The one-dimensional transforms of Winograd's minimal filtering F(m, 3), eight independent ones in the lanes of a vector:
/// y = Aᵀ[(G·g) ∘ (Bᵀ·d)]. Points are a step of floats apart.
/// </summary>
internal unsafe interface IWinogradTransform
{
    /// <summary>m, the outputs of a tile along an axis.</summary>
    static abstract int Outputs { get; }

    /// <summary>m + 2, the inputs of a tile along an axis, and the products.</summary>
    static abstract int Points { get; }

    /// <summary>Bᵀ·d.</summary>
    static abstract void Input(float* source, nint sourceStep, float* target, nint targetStep);

    /// <summary>G·g for three taps.</summary>
    static abstract void Filter(float* source, nint sourceStep, float* target, nint targetStep);

    /// <summary>Aᵀ·p.</summary>
    static abstract void Output(float* source, nint sourceStep, float* target, nint targetStep);
}
