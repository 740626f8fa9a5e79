namespace GpuNN.Backends;

/// <summary>The gradient of <see cref="CrossEntropyPrimitive"/>: (softmax(logits) − one-hot(target))·g. Inputs: logits
/// [n, c], targets [n], the logarithm of the sum of exponentials [n], g [n]; output [n, c].</summary>
public sealed record CrossEntropyGradientPrimitive : Primitive
{
    /// <inheritdoc/>
    public override string Name => "CrossEntropyGradient";
}
