using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Adding by index, slices or elements.</summary>
internal sealed class AddByIndexOperator
    : IGpuOperator<IndexAddPrimitive>, IGpuOperator<ScatterAddPrimitive>, IGpuOperator<EmbeddingGradientPrimitive>
{
    private const long None = -1;

    static bool IGpuOperator<IndexAddPrimitive>.IsIndex(IndexAddPrimitive primitive, int operand, bool isOutput) =>
        !isOutput && operand == 0;

    static bool IGpuOperator<ScatterAddPrimitive>.IsIndex(ScatterAddPrimitive primitive, int operand, bool isOutput) =>
        !isOutput && operand == 0;

    static bool IGpuOperator<EmbeddingGradientPrimitive>.IsIndex(EmbeddingGradientPrimitive primitive, int operand, bool isOutput) =>
        !isOutput && operand == 1;

    static bool IGpuOperator<IndexAddPrimitive>.ReadsOutputs(IndexAddPrimitive primitive) => true;

    static bool IGpuOperator<ScatterAddPrimitive>.ReadsOutputs(ScatterAddPrimitive primitive) => true;

    static string IGpuOperator<IndexAddPrimitive>.Explain(
        GpuBackend backend, IndexAddPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {Choose(backend, primitive, inputs, outputs)}";

    static string IGpuOperator<ScatterAddPrimitive>.Explain(
        GpuBackend backend, ScatterAddPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {Choose(backend, primitive, inputs, outputs)}";

    static string IGpuOperator<EmbeddingGradientPrimitive>.Explain(
        GpuBackend backend, EmbeddingGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {Choose(backend, primitive, inputs, outputs)}";

    public static void Run<T>(
        GpuBackend backend, IndexAddPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AddSlices<T>(
            backend, Choose(backend, primitive, inputs, outputs)!.Variant, inputs[1], inputs[0], outputs[0], primitive.Axis, None);

    public static void Run<T>(
        GpuBackend backend, EmbeddingGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FillOperator.Run(backend, outputs[0], 0);
        AddSlices<T>(
            backend, Choose(backend, primitive, inputs, outputs)!.Variant, inputs[0], inputs[1], outputs[0], 0, primitive.PaddingIndex);
    }

    public static void Run<T>(
        GpuBackend backend, ScatterAddPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BufferView indices = inputs[0], source = inputs[1], y = outputs[0];
        int axis = primitive.Axis;
        AddByIndexVariant variant = Choose(backend, primitive, inputs, outputs)!.Variant;
        if (variant == AddByIndexVariant.Lines)
        {
            Shape lines = indices.Shape.With(axis, 1);
            backend.Kernels.Get(static kernels => new ScatterElements<T>(kernels)).Launch(
                indices.Elements<long>(),
                source.Elements<T>(),
                y.Elements<T>(),
                LinesOf.Layout(indices, lines, axis),
                LinesOf.Layout(source, lines, axis),
                LinesOf.Layout(y, lines, axis),
                (int)lines.Count,
                (int)indices[axis],
                (int)indices.Strides[axis],
                (int)source.Strides[axis],
                (int)y.Strides[axis],
                (int)y[axis]);
            return;
        }

        var rented = new List<GpuBuffer>();
        int entries = indices.Size(), none = 1;
        for (int dimension = 0; dimension < y.Rank; dimension++) none += (int)((y[dimension] - 1) * y.Strides[dimension]);
        ArrayView<uint> keys = SortOperator.Keys<uint>(backend, entries, rented);
        backend.Kernels.Get(static kernels => new ScatterKeys(kernels)).LaunchElements(
            indices.Elements<long>(), keys, LinesOf.Layout(y, indices.Shape, axis), entries, (int)y.Strides[axis], (int)y[axis], none);
        var layout = new ElementLayout { Terms = LinesOf.Layout(source, indices.Shape, -1) };
        Add<T, ElementLayout>(backend, variant, keys, source, y, layout, entries, 1, none, rented);
        backend.Return(rented);
    }

    /// <summary>How one of these primitives would run; nothing for others.</summary>
    public static AddByIndexStrategy? Choose(
        GpuBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        var (lines, indices) = primitive switch
        {
            IndexAddPrimitive add => (outputs[0].Count / Math.Max(outputs[0][add.Axis], 1), inputs[0].Count),
            EmbeddingGradientPrimitive => (outputs[0].Count / Math.Max(outputs[0][0], 1), inputs[1].Count),
            ScatterAddPrimitive add => (inputs[0].Count / Math.Max(inputs[0][add.Axis], 1), inputs[0][add.Axis]),
            _ => (-1, 0),
        };
        return lines < 0 ? null : AddByIndexStrategy.Choose(backend.Kind, outputs[0].DType, (int)lines, (int)indices);
    }

    private static void AddSlices<T>(
        GpuBackend backend, AddByIndexVariant variant, BufferView x, BufferView indices, BufferView y, int axis, long skipped)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (outer, length, inner) = SoftmaxOperator.AroundAxis(y.Shape, axis);
        int entries = indices.Size();
        if (variant == AddByIndexVariant.Lines)
        {
            backend.Kernels.Get(static kernels => new AddRows<T>(kernels)).Launch(
                x.Elements<T>(), indices.Elements<long>(), y.Elements<T>(), outer, length, entries, inner, skipped);
            return;
        }

        var rented = new List<GpuBuffer>();
        ArrayView<uint> keys = SortOperator.Keys<uint>(backend, entries, rented);
        backend.Kernels.Get(static kernels => new ScatterKeys(kernels))
            .LaunchSlices(indices.Elements<long>(), keys, entries, length, skipped);
        var layout = new SliceLayout { Chosen = entries, Length = length, Inner = inner };
        Add<T, SliceLayout>(backend, variant, keys, x, y, layout, entries, outer * inner, length, rented);
        backend.Return(rented);
    }

    private static void Add<T, TLayout>(
        GpuBackend backend,
        AddByIndexVariant variant,
        ArrayView<uint> keys,
        BufferView x,
        BufferView y,
        TLayout layout,
        int entries,
        int columns,
        int none,
        List<GpuBuffer> rented)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLayout : struct, IScatterLayout
    {
        if (variant == AddByIndexVariant.Atomic)
        {
            backend.Kernels.Get(static kernels => new AtomicSums<TLayout>(kernels))
                .Launch(keys, x.Elements<float>(), y.Elements<float>(), layout, entries, columns, none);
            return;
        }

        int bits = 32 - BitOperations.LeadingZeroCount((uint)none);
        var (sorted, order) = SortOperator.Sort<uint, UInt32Key>(backend, keys, 1, entries, bits, rented);
        BufferView leads = backend.RentView(Types.Of<T>(), [SegmentedSums<T, TLayout>.Leads(entries, columns)], rented);
        backend.Kernels.Get(static kernels => new SegmentedSums<T, TLayout>(kernels))
            .Launch(sorted, order, x.Elements<T>(), y.Elements<T>(), leads.Elements<T>(), layout, entries, columns, none);
    }
}
