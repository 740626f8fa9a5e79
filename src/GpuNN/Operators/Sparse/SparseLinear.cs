namespace GpuNN;

/// <content>SparseLinear.</content>
public static partial class Operators
{
    /// <summary>x·Wᵀ + b for a sparse W: the network of the course notes' chapter 7, whose connections are chosen freely. The
    /// gradient flows to W's entries alone.</summary>
    /// <param name="x">[..., in].</param>
    /// <param name="weight">W [out, in].</param>
    /// <param name="bias">b [out], or none.</param>
    /// <returns>[..., out].</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The types differ or are not floating point.</exception>
    public static Tensor SparseLinear(this Tensor x, CsrTensor weight, Tensor? bias = null)
    {
        const string Name = nameof(SparseLinear);
        if (x.Rank == 0 || x.Shape[-1] != weight.Columns)
            throw new ShapeMismatchException(Name, nameof(x), $"{x.Shape}", $"[..., {weight.Columns}]");
        CheckBias(Name, bias, weight.Rows);
        Tensor columns = x.Reshape(x.Shape[..^1].Count, weight.Columns).Transpose();
        Tensor result = MultiplySparse(Name, weight.Pattern, weight.Values, columns).Transpose();
        Tensor shifted = bias is null ? result : result + bias;
        return shifted.Reshape(x.Shape.With(-1, weight.Rows));
    }
}
