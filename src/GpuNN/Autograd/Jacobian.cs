namespace GpuNN;

/// <summary>First derivatives of a tensor on the tape by another, as matrices and as products.</summary>
public static class Jacobian
{
    /// <summary>J [m, n] with J[i, j] = ∂output[i]/∂tensor[j], elements counted row by row; one backward pass per
    /// row.</summary>
    /// <param name="output">m elements; its tape is retained.</param>
    /// <param name="tensor">n elements, a leaf or not.</param>
    /// <exception cref="TapeException">Nothing was recorded.</exception>
    public static Tensor Of(Tensor output, Tensor tensor)
    {
        var rows = new Tensor[output.Count];
        for (int row = 0; row < rows.Length; row++)
        {
            Tensor unit = OneAt(row, output);
            Tensor? gradient = output.GradientsOf([tensor], unit, retainTape: true)[0];
            rows[row] = gradient?.Reshape(tensor.Count) ?? Tensor.Zeros([tensor.Count], tensor.DType, tensor.Device);
        }

        using IDisposable restoration = NoGrad.Begin();
        return Operators.Stack(0, rows);
    }

    /// <summary>J·v, of the output's shape: the derivative of the output along v. The gradient ∇(u·output) = Jᵀu is linear in
    /// u, and J·v its derivative by u along v, so that two backward passes do.</summary>
    /// <param name="output">The tensor on the tape; the tape is retained.</param>
    /// <param name="tensor">What it depends on.</param>
    /// <param name="vector">v, of the shape of <paramref name="tensor"/>.</param>
    /// <exception cref="ShapeMismatchException">The vector has another shape.</exception>
    /// <exception cref="TapeException">Nothing was recorded, or a gradient cannot be differentiated again.</exception>
    public static Tensor VectorProduct(Tensor output, Tensor tensor, Tensor vector)
    {
        if (vector.Shape != tensor.Shape)
            throw new ShapeMismatchException(nameof(VectorProduct), nameof(vector), $"{vector.Shape}", $"{tensor.Shape}");
        Tensor direction = Tensor.Zeros(output.Shape, output.DType, output.Device);
        direction.RequiresGrad = true;
        Tensor? gradient = output.GradientsOf([tensor], direction, differentiable: true)[0];
        Tensor? product = gradient is { RequiresGrad: true } ? gradient.GradientsOf([direction], vector)[0] : null;
        return product ?? Tensor.Zeros(output.Shape, output.DType, output.Device);
    }

    /// <summary>The gradients, with zeros where there is none.</summary>
    internal static Tensor[] Filled(Tensor?[] gradients, ReadOnlySpan<Tensor> tensors)
    {
        var filled = new Tensor[gradients.Length];
        for (int index = 0; index < filled.Length; index++)
            filled[index] = gradients[index] ?? Tensor.Zeros(tensors[index].Shape, tensors[index].DType, tensors[index].Device);
        return filled;
    }

    private static Tensor OneAt(int element, Tensor shaped)
    {
        using IDisposable restoration = NoGrad.Begin();
        Tensor unit = Tensor.Zeros([shaped.Count], shaped.DType, shaped.Device);
        unit.Narrow(0, element, 1).CopyFrom(Tensor.Ones([1], shaped.DType, shaped.Device));
        return unit.Reshape(shaped.Shape);
    }
}
