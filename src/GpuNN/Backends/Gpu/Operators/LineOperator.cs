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
        $"{primitive.Name}: {LineStrategy.ForSearch(backend.Kind, Lines(inputs[0], primitive.Axis), (int)inputs[0][primitive.Axis])}";

    static string IGpuOperator<CumulativeSumPrimitive>.Explain(
        GpuBackend backend, CumulativeSumPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {LineStrategy.ForScan(backend.Kind, Lines(inputs[0], primitive.Axis), (int)inputs[0][primitive.Axis])}";

    public static void Run<T>(
        GpuBackend backend, ArgReducePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (outer, length, inner) = SoftmaxOperator.AroundAxis(inputs[0].Shape, primitive.Axis);
        backend.Kernels.Get(static kernels => new ExtremeIndex<T>(kernels)).Launch(
            inputs[0].Elements<T>(), outputs[0].Elements<long>(), outer, length, inner, primitive.IsMinimum, LineStrategy.ForSearch(backend.Kind, outer * inner, length).UsesGroups);
    }

    public static void Run<T>(
        GpuBackend backend, CumulativeSumPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (outer, length, inner) = SoftmaxOperator.AroundAxis(inputs[0].Shape, primitive.Axis);
        backend.Kernels.Get(static kernels => new RunningSums<T>(kernels)).Launch(
            inputs[0].Elements<T>(), outputs[0].Elements<T>(), outer, length, inner, primitive.IsReversed, LineStrategy.ForScan(backend.Kind, outer * inner, length).UsesGroups);
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

    private static int Lines(BufferView x, int axis)
    {
        var (outer, _, inner) = SoftmaxOperator.AroundAxis(x.Shape, axis);
        return outer * inner;
    }
}
