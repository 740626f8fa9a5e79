namespace GpuNN.Layers;

/// <summary><see cref="Operators.Flatten"/> as a layer.</summary>
/// <param name="first">The first axis that is merged.</param>
/// <param name="last">The last.</param>
public sealed class Flatten(int first = 1, int last = -1) : Layer
{
    /// <summary>The first axis that is merged.</summary>
    public int First { get; } = first;

    /// <summary>The last.</summary>
    public int Last { get; } = last;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Flatten(First, Last);
}
