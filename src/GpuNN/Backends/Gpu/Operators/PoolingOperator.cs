using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Pooling over windows, given or adaptive, and the gradients of means.</summary>
internal sealed class PoolingOperator
    : IGpuOperator<MaxPoolPrimitive>,
    IGpuOperator<AdaptiveMaxPoolPrimitive>,
    IGpuOperator<AveragePoolPrimitive>,
    IGpuOperator<AveragePoolGradientPrimitive>,
    IGpuOperator<AdaptiveAveragePoolPrimitive>,
    IGpuOperator<AdaptiveAveragePoolGradientPrimitive>
{
    static bool IGpuOperator<MaxPoolPrimitive>.IsIndex(MaxPoolPrimitive primitive, int operand, bool isOutput) =>
        isOutput && operand == 1;

    static bool IGpuOperator<AdaptiveMaxPoolPrimitive>.IsIndex(AdaptiveMaxPoolPrimitive primitive, int operand, bool isOutput) =>
        isOutput && operand == 1;

    public static void Run<T>(
        GpuBackend backend, MaxPoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Maximum<T>(backend, inputs[0], outputs, SpatialSizesOf.Of(primitive.Geometry), primitive.WithIndices);

    public static void Run<T>(
        GpuBackend backend, AdaptiveMaxPoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Maximum<T>(backend, inputs[0], outputs, Adaptive(inputs[0], outputs[0], primitive.SpatialRank), primitive.WithIndices);

    public static void Run<T>(
        GpuBackend backend, AveragePoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Mean<T>(backend, inputs[0], outputs[0], Means(primitive.Geometry, primitive.CountsPadding, primitive.DivisorOverride));

    public static void Run<T>(
        GpuBackend backend, AveragePoolGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        MeanGradient<T>(
            backend, inputs[0], outputs[0], Means(primitive.Geometry, primitive.CountsPadding, primitive.DivisorOverride));

    public static void Run<T>(
        GpuBackend backend, AdaptiveAveragePoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Mean<T>(backend, inputs[0], outputs[0], Adaptive(inputs[0], outputs[0], primitive.SpatialRank));

    public static void Run<T>(
        GpuBackend backend, AdaptiveAveragePoolGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        MeanGradient<T>(backend, inputs[0], outputs[0], Adaptive(outputs[0], inputs[0], primitive.SpatialRank));

    private static void Maximum<T>(
        GpuBackend backend, BufferView x, ReadOnlySpan<BufferView> outputs, PoolingSizes sizes, bool withIndices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var pool = backend.Kernels.Get(static kernels => new MaximumPool<T>(kernels));
        ArrayView<T> y = outputs[0].Elements<T>();
        if (withIndices) pool.Launch(x.Elements<T>(), y, outputs[1].Elements<long>(), sizes, outputs[0].Size());
        else pool.Launch(x.Elements<T>(), y, sizes, outputs[0].Size());
    }

    private static void Mean<T>(GpuBackend backend, BufferView x, BufferView y, PoolingSizes sizes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new AveragePool<T>(kernels))
            .Launch(x.Elements<T>(), y.Elements<T>(), sizes, y.Size());

    private static void MeanGradient<T>(GpuBackend backend, BufferView dy, BufferView dx, PoolingSizes sizes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new AveragePool<T>(kernels))
            .LaunchGradient(dy.Elements<T>(), dx.Elements<T>(), sizes, dx.Size());

    private static PoolingSizes Means(in PoolingGeometry geometry, bool countsPadding, int divisor) =>
        SpatialSizesOf.Of(geometry) with { CountsPadding = countsPadding ? 1 : 0, Divisor = divisor };

    private static PoolingSizes Adaptive(BufferView image, BufferView pooled, int rank) => new()
    {
        Input = SpatialSizesOf.Trailing(image.Shape, rank),
        Output = SpatialSizesOf.Trailing(pooled.Shape, rank),
        Kernel = new(1, 1, 1),
        Stride = new(1, 1, 1),
        Dilation = new(1, 1, 1),
        IsAdaptive = 1,
    };
}
