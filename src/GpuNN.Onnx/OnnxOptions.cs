namespace GpuNN.Onnx;

/// <summary>How a model is loaded.</summary>
public sealed record OnnxOptions
{
    /// <summary>Where its weights lie and where it runs; <see cref="GpuNN.Device.Default"/> where left out.</summary>
    public Device? Device { get; init; }

    /// <summary>The folder beside which external data lie; the model's own where it is loaded from a file.</summary>
    public string? Folder { get; init; }

    /// <summary>The most bytes that one tensor may take: a model that asks for more is refused before anything is
    /// allocated.</summary>
    public long MaximumTensorBytes { get; init; } = 1L << 32;

    /// <summary>Whether types and shapes are followed through the graph when it is loaded, so that a model whose declared inputs
    /// or outputs do not fit its nodes is refused at once.</summary>
    public bool ChecksShapes { get; init; } = true;
}
