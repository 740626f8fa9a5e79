using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Batch normalisation in training and prediction, and its gradient: a group per channel, or per part of one where
/// channels are few.</summary>
internal sealed class BatchNormOperator
    : IGpuOperator<BatchNormPrimitive>, IGpuOperator<BatchNormPredictionPrimitive>, IGpuOperator<BatchNormGradientPrimitive>
{
    static bool IGpuOperator<BatchNormPrimitive>.ReadsOutputs(BatchNormPrimitive primitive) => primitive.TracksStatistics;

    static string IGpuOperator<BatchNormPrimitive>.Explain(
        GpuBackend backend, BatchNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        NormalizationSizes sizes = Channels(inputs[0], primitive.IsAffine);
        return $"{primitive.Name}: {NormalizationStrategy.ForGroups(sizes.Rows, sizes.Length)}";
    }

    static string IGpuOperator<BatchNormGradientPrimitive>.Explain(
        GpuBackend backend, BatchNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {NormalizationOperator.Scales(Scales(inputs[0]))}";

    public static void Run<T>(
        GpuBackend backend, BatchNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NormalizationSizes sizes = Channels(inputs[0], primitive.IsAffine);
        NormalizationOperator.Forward<T>(backend, inputs, outputs[0], outputs[1], outputs[2], sizes, primitive.Epsilon);
        if (!primitive.TracksStatistics) return;
        double count = sizes.Length;
        backend.Kernels.Get(static kernels => new RunningStatistics<T>(kernels)).LaunchUpdate(
            outputs[1].Elements<T>(),
            outputs[2].Elements<T>(),
            outputs[3].Elements<T>(),
            outputs[4].Elements<T>(),
            sizes.Rows,
            T.CreateChecked(primitive.Momentum),
            T.CreateChecked(count / (count - 1)),
            T.CreateChecked(primitive.Epsilon));
    }

    public static void Run<T>(
        GpuBackend backend, BatchNormPredictionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> x = inputs[0].Elements<T>();
        backend.Kernels.Get(static kernels => new RunningStatistics<T>(kernels)).LaunchPrediction(
            x,
            inputs[1].Elements<T>(),
            inputs[2].Elements<T>(),
            primitive.IsAffine ? inputs[3].Elements<T>() : x,
            primitive.IsAffine ? inputs[4].Elements<T>() : x,
            outputs[0].Elements<T>(),
            outputs[0].Size(),
            (int)inputs[0][1],
            (int)inputs[0][2],
            primitive.IsAffine,
            T.CreateChecked(primitive.Epsilon));
    }

    public static void Run<T>(
        GpuBackend backend, BatchNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ScaleSizes sizes = Scales(inputs[0]);
        NormalizationOperator.ScaleGradient<T>(
            backend, inputs[0], inputs[1], inputs[2], inputs[3], outputs[1], outputs[2], sizes);
        backend.Kernels.Get(static kernels => new ChannelGradient<T>(kernels)).Launch(
            inputs[0].Elements<T>(),
            inputs[1].Elements<T>(),
            inputs[2].Elements<T>(),
            inputs[3].Elements<T>(),
            (primitive.IsAffine ? inputs[4] : inputs[1]).Elements<T>(),
            outputs[1].Elements<T>(),
            outputs[2].Elements<T>(),
            outputs[0].Elements<T>(),
            sizes,
            primitive.IsAffine);
    }

    private static ScaleSizes Scales(BufferView x) => new()
    {
        Samples = (int)x[0],
        Channels = (int)x[1],
        Inner = (int)x[2],
        SampleRows = 0,
        ChannelsPerRow = 1,
        IsCentred = 1,
        HasShift = 1,
    };

    private static NormalizationSizes Channels(BufferView x, bool isAffine)
    {
        int channels = (int)x[1], inner = (int)x[2];
        return new()
        {
            Rows = channels,
            Length = (int)x[0] * inner,
            Inner = inner,
            RowStride = inner,
            OuterStride = channels * inner,
            Groups = channels,
            RowScale = 1,
            OuterScale = 0,
            IsCentred = 1,
            HasScale = isAffine ? 1 : 0,
            HasShift = isAffine ? 1 : 0,
        };
    }
}
