using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Operations along one axis: arg-max and arg-min, running sums, bisection.</summary>
internal sealed class LineOperator
    : IGpuOperator<ArgReducePrimitive>,
    IGpuOperator<CumulativeSumPrimitive>,
    IGpuOperator<SearchSortedPrimitive>
{
    static bool IGpuOperator<ArgReducePrimitive>.IsIndex(ArgReducePrimitive primitive, int operand, bool isOutput) => isOutput;

    static bool IGpuOperator<SearchSortedPrimitive>.IsIndex(SearchSortedPrimitive primitive, int operand, bool isOutput) => isOutput;

    static string IGpuOperator<ArgReducePrimitive>.Explain(
        GpuBackend backend, ArgReducePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        Explain(primitive, inputs[0].Shape, primitive.Axis);

    static string IGpuOperator<CumulativeSumPrimitive>.Explain(
        GpuBackend backend, CumulativeSumPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        Explain(primitive, inputs[0].Shape, primitive.Axis);

    public static void Run<T>(
        GpuBackend backend, ArgReducePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (outer, length, inner) = SoftmaxOperator.AroundAxis(inputs[0].Shape, primitive.Axis);
        backend.Kernels.Get(static kernels => new ExtremeIndex<T>(kernels)).Launch(
            inputs[0].Elements<T>(), outputs[0].Elements<long>(), outer, length, inner, primitive.IsMinimum, LineStrategy.ForScans(outer, length, inner).UsesGroups);
    }

    public static void Run<T>(
        GpuBackend backend, CumulativeSumPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (outer, length, inner) = SoftmaxOperator.AroundAxis(inputs[0].Shape, primitive.Axis);
        backend.Kernels.Get(static kernels => new RunningSums<T>(kernels)).Launch(
            inputs[0].Elements<T>(), outputs[0].Elements<T>(), outer, length, inner, primitive.IsReversed, LineStrategy.ForScans(outer, length, inner).UsesGroups);
    }

    public static void Run<T>(
        GpuBackend backend, SearchSortedPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new SortedSearch<T>(kernels)).Launch(
            inputs[0].Elements<T>(),
            inputs[1].Elements<T>(),
            outputs[0].Elements<long>(),
            outputs[0].Size(),
            (int)inputs[0][1],
            (int)inputs[1][1]);

    private static string Explain(Primitive primitive, in Shape shape, int axis)
    {
        var (outer, length, inner) = SoftmaxOperator.AroundAxis(shape, axis);
        return $"{primitive.Name}: {LineStrategy.ForScans(outer, length, inner)}";
    }
}
