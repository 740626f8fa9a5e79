namespace GpuNN.Onnx;

/// <summary>What a model says about one of its inputs or outputs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DType">The type of the tensor that carries it; null where the model does not say. Integers that tensors do not
/// store (8 and 16 bits, unsigned of 32 and 64) are carried in the next wider one that they do.</param>
/// <param name="Extents">The extents, −1 for those that are open; null where the rank is.</param>
/// <param name="IsOptional">Whether an initialiser of this name stands in where it is not given.</param>
public sealed record OnnxTensorInfo(string Name, DType? DType, IReadOnlyList<long>? Extents, bool IsOptional)
{
    /// <summary>Name, type and shape: <c>x: Float32[?, 3, 224, 224]</c>.</summary>
    public override string ToString() =>
        $"{Name}: {DType?.ToString() ?? "?"}[{(Extents is null ? "..." : string.Join(", ", Extents.Select(extent => extent < 0 ? "?" : FormattableString.Invariant($"{extent}"))))}]";
}
