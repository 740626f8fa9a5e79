using System.Numerics;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Elementwise.Operators;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>Reductions on the CPU.</summary>
internal static unsafe class ReductionHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<ReducePrimitive>(Reduce, Supports);
        table.Add<ArgReducePrimitive>(ArgReduce, (_, _, inputs, _) => IsFloating(inputs[0]));
        table.Add<CumulativeSumPrimitive>(CumulativeSums, (_, _, inputs, _) => IsFloating(inputs[0]));
    }

    private static Support IsFloating(BufferView x) =>
        x.DType is DType.Float32 or DType.Float64
            ? Support.Yes
            : Support.No($"it is vectorised for float32 and float64, not {x.DType}");

    private static Support Supports(
        CpuBackend backend, ReducePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (primitive.Function is ReduceFunction.All or ReduceFunction.Any)
        {
            return inputs[0].DType == DType.Bool && outputs[0].DType == DType.Bool
                ? Support.Yes
                : Support.No("only bools are vectorised");
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

        bool isSingleRun = AxisSegments.Of(inputs[0].Shape.Extents, primitive.Axes).Rest == 0;
        return primitive.Function == ReduceFunction.Variance && !isSingleRun
            ? Support.No("the variance is vectorised over one run of axes")
            : IsFloating(inputs[0]);
    }

    private static void Reduce(
        CpuBackend backend, ReducePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        ReadOnlySpan<long> extents = inputs[0].Shape.Extents;
        switch (primitive.Function, inputs[0].DType)
        {
            case (ReduceFunction.All, _):
                Reduce<byte, MinimumReducer<byte>, MinimumReducer<byte>>(inputs[0], extents, primitive.Axes, outputs[0]);
                break;
            case (ReduceFunction.Any, _):
                Reduce<byte, MaximumReducer<byte>, MaximumReducer<byte>>(inputs[0], extents, primitive.Axes, outputs[0]);
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
            Reduce<T, MaximumReducer<T>, MaximumReducer<T>>(x, x.Shape.Extents, primitive.Axes, z);
        }
        else
        {
            Reduce<T, MinimumReducer<T>, MinimumReducer<T>>(x, x.Shape.Extents, primitive.Axes, z);
        }
    }

    private static void Floating<T>(ReducePrimitive primitive, BufferView x, BufferView z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        ReadOnlySpan<long> extents = x.Shape.Extents;
        AxisSegments run = AxisSegments.Of(extents, primitive.Axes);
        switch (primitive.Function)
        {
            case ReduceFunction.Sum:
                Reduce<T, SumReducer<T>, SumReducer<T>>(x, extents, primitive.Axes, z);
                break;
            case ReduceFunction.Mean:
                Reduce<T, SumReducer<T>, SumReducer<T>>(x, extents, primitive.Axes, z);
                Divide(z.Pointer<T>(), z.Count, T.CreateTruncating((double)x.Count / z.Count));
                break;
            case ReduceFunction.Max:
                Reduce<T, MaximumReducer<T>, MaximumReducer<T>>(x, extents, primitive.Axes, z);
                break;
            case ReduceFunction.Min:
                Reduce<T, MinimumReducer<T>, MinimumReducer<T>>(x, extents, primitive.Axes, z);
                break;
            case ReduceFunction.Prod:
                Reduce<T, ProductReducer<T>, ProductReducer<T>>(x, extents, primitive.Axes, z);
                break;
            case ReduceFunction.SumOfSquares:
                Reduce<T, SumOfSquaresReducer<T>, SumReducer<T>>(x, extents, primitive.Axes, z);
                break;
            case ReduceFunction.Variance:
                Statistics.Variance(
                    x.Pointer<T>(), run.Outer, run.Reduced, run.Inner, primitive.Correction, z.Pointer<T>());
                break;
            default:
                LogSumExp(x.Pointer<T>(), extents, primitive.Axes, z.Pointer<T>());
                break;
        }
    }

    private static void Reduce<T, TFirst, TNext>(BufferView x, ReadOnlySpan<long> extents, int axes, BufferView z)
        where T : unmanaged
        where TFirst : struct, IReducer<T>
        where TNext : struct, IReducer<T> =>
        Reduce<T, TFirst, TNext>(x.Pointer<T>(), extents, axes, z.Pointer<T>());

    /// <summary>Run after run of axes, the last first; what is reduced already is not mapped again.</summary>
    private static void Reduce<T, TFirst, TNext>(T* x, ReadOnlySpan<long> extents, int axes, T* z)
        where T : unmanaged
        where TFirst : struct, IReducer<T>
        where TNext : struct, IReducer<T>
    {
        AxisSegments run = AxisSegments.Of(extents, axes);
        if (run.Rest == 0)
        {
            ReductionEngine.Reduce<T, TFirst>(x, run.Outer, run.Reduced, run.Inner, z);
            return;
        }

        using ScratchMemory memory = ScratchMemory.Rent<T>(run.Outer * run.Inner);
        ReductionEngine.Reduce<T, TFirst>(x, run.Outer, run.Reduced, run.Inner, memory.As<T>());
        Span<long> left = stackalloc long[extents.Length];
        Collapse(extents, axes & ~run.Rest, left);
        Reduce<T, TNext, TNext>(memory.As<T>(), left, run.Rest, z);
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
        Collapse(extents, axes & ~run.Rest, left);
        LogSumExp(memory.As<T>(), left, run.Rest, z);
    }

    private static void Collapse(ReadOnlySpan<long> extents, int axes, Span<long> left)
    {
        for (int axis = 0; axis < extents.Length; axis++)
        {
            left[axis] = (axes >> axis & 1) == 1 ? 1 : extents[axis];
        }
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
        AxisSegments run = Along(inputs[0], primitive.Axis);
        long* z = outputs[0].Pointer<long>();
        if (inputs[0].DType == DType.Float32)
        {
            ExtremeIndex.Find(inputs[0].Pointer<float>(), run.Outer, run.Reduced, run.Inner, primitive.IsMinimum, z);
        }
        else
        {
            ExtremeIndex.Find(inputs[0].Pointer<double>(), run.Outer, run.Reduced, run.Inner, primitive.IsMinimum, z);
        }
    }

    private static void CumulativeSums(
        CpuBackend backend,
        CumulativeSumPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        AxisSegments run = Along(inputs[0], primitive.Axis);
        if (inputs[0].DType == DType.Float32)
        {
            CumulativeSum.Run(
                inputs[0].Pointer<float>(), run.Outer, run.Reduced, run.Inner, primitive.IsReversed, outputs[0].Pointer<float>());
        }
        else
        {
            CumulativeSum.Run(
                inputs[0].Pointer<double>(), run.Outer, run.Reduced, run.Inner, primitive.IsReversed, outputs[0].Pointer<double>());
        }
    }

    /// <summary>One axis between those before and those after it.</summary>
    private static AxisSegments Along(BufferView x, int axis)
    {
        ReadOnlySpan<long> extents = x.Shape.Extents;
        long outer = 1;
        long inner = 1;
        for (int i = 0; i < extents.Length; i++)
        {
            outer *= i < axis ? extents[i] : 1;
            inner *= i > axis ? extents[i] : 1;
        }

        return new AxisSegments(outer, extents[axis], inner, 0);
    }
}
