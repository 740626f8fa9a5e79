namespace GpuNN;

/// <content>EmbeddingBag.</content>
public static partial class Operators
{
    /// <summary>Sum, mean or maximum of the rows that each bag names, without holding them: the product of the matrix that
    /// counts which bag names what with w. An empty bag gives 0.</summary>
    /// <param name="weight">w [V, D].</param>
    /// <param name="indices">The bags' indices, one bag after the other [n], int32 or int64.</param>
    /// <param name="offsets">Where each bag begins [bags], int32 or int64: the first at 0, never falling.</param>
    /// <param name="mode">Sum, mean or maximum.</param>
    /// <param name="sampleWeights">A factor for each index [n], for sums, or none.</param>
    /// <returns>[bags, D].</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit, or there are factors where no sum is asked for.</exception>
    /// <exception cref="DTypeMismatchException">The indices are not int32 or int64, or the factors of another type than
    /// w.</exception>
    /// <exception cref="TensorIndexException">An index is not from 0 to below V, where the device reports it.</exception>
    public static Tensor EmbeddingBag(
        this Tensor weight,
        Tensor indices,
        Tensor offsets,
        EmbeddingBagMode mode = EmbeddingBagMode.Mean,
        Tensor? sampleWeights = null)
    {
        const string Name = nameof(EmbeddingBag);
        if (weight.Rank != 2) throw new ShapeMismatchException(Name, nameof(weight), $"{weight.Shape}", "[V, D]");
        CheckVector(nameof(indices), indices);
        CheckVector(nameof(offsets), offsets);
        if (sampleWeights is not null && mode != EmbeddingBagMode.Sum)
            throw new ShapeMismatchException(Name, nameof(sampleWeights), $"factors with {mode}", "no factors, or a sum");
        if (sampleWeights is not null && sampleWeights.Shape != indices.Shape)
            throw new ShapeMismatchException(Name, nameof(sampleWeights), $"{sampleWeights.Shape}", $"{indices.Shape}");
        SparsePattern pattern;
        using (NoGrad.Begin())
        {
            Tensor end = Tensor.Full([1], indices.Count, DType.Int32, weight.Device);
            pattern = new(Concat(0, offsets.Cast(DType.Int32), end), indices.Cast(DType.Int32), weight.Shape[0]);
        }

        return mode switch
        {
            EmbeddingBagMode.Mean => Mean(Name, pattern, weight),
            EmbeddingBagMode.Max => Maximum(Name, pattern, weight),
            _ => MultiplySparse(Name, pattern, sampleWeights, weight),
        };

        static void CheckVector(string argument, Tensor tensor)
        {
            if (tensor.DType is not (DType.Int32 or DType.Int64))
                throw new DTypeMismatchException(Name, argument, $"{tensor.DType}", "int32 or int64");
            if (tensor.Rank != 1) throw new ShapeMismatchException(Name, argument, $"{tensor.Shape}", "a vector");
        }
    }
}
