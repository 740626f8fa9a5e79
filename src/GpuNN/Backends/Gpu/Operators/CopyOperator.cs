using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Copies between any types and strides.</summary>
internal static class CopyOperator
{
    public static void Register(PrimitiveTable<GpuBackend> table) =>
        table.Add<CopyPrimitive>(
            static (backend, _, inputs, outputs) => Run(backend, inputs[0], outputs[0]),
            static (backend, _, inputs, outputs) => Supports(backend, inputs, outputs));

    /// <summary>Queues a copy.</summary>
    public static void Run(GpuBackend backend, BufferView source, BufferView target)
    {
        StridedWalk walk = StridedWalk.Of(source, target);
        switch (source.DType)
        {
            case DType.Float32: From<float, float, Float32Elements, SingleValue>(backend, walk, source, target); break;
            case DType.Float64: From<double, double, Float64Elements, DoubleValue>(backend, walk, source, target); break;
            case DType.Float16: From<ushort, float, Float16Elements, SingleValue>(backend, walk, source, target); break;
            case DType.BFloat16: From<ushort, float, BFloat16Elements, SingleValue>(backend, walk, source, target); break;
            case DType.Int32: From<int, long, Int32Elements, LongValue>(backend, walk, source, target); break;
            case DType.Int64: From<long, long, Int64Elements, LongValue>(backend, walk, source, target); break;
            case DType.UInt8: From<byte, long, UInt8Elements, LongValue>(backend, walk, source, target); break;
            default: From<byte, long, BoolElements, LongValue>(backend, walk, source, target); break;
        }
    }

    /// <summary>The strides of one element that is every element.</summary>
    public static Strides Broadcast(int rank)
    {
        Span<long> steps = stackalloc long[rank];
        steps.Clear();
        return Strides.Create(steps);
    }

    private static Support Supports(GpuBackend backend, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        !backend.HasFloat64 && (inputs[0].DType == DType.Float64 || outputs[0].DType == DType.Float64)
            ? Support.No($"{backend.Name} has no float64")
            : GpuLimits.Check(inputs, outputs);

    private static void From<TSource, TValue, TReader, TKind>(
        GpuBackend backend, StridedWalk walk, BufferView source, BufferView target)
        where TSource : unmanaged
        where TReader : struct, IReader<TSource, TValue>
        where TKind : struct, IValue<TValue>
    {
        switch (target.DType)
        {
            case DType.Float32: Launch<TSource, TValue, float, TReader, TKind, Float32Elements>(backend, walk, source, target); break;
            case DType.Float64: Launch<TSource, TValue, double, TReader, TKind, Float64Elements>(backend, walk, source, target); break;
            case DType.Float16: Launch<TSource, TValue, ushort, TReader, TKind, Float16Elements>(backend, walk, source, target); break;
            case DType.BFloat16: Launch<TSource, TValue, ushort, TReader, TKind, BFloat16Elements>(backend, walk, source, target); break;
            case DType.Int32: Launch<TSource, TValue, int, TReader, TKind, Int32Elements>(backend, walk, source, target); break;
            case DType.Int64: Launch<TSource, TValue, long, TReader, TKind, Int64Elements>(backend, walk, source, target); break;
            case DType.UInt8: Launch<TSource, TValue, byte, TReader, TKind, UInt8Elements>(backend, walk, source, target); break;
            default: Launch<TSource, TValue, byte, TReader, TKind, BoolElements>(backend, walk, source, target); break;
        }
    }

    private static void Launch<TSource, TValue, TTarget, TReader, TKind, TWriter>(
        GpuBackend backend, StridedWalk walk, BufferView source, BufferView target)
        where TSource : unmanaged
        where TTarget : unmanaged
        where TReader : struct, IReader<TSource, TValue>
        where TKind : struct, IValue<TValue>
        where TWriter : struct, IWriter<TTarget>
    {
        var copy = backend.Kernels.Get(
            static kernels => new ConvertingCopy<TSource, TValue, TTarget, TReader, TKind, TWriter>(kernels));
        ArrayView<TSource> x = source.Elements<TSource>();
        ArrayView<TTarget> y = target.Elements<TTarget>();
        if (walk.IsFlat) copy.Launch(x, y, walk.Count);
        else if (walk.Rank <= 4) copy.Launch(x, y, walk.Layout4(0), walk.Layout4(1), walk.Count);
        else copy.Launch(x, y, walk.Layout8(0), walk.Layout8(1), walk.Count);
    }
}
