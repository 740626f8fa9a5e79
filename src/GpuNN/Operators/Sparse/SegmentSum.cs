using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>SegmentSum, SegmentMean and SegmentMax: products with the matrix whose rows are the segments, so that equal numbers
/// are added in one order on every run.</content>
public static partial class Operators
{
    /// <summary>y[s] = Σ x[e] over the e with segments[e] = s; 0 where there are none.</summary>
    /// <param name="x">[E, …].</param>
    /// <param name="segments">[E], int32 or int64, in any order.</param>
    /// <param name="count">The number of segments.</param>
    /// <returns>[count, …].</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The segments are not int32 or int64, or x is not floating point.</exception>
    /// <exception cref="TensorIndexException">A segment is not from 0 to below the count, where the device reports it.</exception>
    public static Tensor SegmentSum(this Tensor x, Tensor segments, long count)
    {
        SparsePattern pattern = SegmentPattern(nameof(SegmentSum), x, segments, count);
        Tensor sums = MultiplySparse(nameof(SegmentSum), pattern, null, x.Reshape(x.Shape[0], x.Shape[1..].Count));
        return ReshapeResult(sums, x.Shape.With(0, count));
    }

    /// <summary>y[s] is the mean of x[e] over the e with segments[e] = s; 0 where there are none.</summary>
    /// <inheritdoc cref="SegmentSum"/>
    public static Tensor SegmentMean(this Tensor x, Tensor segments, long count)
    {
        SparsePattern pattern = SegmentPattern(nameof(SegmentMean), x, segments, count);
        return ReshapeResult(Mean(nameof(SegmentMean), pattern, x.Reshape(x.Shape[0], x.Shape[1..].Count)), x.Shape.With(0, count));
    }

    /// <summary>y[s] is the largest x[e] over the e with segments[e] = s, feature by feature; 0 where there are none. Of equal
    /// ones the first gets the gradient.</summary>
    /// <inheritdoc cref="SegmentSum"/>
    public static Tensor SegmentMax(this Tensor x, Tensor segments, long count)
    {
        SparsePattern pattern = SegmentPattern(nameof(SegmentMax), x, segments, count);
        return ReshapeResult(Maximum(nameof(SegmentMax), pattern, x.Reshape(x.Shape[0], x.Shape[1..].Count)), x.Shape.With(0, count));
    }

    private static SparsePattern SegmentPattern(string name, Tensor x, Tensor segments, long count)
    {
        if (x.Rank == 0) throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", "[E, …]");
        if (segments.DType is not (DType.Int32 or DType.Int64))
            throw new DTypeMismatchException(name, nameof(segments), $"{segments.DType}", "int32 or int64");
        if (segments.Shape != Shape.Create(x.Shape[0]))
            throw new ShapeMismatchException(name, nameof(segments), $"{segments.Shape}", $"[{x.Shape[0]}]");
        if (count < 0) throw new ShapeMismatchException(name, nameof(count), $"{count}", "0 or more");
        if (segments.Device != x.Device)
            throw new DeviceMismatchException(name, nameof(segments), $"a tensor on {segments.Device}", $"one on {x.Device}");
        var (offsets, order) = SparsePattern.Sort(name, segments, count);
        return new(offsets, order, x.Shape[0]);
    }

    /// <summary>The sum over each row's entries by their number.</summary>
    private static Tensor Mean(string name, SparsePattern pattern, Tensor x)
    {
        Tensor sums = MultiplySparse(name, pattern, null, x), factors;
        using (NoGrad.Begin())
        {
            Tensor counts = pattern.RowCounts().Cast(x.DType);
            factors = counts.Maximum(Tensor.Ones([], x.DType, x.Device)).Reciprocal().Reshape(pattern.Rows, 1);
        }

        return sums * factors;
    }

    /// <summary>The largest of each row's entries.</summary>
    private static Tensor Maximum(string name, SparsePattern pattern, Tensor x)
    {
        CheckDense(name, nameof(x), x, pattern.Columns, x.DType);
        Shape shape = [pattern.Rows, x.Shape[1]];
        Tensor result = Tensor.Empty(shape, x.DType, x.Device, name), origin = Tensor.Empty(shape, DType.Int32, x.Device, name);
        Dispatcher.Run(name, new CsrMaximumPrimitive(), [pattern.Offsets, pattern.ColumnIndices, x], [result, origin]);
        return Tape.Records(x)
            ? Tape.Record(name, result, x, gradient => MaximumGradient($"{name}Gradient", pattern, gradient, origin, x.Shape))
            : result;
    }

    /// <summary>Linear in the gradient; its transpose takes each element from where the maximum came from.</summary>
    private static Tensor MaximumGradient(string name, SparsePattern pattern, Tensor gradient, Tensor origin, Shape shape)
    {
        SparsePattern transposed = pattern.Transpose(out Tensor order);
        Tensor result = Dispatcher.Run(
            name,
            new CsrMaximumGradientPrimitive(),
            gradient.DType,
            shape,
            transposed.Offsets,
            transposed.ColumnIndices,
            order,
            gradient,
            origin);
        if (!Tape.Records(gradient)) return result;
        return Tape.Record(name, result, gradient, incoming =>
        {
            Tensor entries = origin.MaskedFill(origin.Less(0), 0).Reshape(origin.Count);
            Tensor columns = pattern.ColumnIndices.TakeRows(entries).Reshape(origin.Shape).Cast(DType.Int64);
            return incoming.Gather(0, columns).MaskedFill(origin.Less(0), 0);
        });
    }
}
