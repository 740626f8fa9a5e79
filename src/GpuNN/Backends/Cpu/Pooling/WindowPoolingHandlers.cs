using System.Numerics;

namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>Poolings with any windows, in float32 and float64.</summary>
internal sealed unsafe class WindowPoolingHandlers
    : IFloatingKernel<MaxPoolPrimitive>,
      IFloatingKernel<AveragePoolPrimitive>,
      IFloatingKernel<AveragePoolGradientPrimitive>,
      IFloatingKernel<AdaptiveMaxPoolPrimitive>,
      IFloatingKernel<AdaptiveAveragePoolPrimitive>,
      IFloatingKernel<AdaptiveAveragePoolGradientPrimitive>
{
    public static void Run<T>(MaxPoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        Max<T>(PoolingVolume.Sliding(primitive.Geometry), inputs[0], outputs);

    public static void Run<T>(
        AdaptiveMaxPoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        Max<T>(PoolingVolume.Adaptive(inputs[0], outputs[0], primitive.SpatialRank), inputs[0], outputs);

    public static void Run<T>(
        AveragePoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        Average<T>(
            PoolingVolume.Sliding(primitive.Geometry, primitive.CountsPadding),
            primitive.DivisorOverride,
            inputs[0],
            outputs[0]);

    public static void Run<T>(
        AdaptiveAveragePoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        Average<T>(PoolingVolume.Adaptive(inputs[0], outputs[0], primitive.SpatialRank), 0, inputs[0], outputs[0]);

    public static void Run<T>(
        AveragePoolGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        AverageBackward<T>(
            PoolingVolume.Sliding(primitive.Geometry, primitive.CountsPadding),
            primitive.DivisorOverride,
            inputs[0],
            outputs[0]);

    public static void Run<T>(
        AdaptiveAveragePoolGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        AverageBackward<T>(
            PoolingVolume.Adaptive(outputs[0], inputs[0], primitive.SpatialRank), 0, inputs[0], outputs[0]);

    private static void Max<T>(PoolingVolume volume, BufferView x, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        WindowPooling.Max(
            volume,
            Planes(outputs[0], volume.Output),
            x.Pointer<T>(),
            outputs[0].Pointer<T>(),
            outputs.Length > 1 ? outputs[1].Pointer<long>() : null);

    private static void Average<T>(PoolingVolume volume, int divisor, BufferView x, BufferView y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        WindowPooling.Average(volume, Planes(y, volume.Output), divisor, x.Pointer<T>(), y.Pointer<T>());

    private static void AverageBackward<T>(PoolingVolume volume, int divisor, BufferView dy, BufferView dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        WindowPooling.AverageBackward(volume, Planes(dx, volume.Input), divisor, dy.Pointer<T>(), dx.Pointer<T>());

    private static int Planes(BufferView view, long plane) => plane == 0 ? 0 : (int)(view.Count / plane);
}
