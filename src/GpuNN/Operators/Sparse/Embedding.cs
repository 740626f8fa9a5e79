using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Embedding.</content>
public static partial class Operators
{
    /// <summary>Rows by index: y[…, :] = w[indices[…], :]. Rows that are named several times get the sum of their
    /// gradients.</summary>
    /// <param name="weight">w [V, D].</param>
    /// <param name="indices">Of any shape, int32 or int64.</param>
    /// <param name="paddingIndex">A row that gets no gradient, or none.</param>
    /// <returns>The indices' shape and D.</returns>
    /// <exception cref="ShapeMismatchException">The weight is no matrix, or has no such row to pad with.</exception>
    /// <exception cref="DTypeMismatchException">The indices are not int32 or int64.</exception>
    /// <exception cref="TensorIndexException">An index is not from 0 to below V, where the device reports it.</exception>
    public static Tensor Embedding(this Tensor weight, Tensor indices, long? paddingIndex = null)
    {
        const string Name = nameof(Embedding);
        if (weight.Rank != 2) throw new ShapeMismatchException(Name, nameof(weight), $"{weight.Shape}", "[V, D]");
        if (indices.DType is not (DType.Int32 or DType.Int64))
            throw new DTypeMismatchException(Name, nameof(indices), $"{indices.DType}", "int32 or int64");
        if (paddingIndex is { } padding && (padding < 0 || padding >= weight.Shape[0]))
            throw new ShapeMismatchException(Name, nameof(paddingIndex), $"{padding}", $"0 to {weight.Shape[0] - 1}");
        Tensor rows = LookUp(Name, weight, indices.Reshape(indices.Count), paddingIndex);
        return ReshapeResult(rows, indices.Shape.Insert(indices.Rank, weight.Shape[1]));
    }

    private static Tensor LookUp(string name, Tensor weight, Tensor indices, long? paddingIndex)
    {
        Tensor result = Dispatcher.Run(name, new EmbeddingPrimitive(), weight.DType, [indices.Count, weight.Shape[1]], weight, indices);
        return Tape.Records(weight)
            ? Tape.Record(name, result, weight, gradient => PutBack($"{name}Gradient", gradient, indices, weight.Shape, paddingIndex))
            : result;
    }

    /// <summary>The transpose of <see cref="LookUp"/>.</summary>
    private static Tensor PutBack(string name, Tensor gradient, Tensor indices, Shape shape, long? paddingIndex)
    {
        Tensor result = Dispatcher.Run(name, new EmbeddingGradientPrimitive(paddingIndex ?? -1), gradient.DType, shape, gradient, indices);
        if (!Tape.Records(gradient)) return result;
        return Tape.Record(name, result, gradient, incoming =>
        {
            Tensor rows = LookUp(name, incoming, indices, paddingIndex);
            return paddingIndex is { } padding ? rows.MaskedFill(indices.Equal(padding).Reshape(indices.Count, 1), 0) : rows;
        });
    }
}
