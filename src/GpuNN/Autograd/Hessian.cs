namespace GpuNN;

/// <summary>Second derivatives of a scalar on the tape. They need gradients written with operators; a fused one throws.</summary>
public static class Hessian
{
    /// <summary>H·v, where H = ∂²loss/∂θ∂θᵀ over all tensors θ together, by differentiating ∇loss·v: the Hessian itself is
    /// never formed.</summary>
    /// <param name="loss">The scalar; its tape is retained.</param>
    /// <param name="tensors">θ, leaves or not.</param>
    /// <param name="vectors">v: a part for each tensor, of its shape.</param>
    /// <param name="retainTape">Keep the tape of the gradient, for further products.</param>
    /// <returns>A part for each tensor, zeros where the gradient does not depend on it.</returns>
    /// <exception cref="ShapeMismatchException">The loss is no scalar, or the vectors do not fit the tensors.</exception>
    /// <exception cref="TapeException">Nothing was recorded, or a gradient cannot be differentiated again.</exception>
    public static Tensor[] VectorProduct(
        Tensor loss, ReadOnlySpan<Tensor> tensors, ReadOnlySpan<Tensor> vectors, bool retainTape = false)
    {
        if (vectors.Length != tensors.Length)
            throw new ShapeMismatchException(nameof(VectorProduct), nameof(vectors), $"{vectors.Length} vectors", $"one for each of {tensors.Length} tensors");
        for (int index = 0; index < vectors.Length; index++)
        {
            if (vectors[index].Shape != tensors[index].Shape)
                throw new ShapeMismatchException(nameof(VectorProduct), $"vector {index}", $"{vectors[index].Shape}", $"{tensors[index].Shape}");
        }

        Tensor?[] gradients = loss.GradientsOf(tensors, differentiable: true);
        Tensor? projection = null;
        for (int index = 0; index < gradients.Length; index++)
        {
            if (gradients[index] is not { RequiresGrad: true } gradient) continue;
            Tensor term = (gradient * vectors[index].Detach()).Sum();
            projection = projection is null ? term : projection + term;
        }

        return projection is null ? Zeros(tensors) : Jacobian.Filled(projection.GradientsOf(tensors, retainTape: retainTape), tensors);
    }

    /// <summary>H [n, n] for one tensor of n elements, row by row: for small n.</summary>
    /// <inheritdoc cref="VectorProduct" path="/exception"/>
    public static Tensor Of(Tensor loss, Tensor tensor)
    {
        Tensor? gradient = loss.GradientsOf([tensor], differentiable: true)[0];
        return gradient is { RequiresGrad: true }
            ? Jacobian.Of(gradient, tensor)
            : Tensor.Zeros([tensor.Count, tensor.Count], tensor.DType, tensor.Device);
    }

    private static Tensor[] Zeros(ReadOnlySpan<Tensor> tensors) => Jacobian.Filled(new Tensor?[tensors.Length], tensors);
}
