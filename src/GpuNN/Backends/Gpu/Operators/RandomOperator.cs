using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Normal numbers and dropout.</summary>
internal sealed class RandomOperator : IGpuOperator<NormalPrimitive>, IGpuOperator<DropoutPrimitive>
{
    private const double Steps = 1 << 24;

    public static void Run<T>(
        GpuBackend backend, NormalPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new Normal<T>(kernels)).Launch(
            outputs[0].Elements<T>(),
            outputs[0].Size(),
            primitive.Seed,
            primitive.Offset,
            T.CreateChecked(primitive.Mean),
            T.CreateChecked(primitive.StandardDeviation));

    public static void Run<T>(
        GpuBackend backend, DropoutPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (primitive.Probability >= 1)
        {
            FillOperator.Run(backend, outputs[0], 0);
            return;
        }

        backend.Kernels.Get(static kernels => new Dropout<T>(kernels)).Launch(
            inputs[0].Elements<T>(),
            outputs[0].Elements<T>(),
            outputs[0].Size(),
            (int)Math.Min(primitive.RunLength, GpuLimits.Elements),
            primitive.Seed,
            primitive.Offset,
            (int)Math.Ceiling((float)primitive.Probability * Steps),
            T.CreateChecked(1 / (1 - primitive.Probability)));
    }
}
