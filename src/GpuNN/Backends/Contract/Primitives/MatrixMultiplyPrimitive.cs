namespace GpuNN.Backends;

/// <summary>C = activation(α·A·B + bias), for A [..., m, k], B [..., k, n], C [..., m, n]; leading axes are batches and
/// broadcast by strides of 0. Inputs may have any strides (a transpose is a view); C is contiguous. Inputs: A, B, and where
/// <paramref name="HasBias"/> a bias [n].</summary>
/// <param name="Alpha">The factor.</param>
/// <param name="HasBias">Whether a bias is added to each row.</param>
/// <param name="Activation">Applied to the sum.</param>
/// <param name="Beta">Adds β times what C holds; 0 never reads C.</param>
public sealed record MatrixMultiplyPrimitive(
    double Alpha = 1, bool HasBias = false, Activation Activation = Activation.Identity, double Beta = 0) : Primitive
{
    private static readonly MatrixMultiplyPrimitive[] Shared = Array.ConvertAll(
        Enum.GetValues<Activation>(), activation => new MatrixMultiplyPrimitive(Activation: activation));

    private static readonly MatrixMultiplyPrimitive[] SharedWithBias = Array.ConvertAll(
        Enum.GetValues<Activation>(), activation => new MatrixMultiplyPrimitive(HasBias: true, Activation: activation));

    /// <inheritdoc/>
    public override string Name => "MatrixMultiply";

    /// <inheritdoc/>
    public override bool AcceptsStrides => true;

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        2.0 * outputs[0].Count * inputs[0][-1];

    /// <summary>activation(A·B + bias), made once.</summary>
    internal static MatrixMultiplyPrimitive Of(bool hasBias, Activation activation) =>
        (hasBias ? SharedWithBias : Shared)[(int)activation];
}
