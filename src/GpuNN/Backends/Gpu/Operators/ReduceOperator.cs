using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Reductions over any axes of a strided input.</summary>
internal sealed class ReduceOperator : IGpuOperator<ReducePrimitive>
{
    public static void Run<T>(
        GpuBackend backend, ReducePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BufferView x = inputs[0], y = outputs[0];
        int axes = primitive.Axes;
        switch (primitive.Function)
        {
            case ReduceFunction.Sum: Run<T, SumReduction>(backend, x, y, axes); break;
            case ReduceFunction.Mean: Run<T, MeanReduction>(backend, x, y, axes); break;
            case ReduceFunction.Max: Run<T, MaximumReduction>(backend, x, y, axes); break;
            case ReduceFunction.Min: Run<T, MinimumReduction>(backend, x, y, axes); break;
            case ReduceFunction.Prod: Run<T, ProductReduction>(backend, x, y, axes); break;
            case ReduceFunction.SumOfSquares: Run<T, SquaresReduction>(backend, x, y, axes); break;
            case ReduceFunction.All: Run<T, AllReduction>(backend, x, y, axes); break;
            case ReduceFunction.Any: Run<T, AnyReduction>(backend, x, y, axes); break;
            case ReduceFunction.LogSumExp: RunWithPivot<T, MaximumReduction, LogSumExpReduction>(backend, x, y, axes, null); break;
            case ReduceFunction.Variance:
                double freedom = Math.Max((double)(x.Count / Math.Max(y.Count, 1)) - primitive.Correction, 0);
                RunWithPivot<T, MeanReduction, DeviationsReduction>(backend, x, y, axes, freedom);
                break;
        }
    }

    public static Support Supports(
        GpuBackend backend, ReducePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        primitive.Function <= ReduceFunction.Any
            ? Support.Yes
            : Support.No($"{backend.Name} has no reduction {primitive.Function}");

    public static string Explain(
        GpuBackend backend, ReducePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        var (kept, reduced) = Split(inputs[0], primitive.Axes);
        ReduceStrategy strategy = ReduceStrategy.Choose(kept, reduced);
        return $"{primitive.Name}: {strategy.Variant} in {(strategy.Parts > 1 ? $"{strategy.Parts} parts and a second stage" : "one stage")}, since {strategy.Reason}";
    }

    /// <summary>Queues two reductions, the first of which finds a number per output that the second one needs.</summary>
    private static void RunWithPivot<T, TPivot, TReduction>(
        GpuBackend backend, BufferView input, BufferView output, int axes, double? count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPivot : struct, IReduction
        where TReduction : struct, IReduction
    {
        var rented = new List<GpuBuffer>();
        BufferView pivots = backend.RentView(input.DType, output.Shape, rented);
        Run<T, TPivot>(backend, input, pivots, axes);
        Run<T, TReduction>(backend, input, output, axes, pivots, count);
        backend.Return(rented);
    }

    /// <summary>Queues a reduction over the axes whose bits are set.</summary>
    public static void Run<T, TReduction>(
        GpuBackend backend, BufferView input, BufferView output, int axes, BufferView? pivots = null, double? divisor = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReduction : struct, IReduction
    {
        var rented = new List<GpuBuffer>();
        var (kept, reduced) = Split(input, axes);
        if (kept.Rank > 4 || reduced.Rank > 4)
        {
            BufferView contiguous = backend.RentView(input.DType, input.Shape, rented);
            CopyOperator.Run(backend, input, contiguous);
            input = contiguous;
            (kept, reduced) = Split(input, axes);
        }

        int outputs = kept.Count, length = reduced.Count;
        T count = T.CreateChecked(divisor ?? length);
        int hasPivots = pivots is null ? 0 : 1;
        ReduceStrategy strategy = ReduceStrategy.Choose(kept, reduced);
        ArrayView<T> x = input.Elements<T>(), y = output.Elements<T>();
        ArrayView<T> z = pivots is null ? x : pivots.Elements<T>();
        if (strategy.Parts == 1)
        {
            var reduce = backend.Kernels.Get(static kernels => new Reduce<T, TReduction>(kernels));
            if (strategy.Variant == ReduceVariant.Rows)
                reduce.LaunchRows(x, y, z, hasPivots, kept.Layout4(0), reduced.Layout4(0), outputs, length, 1, count);
            else reduce.LaunchColumns(x, y, z, hasPivots, kept.Layout4(0), reduced.Layout4(0), outputs, length, 1, count);
        }
        else
        {
            BufferView partial = backend.RentView(input.DType, [strategy.Parts, outputs], rented);
            ArrayView<T> parts = partial.Elements<T>();
            var first = backend.Kernels.Get(static kernels => new Reduce<T, FirstStage<TReduction>>(kernels));
            if (strategy.Variant == ReduceVariant.Rows)
                first.LaunchRows(x, parts, z, hasPivots, kept.Layout4(0), reduced.Layout4(0), outputs, length, strategy.Parts, count);
            else first.LaunchColumns(x, parts, z, hasPivots, kept.Layout4(0), reduced.Layout4(0), outputs, length, strategy.Parts, count);
            var second = backend.Kernels.Get(static kernels => new Reduce<T, SecondStage<TReduction>>(kernels));
            Strided4 across = new([1, 1, 1, outputs], [0, 0, 0, 1]), down = new([1, 1, 1, strategy.Parts], [0, 0, 0, outputs]);
            second.LaunchColumns(parts, y, z, hasPivots, across, down, outputs, strategy.Parts, 1, count);
        }

        backend.Return(rented);
    }

    /// <summary>The kept and the reduced axes. Kept ones keep their order, which is the output's.</summary>
    private static (StridedWalk Kept, StridedWalk Reduced) Split(BufferView input, int axes)
    {
        List<int> kept = [], reduced = [];
        for (int axis = 0; axis < input.Rank; axis++) ((axes >> axis & 1) == 0 ? kept : reduced).Add(axis);
        return (new(input, kept), new(input, reduced));
    }
}
