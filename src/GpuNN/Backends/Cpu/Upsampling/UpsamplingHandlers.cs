using System.Numerics;

namespace GpuNN.Backends.Cpu.Upsampling;

/// <summary>Resized images [N, C, H, W] on the CPU, float32 and float64.</summary>
internal sealed unsafe class UpsamplingHandlers : IFloatingKernel<UpsamplePrimitive>, IFloatingKernel<UpsampleGradientPrimitive>
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        FloatingKernel.Add<UpsamplePrimitive, UpsamplingHandlers>(table);
        FloatingKernel.Add<UpsampleGradientPrimitive, UpsamplingHandlers>(table);
    }

    public static void Run<T>(UpsamplePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        (BufferView x, BufferView y) = (inputs[0], outputs[0]);
        PlaneUpsampling.Forward(
            Axis(2, primitive.ScaleHeight),
            Axis(3, primitive.ScaleWidth),
            (int)(y[0] * y[1]),
            x.Pointer<T>(),
            y.Pointer<T>());

        UpsamplingAxis Axis(int axis, double scale) =>
            new(primitive.Mode, primitive.AlignsCorners, (int)x[axis], (int)y[axis], scale);
    }

    public static void Run<T>(
        UpsampleGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        (BufferView dy, BufferView dx) = (inputs[0], outputs[0]);
        PlaneUpsampling.Backward(
            Axis(2, primitive.ScaleHeight),
            Axis(3, primitive.ScaleWidth),
            (int)(dy[0] * dy[1]),
            dy.Pointer<T>(),
            dx.Pointer<T>());

        UpsamplingAxis Axis(int axis, double scale) =>
            new(primitive.Mode, primitive.AlignsCorners, (int)dx[axis], (int)dy[axis], scale);
    }
}
