using System.Runtime.CompilerServices;
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
        return Tape.Records(x, y) ? RecordMatMul(result, x, y) : result;
    }

    private static Tensor RecordMatMul(Tensor result, Tensor x, Tensor y)
    {
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
        Shape batch = default;
        bool isSingle = x.Rank == 2 && y.Rank == 2;
        long columns = y.Shape[-1];
        bool fits = x.DType == y.DType
            && y.Shape[-2] == x.Shape[-1]
            && (isSingle || Shape.TryBroadcast(x.Shape[..^2], y.Shape[..^2], out batch))
            && (bias is null || (bias.Rank == 1 && bias.Count == columns));
        if (!fits) throw UnfitFactors(name, x, y, bias);
        Tensor left = isSingle ? x : ExpandBatch(x, batch), right = isSingle ? y : ExpandBatch(y, batch);
        Shape shape = left.Shape.With(-1, columns);
        MatrixMultiplyPrimitive primitive = MatrixMultiplyPrimitive.Of(bias is not null, activation);
        return bias is null
            ? Dispatcher.Run(name, primitive, x.DType, shape, left, right)
            : Dispatcher.Run(name, primitive, x.DType, shape, left, right, bias.Contiguous());
    }

    /// <summary>What is wrong with the factors. Apart from the product, which would clear the messages' temporaries in each
    /// call.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static GpuNNException UnfitFactors(string name, Tensor x, Tensor y, Tensor? bias)
    {
        if (x.DType != y.DType)
            return new DTypeMismatchException(name, nameof(y), $"{y.DType}", $"{x.DType}, as the other factor has");
        if (y.Shape[-2] != x.Shape[-1])
            return new ShapeMismatchException(
                name, nameof(y), $"{y.Shape}", $"{x.Shape[-1]} rows, as {x.Shape} has columns");
        return bias is not null && (bias.Rank != 1 || bias.Count != y.Shape[-1])
            ? new ShapeMismatchException(name, nameof(bias), $"{bias.Shape}", $"[{y.Shape[-1]}]")
            : new ShapeMismatchException(name, nameof(y), $"{y.Shape}", $"batches that broadcast with {x.Shape}");
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
