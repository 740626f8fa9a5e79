using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>MatMul.</content>
public static partial class Operators
{
    /// <summary>The matrix product of x [..., m, k] and y [..., k, n]; leading axes are batches and broadcast. A vector on
    /// the left is a row, on the right a column, and its axis is dropped from the result.</summary>
    /// <exception cref="ShapeMismatchException">The inner extents differ, the batches do not broadcast, or a tensor is a
    /// scalar.</exception>
    public static Tensor MatMul(this Tensor x, Tensor y)
    {
        if (x.Rank == 0 || y.Rank == 0)
            throw new ShapeMismatchException(nameof(MatMul), x.Rank == 0 ? nameof(x) : nameof(y), "a scalar", "a vector or matrices");
        if (x.Rank == 1 && y.Rank == 1) return x.Reshape(1, x.Count).MatMul(y.Reshape(y.Count, 1)).Reshape([]);
        if (x.Rank == 1)
        {
            Tensor row = x.Reshape(1, x.Count).MatMul(y);
            return ReshapeResult(row, row.Shape.Remove(-2));
        }

        if (y.Rank == 1)
        {
            Tensor column = x.MatMul(y.Reshape(y.Count, 1));
            return ReshapeResult(column, column.Shape.Remove(-1));
        }

        Tensor result = MultiplyMatrices(nameof(MatMul), x, y, null, Activation.Identity);
        if (!Tape.Records(x, y)) return result;
        SavedTensor savedX = Tape.Save(x, nameof(MatMul)), savedY = Tape.Save(y, nameof(MatMul));
        return Tape.Record(nameof(MatMul), result, [x, y], gradient =>
        [
            x.RequiresGrad ? gradient.MatMul(savedY.Value.Transpose()).SumTo(x.Shape) : null,
            y.RequiresGrad ? savedX.Value.Transpose().MatMul(gradient).SumTo(y.Shape) : null,
        ]);
    }

    /// <summary>activation(x·y + bias), outside the tape.</summary>
    private static Tensor MultiplyMatrices(string name, Tensor x, Tensor y, Tensor? bias, Activation activation)
    {
        if (x.DType != y.DType)
            throw new DTypeMismatchException(name, nameof(y), $"{y.DType}", $"{x.DType}, as the other factor has");
        long inner = x.Shape[-1];
        if (y.Shape[-2] != inner)
            throw new ShapeMismatchException(name, nameof(y), $"{y.Shape}", $"{inner} rows, as {x.Shape} has columns");
        Shape batch = default;
        bool isSingle = x.Rank == 2 && y.Rank == 2;
        if (!isSingle && !Shape.TryBroadcast(x.Shape[..^2], y.Shape[..^2], out batch))
            throw new ShapeMismatchException(name, nameof(y), $"{y.Shape}", $"batches that broadcast with {x.Shape}");
        long columns = y.Shape[-1];
        if (bias is not null && (bias.Rank != 1 || bias.Count != columns))
            throw new ShapeMismatchException(name, nameof(bias), $"{bias.Shape}", $"[{columns}]");
        Tensor left = isSingle ? x : ExpandBatch(x, batch), right = isSingle ? y : ExpandBatch(y, batch);
        Shape shape = left.Shape.With(-1, columns);
        MatrixMultiplyPrimitive primitive = MatrixMultiplyPrimitive.Of(bias is not null, activation);
        return bias is null
            ? Dispatcher.Run(name, primitive, x.DType, shape, left, right)
            : Dispatcher.Run(name, primitive, x.DType, shape, left, right, bias.Contiguous());
    }

    private static Tensor ExpandBatch(Tensor x, in Shape batch)
    {
        Span<long> extents = stackalloc long[batch.Rank + 2];
        batch.Extents.CopyTo(extents);
        extents[^2] = x.Shape[-2];
        extents[^1] = x.Shape[-1];
        Shape shape = Shape.Create(extents);
        return shape == x.Shape ? x : ExpandView(x, shape);
    }
}
