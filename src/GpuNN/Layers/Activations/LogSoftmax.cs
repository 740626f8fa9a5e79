namespace GpuNN.Layers;

/// <summary><see cref="Operators.LogSoftmax"/> as a layer.</summary>
/// <param name="axis">The axis; negative ones count from the end.</param>
public sealed class LogSoftmax(int axis = -1) : Layer
{
    /// <summary>The axis.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.LogSoftmax(Axis);
}
