namespace GpuNN.Layers;

/// <summary><see cref="Operators.Maxout(Tensor, int, int)"/> as a layer.</summary>
/// <param name="pieces">How many neighbouring features compete.</param>
/// <param name="axis">Along this axis.</param>
public sealed class Maxout(int pieces, int axis = 1) : Layer
{
    /// <summary>How many neighbouring features compete.</summary>
    public int Pieces { get; } = pieces;

    /// <summary>Along this axis.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Maxout(Pieces, Axis);
}
