using System.Numerics;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Elementwise.Operators;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>Reductions on the CPU.</summary>
internal static unsafe class ReductionHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<ReducePrimitive>(Reduce, Supports);
        table.Add<ArgReducePrimitive>(ArgReduce, (_, _, inputs, _) => IsNumber(inputs[0]));
        table.Add<CumulativeSumPrimitive>(CumulativeSums, (_, _, inputs, _) => IsNumber(inputs[0]));
    }

    private static Support IsFloating(BufferView x) =>
        x.DType is DType.Float32 or DType.Float64
            ? Support.Yes
            : Support.No($"it is vectorised for float32 and float64, not {x.DType}");

    private static Support IsNumber(BufferView x) =>
        x.DType is DType.Int32 or DType.Int64 ? Support.Yes : IsFloating(x);

    private static Support Supports(
        CpuBackend backend, ReducePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (primitive.Function is ReduceFunction.All or ReduceFunction.Any)
        {
            return outputs[0].DType == DType.Bool && !NarrowFloats.IsNarrow(inputs[0].DType)
                ? Support.Yes
                : Support.No($"the input is {inputs[0].DType}, the output {outputs[0].DType}");
        }

        if (IntegerReductions.Contains(primitive.Function) && !inputs[0].DType.IsFloatingPoint())
        {
            return outputs[0].DType == DType.Int64 ? Support.Yes : Support.No($"integers are summed in int64, not {outputs[0].DType}");
        }

        if (inputs[0].DType != outputs[0].DType)
        {
            return Support.No($"the input is {inputs[0].DType}, the output {outputs[0].DType}");
        }

        if (inputs[0].DType is DType.Int32 or DType.Int64)
        {
            return primitive.Function is ReduceFunction.Max or ReduceFunction.Min
                ? Support.Yes
                : Support.No($"{primitive.Function} of integers is not vectorised");
        }

        return IsFloating(inputs[0]);
    }

    private static void Reduce(
        CpuBackend backend, ReducePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        ReadOnlySpan<long> extents = inputs[0].Shape.Extents;
        switch (primitive.Function, inputs[0].DType)
        {
            case (ReduceFunction.All or ReduceFunction.Any, _):
                TruthReductions.Run(primitive, inputs[0], outputs[0].Pointer<byte>());
                break;
            case (_, not (DType.Float32 or DType.Float64)) when IntegerReductions.Contains(primitive.Function):
                IntegerReductions.Run(primitive, inputs[0], outputs[0].Pointer<long>());
                break;
            case (_, DType.Int32):
                Extremum<int>(primitive, inputs[0], outputs[0]);
                break;
            case (_, DType.Int64):
                Extremum<long>(primitive, inputs[0], outputs[0]);
                break;
            case (_, DType.Float32):
                Floating<float>(primitive, inputs[0], outputs[0]);
                break;
            default:
                Floating<double>(primitive, inputs[0], outputs[0]);
                break;
        }
    }

    private static void Extremum<T>(ReducePrimitive primitive, BufferView x, BufferView z)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (primitive.Function == ReduceFunction.Max)
        {
            AxisReduction.Run<T, MaximumReducer<T>, MaximumReducer<T>>(x.Pointer<T>(), x.Shape.Extents, primitive.Axes, z.Pointer<T>());
        }
        else
        {
            AxisReduction.Run<T, MinimumReducer<T>, MinimumReducer<T>>(x.Pointer<T>(), x.Shape.Extents, primitive.Axes, z.Pointer<T>());
        }
    }

    private static void Floating<T>(ReducePrimitive primitive, BufferView x, BufferView z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        ReadOnlySpan<long> extents = x.Shape.Extents;
        switch (primitive.Function)
        {
            case ReduceFunction.Sum:
                AxisReduction.Run<T, SumReducer<T>, SumReducer<T>>(x.Pointer<T>(), extents, primitive.Axes, z.Pointer<T>());
                break;
            case ReduceFunction.Mean:
                AxisReduction.Run<T, SumReducer<T>, SumReducer<T>>(x.Pointer<T>(), extents, primitive.Axes, z.Pointer<T>());
                Divide(z.Pointer<T>(), z.Count, T.CreateTruncating((double)x.Count / z.Count));
                break;
            case ReduceFunction.Max:
                AxisReduction.Run<T, MaximumReducer<T>, MaximumReducer<T>>(x.Pointer<T>(), extents, primitive.Axes, z.Pointer<T>());
                break;
            case ReduceFunction.Min:
                AxisReduction.Run<T, MinimumReducer<T>, MinimumReducer<T>>(x.Pointer<T>(), extents, primitive.Axes, z.Pointer<T>());
                break;
            case ReduceFunction.Prod:
                AxisReduction.Run<T, ProductReducer<T>, ProductReducer<T>>(x.Pointer<T>(), extents, primitive.Axes, z.Pointer<T>());
                break;
            case ReduceFunction.SumOfSquares:
                AxisReduction.Run<T, SumOfSquaresReducer<T>, SumReducer<T>>(x.Pointer<T>(), extents, primitive.Axes, z.Pointer<T>());
                break;
            case ReduceFunction.Variance:
                Variance<T>(primitive, x, z);
                break;
            default:
                LogSumExp(x.Pointer<T>(), extents, primitive.Axes, z.Pointer<T>());
                break;
        }
    }

    /// <summary>Axes that are no neighbours are made the last ones first: deviations are from one mean over all of
    /// them.</summary>
    private static void Variance<T>(ReducePrimitive primitive, BufferView x, BufferView z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        AxisSegments run = AxisSegments.Of(x.Shape.Extents, primitive.Axes);
        if (run.Rest == 0)
        {
            Statistics.Variance(x.Pointer<T>(), run.Outer, run.Reduced, run.Inner, primitive.Correction, z.Pointer<T>());
            return;
        }

        using ScratchMemory memory = ScratchMemory.Rent<T>(x.Count);
        AxisReduction.GatherReduced(x.Pointer<T>(), x.Shape.Extents, primitive.Axes, memory.As<T>());
        Statistics.Variance(memory.As<T>(), z.Count, x.Count / z.Count, 1, primitive.Correction, z.Pointer<T>());
    }

    private static void LogSumExp<T>(T* x, ReadOnlySpan<long> extents, int axes, T* z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        AxisSegments run = AxisSegments.Of(extents, axes);
        if (run.Rest == 0)
        {
            Statistics.LogSumExp(x, run.Outer, run.Reduced, run.Inner, z);
            return;
        }

        using ScratchMemory memory = ScratchMemory.Rent<T>(run.Outer * run.Inner);
        Statistics.LogSumExp(x, run.Outer, run.Reduced, run.Inner, memory.As<T>());
        Span<long> left = stackalloc long[extents.Length];
        AxisReduction.Collapse(extents, axes & ~run.Rest, left);
        LogSumExp(memory.As<T>(), left, run.Rest, z);
    }

    private static void Divide<T>(T* z, long count, T divisor)
        where T : unmanaged
    {
        IterationSpace space = IterationSpace.Create([count], [1, 1, 0], 3);
        ElementwiseEngine.Binary(default(Divide<T>), z, &divisor, z, space);
    }

    private static void ArgReduce(
        CpuBackend backend, ArgReducePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        AxisSegments run = AxisSegments.Along(inputs[0].Shape.Extents, primitive.Axis);
        switch (inputs[0].DType)
        {
            case DType.Float32:
                Find<float>(primitive, inputs[0], run, outputs[0]);
                break;
            case DType.Float64:
                Find<double>(primitive, inputs[0], run, outputs[0]);
                break;
            case DType.Int32:
                Find<int>(primitive, inputs[0], run, outputs[0]);
                break;
            default:
                Find<long>(primitive, inputs[0], run, outputs[0]);
                break;
        }
    }

    private static void Find<T>(ArgReducePrimitive primitive, BufferView x, in AxisSegments run, BufferView z)
        where T : unmanaged, INumber<T> =>
        ExtremeIndex.Find(x.Pointer<T>(), run.Outer, run.Reduced, run.Inner, primitive.IsMinimum, z.Pointer<long>());

    private static void CumulativeSums(
        CpuBackend backend,
        CumulativeSumPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        AxisSegments run = AxisSegments.Along(inputs[0].Shape.Extents, primitive.Axis);
        switch (inputs[0].DType)
        {
            case DType.Float32:
                Accumulate<float, double>(primitive, inputs[0], run, outputs[0]);
                break;
            case DType.Float64:
                Accumulate<double, double>(primitive, inputs[0], run, outputs[0]);
                break;
            case DType.Int32:
                Accumulate<int, long>(primitive, inputs[0], run, outputs[0]);
                break;
            default:
                Accumulate<long, long>(primitive, inputs[0], run, outputs[0]);
                break;
        }
    }

    private static void Accumulate<T, TSum>(CumulativeSumPrimitive primitive, BufferView x, in AxisSegments run, BufferView z)
        where T : unmanaged, INumberBase<T>
        where TSum : unmanaged, INumberBase<TSum> =>
        CumulativeSum.Run<T, TSum>(
            x.Pointer<T>(), run.Outer, run.Reduced, run.Inner, primitive.IsReversed, z.Pointer<T>());
}
