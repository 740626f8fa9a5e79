namespace GpuNN.Backends;

/// <summary>Sets every element of the output.</summary>
/// <param name="Value">To this, converted to the output's type.</param>
public sealed record FillPrimitive(double Value) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "Fill";
}
