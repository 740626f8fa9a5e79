using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Batch normalisation: a group per channel, in training and prediction, and its gradient.</summary>
internal sealed class BatchNormOperator
    : IGpuOperator<BatchNormPrimitive>, IGpuOperator<BatchNormPredictionPrimitive>, IGpuOperator<BatchNormGradientPrimitive>
{
    static bool IGpuOperator<BatchNormPrimitive>.ReadsOutputs(BatchNormPrimitive primitive) => primitive.TracksStatistics;

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
        BufferView? gamma = primitive.IsAffine ? inputs[4] : null;
        NormalizationOperator.DataGradient<T>(
            backend, inputs[0], inputs[1], inputs[2], inputs[3], gamma, outputs[0], Channels(inputs[0], primitive.IsAffine));
        var scales = new ScaleSizes
        {
            Samples = (int)inputs[0][0],
            Channels = (int)inputs[0][1],
            Inner = (int)inputs[0][2],
            SampleRows = 0,
            ChannelsPerRow = 1,
            IsCentred = 1,
            HasShift = 1,
        };
        NormalizationOperator.ScaleGradient<T>(
            backend, inputs[0], inputs[1], inputs[2], inputs[3], outputs[1], outputs[2], scales);
    }

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
