namespace GpuNN;

/// <content>CooToCsr and CsrTranspose.</content>
public static partial class Operators
{
    /// <summary>Sorts the entries of a sparse matrix by row, stably: entries at one place stay, and add up in
    /// products.</summary>
    /// <exception cref="TensorIndexException">An entry lies outside the matrix, where the device reports it.</exception>
    public static CsrTensor CooToCsr(this CooTensor matrix)
    {
        var (offsets, order) = SparsePattern.Sort(nameof(CooToCsr), matrix.RowIndices, matrix.Rows);
        Tensor columns = matrix.ColumnIndices.Cast(DType.Int32).TakeRows(order);
        return new(new(offsets, columns, matrix.Columns), matrix.Values?.TakeRows(order));
    }

    /// <summary>Aᵀ, in compressed rows again. Values, and their gradients, move with their entries.</summary>
    public static CsrTensor CsrTranspose(this CsrTensor matrix) =>
        new(matrix.Pattern.Transpose(out Tensor order), matrix.Values?.TakeRows(order));

    /// <summary>Elements of a vector by index (int32 or int64).</summary>
    internal static Tensor TakeRows(this Tensor x, Tensor indices) =>
        LookUp(nameof(TakeRows), x.Reshape(x.Count, 1), indices, null).Reshape(indices.Count);
}
