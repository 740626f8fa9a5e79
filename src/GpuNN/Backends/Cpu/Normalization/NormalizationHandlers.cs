using System.Numerics;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Normalization;

/// <summary>Normalisations on the CPU, float32 and float64.</summary>
internal sealed unsafe class NormalizationHandlers
    : IFloatingKernel<BatchNormPrimitive>,
      IFloatingKernel<BatchNormPredictionPrimitive>,
      IFloatingKernel<BatchNormGradientPrimitive>,
      IFloatingKernel<GroupNormPrimitive>,
      IFloatingKernel<GroupNormGradientPrimitive>,
      IFloatingKernel<LayerNormPrimitive>,
      IFloatingKernel<LayerNormGradientPrimitive>,
      IFloatingKernel<RmsNormPrimitive>,
      IFloatingKernel<RmsNormGradientPrimitive>
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        FloatingKernel.Add<BatchNormPrimitive, NormalizationHandlers>(table);
        FloatingKernel.Add<BatchNormPredictionPrimitive, NormalizationHandlers>(table);
        FloatingKernel.Add<BatchNormGradientPrimitive, NormalizationHandlers>(table);
        FloatingKernel.Add<GroupNormPrimitive, NormalizationHandlers>(table);
        FloatingKernel.Add<GroupNormGradientPrimitive, NormalizationHandlers>(table);
        FloatingKernel.Add<LayerNormPrimitive, NormalizationHandlers>(table);
        FloatingKernel.Add<LayerNormGradientPrimitive, NormalizationHandlers>(table);
        FloatingKernel.Add<RmsNormPrimitive, NormalizationHandlers>(table);
        FloatingKernel.Add<RmsNormGradientPrimitive, NormalizationHandlers>(table);
    }

    private static T* Optional<T>(bool exists, ReadOnlySpan<BufferView> views, int index)
        where T : unmanaged => exists ? views[index].Pointer<T>() : null;

    public static void Run<T>(
        BatchNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        BufferView x = inputs[0];
        int channels = (int)x[1];
        T* mean = outputs[1].Pointer<T>();
        using ScratchMemory memory = ScratchMemory.Rent<T>(channels);
        T* variance = primitive.TracksStatistics ? memory.As<T>() : null;
        BatchNormEngine.Train(
            x.Pointer<T>(),
            Optional<T>(primitive.IsAffine, inputs, 1),
            Optional<T>(primitive.IsAffine, inputs, 2),
            primitive.Epsilon,
            (int)x[0],
            channels,
            (int)x[2],
            outputs[0].Pointer<T>(),
            mean,
            outputs[2].Pointer<T>(),
            variance);
        if (primitive.TracksStatistics)
        {
            T momentum = T.CreateTruncating(primitive.Momentum);
            T rest = T.One - momentum;
            T* runningMean = outputs[3].Pointer<T>();
            T* runningVariance = outputs[4].Pointer<T>();
            for (int c = 0; c < channels; c++)
            {
                runningMean[c] = rest * runningMean[c] + momentum * mean[c];
                runningVariance[c] = rest * runningVariance[c] + momentum * variance[c];
            }
        }
    }

    public static void Run<T>(
        BatchNormPredictionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        BatchNormEngine.Predict(
            inputs[0].Pointer<T>(),
            inputs[1].Pointer<T>(),
            inputs[2].Pointer<T>(),
            Optional<T>(primitive.IsAffine, inputs, 3),
            Optional<T>(primitive.IsAffine, inputs, 4),
            primitive.Epsilon,
            (int)inputs[0][0],
            (int)inputs[0][1],
            (int)inputs[0][2],
            outputs[0].Pointer<T>());

    public static void Run<T>(
        BatchNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        BatchNormEngine.Backward(
            inputs[0].Pointer<T>(),
            inputs[1].Pointer<T>(),
            inputs[2].Pointer<T>(),
            inputs[3].Pointer<T>(),
            Optional<T>(primitive.IsAffine, inputs, 4),
            (int)inputs[0][0],
            (int)inputs[0][1],
            (int)inputs[0][2],
            outputs[0].Pointer<T>(),
            outputs[1].Pointer<T>(),
            outputs[2].Pointer<T>());

    public static void Run<T>(
        GroupNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        GroupNormEngine.Forward(
            inputs[0].Pointer<T>(),
            Optional<T>(primitive.IsAffine, inputs, 1),
            Optional<T>(primitive.IsAffine, inputs, 2),
            primitive.Epsilon,
            (int)inputs[0][0],
            (int)inputs[0][1],
            primitive.Groups,
            (int)inputs[0][2],
            outputs[0].Pointer<T>(),
            outputs[1].Pointer<T>(),
            outputs[2].Pointer<T>());

    public static void Run<T>(
        GroupNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        GroupNormEngine.Backward(
            inputs[0].Pointer<T>(),
            inputs[1].Pointer<T>(),
            inputs[2].Pointer<T>(),
            inputs[3].Pointer<T>(),
            Optional<T>(primitive.IsAffine, inputs, 4),
            (int)inputs[0][0],
            (int)inputs[0][1],
            primitive.Groups,
            (int)inputs[0][2],
            outputs[0].Pointer<T>(),
            Optional<T>(primitive.IsAffine, outputs, 1),
            Optional<T>(primitive.IsAffine, outputs, 2));

    public static void Run<T>(
        LayerNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        Rows<T>(primitive.IsAffine, primitive.IsAffine, primitive.Epsilon, true, inputs, outputs);

    public static void Run<T>(
        RmsNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        Rows<T>(primitive.HasScale, false, primitive.Epsilon, false, inputs, outputs);

    public static void Run<T>(
        LayerNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        RowsGradient<T>(primitive.IsAffine, true, inputs, outputs);

    public static void Run<T>(
        RmsNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        RowsGradient<T>(primitive.HasScale, false, inputs, outputs);

    private static void Rows<T>(
        bool hasScale,
        bool hasShift,
        double epsilon,
        bool isCentred,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        LayerNormEngine.Forward(
            inputs[0].Pointer<T>(),
            Optional<T>(hasScale, inputs, 1),
            Optional<T>(hasShift, inputs, 2),
            epsilon,
            (int)inputs[0][0],
            (int)inputs[0][1],
            outputs[0].Pointer<T>(),
            Optional<T>(isCentred, outputs, 1),
            outputs[isCentred ? 2 : 1].Pointer<T>());

    private static void RowsGradient<T>(
        bool hasScale, bool isCentred, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        int scale = isCentred ? 3 : 2;
        LayerNormEngine.Backward(
            inputs[0].Pointer<T>(),
            inputs[1].Pointer<T>(),
            Optional<T>(isCentred, inputs, 2),
            inputs[scale].Pointer<T>(),
            Optional<T>(hasScale, inputs, scale + 1),
            (int)inputs[0][0],
            (int)inputs[0][1],
            outputs[0].Pointer<T>(),
            Optional<T>(hasScale, outputs, 1),
            Optional<T>(hasScale && isCentred, outputs, 2));
    }
}
