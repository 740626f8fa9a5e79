namespace GpuNN.Backends;

/// <summary>Softmax and the negative logarithm of the target's probability in one, by log-sum-exp. Inputs: logits [n, c],
/// targets [n] (int64). Outputs: loss [n], and the logarithm of the sum of exponentials [n], which the gradient
/// uses.</summary>
public sealed record CrossEntropyPrimitive : Primitive
{
    /// <inheritdoc/>
    public override string Name => "CrossEntropy";
}
