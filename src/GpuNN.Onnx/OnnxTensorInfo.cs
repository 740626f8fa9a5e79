namespace GpuNN.Onnx;

/// <summary>Name, type and shape of a value of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DType">The type of the tensor that carries it; null where it is not known. Integers that tensors do not
/// store (8 and 16 bits, unsigned of 32 and 64) are carried in the next wider one that they do.</param>
/// <param name="Extents">The extents, −1 for those that are open; null where the rank is.</param>
/// <param name="IsOptional">Whether an initialiser of this name stands in where it is not given.</param>
public sealed record OnnxTensorInfo(string Name, DType? DType, IReadOnlyList<long>? Extents, bool IsOptional)
{
    /// <summary>What the open extents are called, axis by axis: a name of the file, or a formula of names such as
    /// <c>2*width + 1</c>; empty for those that are not open or have no name.</summary>
    public IReadOnlyList<string> ExtentNames { get; init; } = [];

    /// <summary>Name, type and shape: <c>x: Float32[batch, 3, 224, 224]</c>.</summary>
    public override string ToString() => $"{Name}: {DType?.ToString() ?? "?"}[{(Extents is null ? "..." : string.Join(", ", Extents.Select(Text)))}]";

    private string Text(long extent, int axis) =>
        extent >= 0 ? FormattableString.Invariant($"{extent}") : axis < ExtentNames.Count && ExtentNames[axis].Length > 0 ? ExtentNames[axis] : "?";
}
