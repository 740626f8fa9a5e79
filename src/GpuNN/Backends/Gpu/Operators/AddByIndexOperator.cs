using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Adding by index: deterministic, since each item goes through its indices in order.</summary>
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

    public static void Run<T>(
        GpuBackend backend, IndexAddPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Add<T>(backend, inputs[1], inputs[0], outputs[0], primitive.Axis, None);

    public static void Run<T>(
        GpuBackend backend, EmbeddingGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FillOperator.Run(backend, outputs[0], 0);
        Add<T>(backend, inputs[0], inputs[1], outputs[0], 0, primitive.PaddingIndex);
    }

    public static void Run<T>(
        GpuBackend backend, ScatterAddPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BufferView indices = inputs[0], source = inputs[1], y = outputs[0];
        int axis = primitive.Axis;
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
    }

    private static void Add<T>(GpuBackend backend, BufferView x, BufferView indices, BufferView y, int axis, long skipped)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (outer, length, inner) = SoftmaxOperator.AroundAxis(y.Shape, axis);
        backend.Kernels.Get(static kernels => new AddRows<T>(kernels)).Launch(
            x.Elements<T>(), indices.Elements<long>(), y.Elements<T>(), outer, length, indices.Size(), inner, skipped);
    }
}
