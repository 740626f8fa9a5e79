namespace GpuNN.Backends;

/// <summary>Copies the input to the output element by element, converting between their types (float to integer truncates
/// towards zero and saturates, NaN gives 0; to bool is ≠ 0). Both may have any strides; the input may broadcast by strides
/// of 0.</summary>
public sealed record CopyPrimitive : Primitive
{
    private CopyPrimitive()
    {
    }

    /// <summary>The only one.</summary>
    public static CopyPrimitive Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "Copy";

    /// <inheritdoc/>
    public override bool AcceptsStrides => true;
}
