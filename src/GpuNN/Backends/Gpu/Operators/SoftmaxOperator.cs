using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Softmax along an axis, its logarithm, and their gradients.</summary>
internal sealed class SoftmaxOperator : IGpuOperator<SoftmaxPrimitive>, IGpuOperator<SoftmaxGradientPrimitive>
{
    static string IGpuOperator<SoftmaxPrimitive>.Explain(
        GpuBackend backend, SoftmaxPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        var (_, length, inner) = AroundAxis(inputs[0].Shape, primitive.Axis);
        return $"{primitive.Name}: {LineStrategy.ForPasses(backend.Kind, length, inner)}";
    }

    static string IGpuOperator<SoftmaxGradientPrimitive>.Explain(
        GpuBackend backend, SoftmaxGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        var (_, length, inner) = AroundAxis(inputs[0].Shape, primitive.Axis);
        return $"{primitive.Name}: {LineStrategy.ForPasses(backend.Kind, length, inner)}";
    }

    public static void Run<T>(
        GpuBackend backend, SoftmaxPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (outer, length, inner) = AroundAxis(inputs[0].Shape, primitive.Axis);
        backend.Kernels.Get(static kernels => new Softmax<T>(kernels)).Launch(
            inputs[0].Elements<T>(),
            outputs[0].Elements<T>(),
            outer,
            length,
            inner,
            primitive.IsLogarithmic,
            LineStrategy.ForPasses(backend.Kind, length, inner).UsesGroups);
    }

    public static void Run<T>(
        GpuBackend backend, SoftmaxGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (outer, length, inner) = AroundAxis(inputs[0].Shape, primitive.Axis);
        backend.Kernels.Get(static kernels => new Softmax<T>(kernels)).LaunchGradient(
            inputs[0].Elements<T>(),
            inputs[1].Elements<T>(),
            outputs[0].Elements<T>(),
            outer,
            length,
            inner,
            primitive.IsLogarithmic,
            LineStrategy.ForPasses(backend.Kind, length, inner).UsesGroups);
    }

    /// <summary>The products of the extents before an axis, on it, and after it.</summary>
    internal static (int Outer, int Length, int Inner) AroundAxis(in Shape shape, int axis)
    {
        int outer = 1, inner = 1;
        for (int before = 0; before < axis; before++) outer *= (int)shape[before];
        for (int after = axis + 1; after < shape.Rank; after++) inner *= (int)shape[after];
        return (outer, (int)shape[axis], inner);
    }
}
