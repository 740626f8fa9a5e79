using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Layer, group and root-mean-square normalisation, and their gradients.</summary>
internal sealed class NormalizationOperator
    : IGpuOperator<LayerNormPrimitive>,
    IGpuOperator<LayerNormGradientPrimitive>,
    IGpuOperator<GroupNormPrimitive>,
    IGpuOperator<GroupNormGradientPrimitive>,
    IGpuOperator<RmsNormPrimitive>,
    IGpuOperator<RmsNormGradientPrimitive>
{
    public static void Run<T>(
        GpuBackend backend, LayerNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Forward<T>(
            backend, inputs, outputs[0], outputs[1], outputs[2], Lines(inputs[0], primitive.IsAffine, primitive.IsAffine, true), primitive.Epsilon);

    public static void Run<T>(
        GpuBackend backend, GroupNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Forward<T>(
            backend, inputs, outputs[0], outputs[1], outputs[2], Grouped(inputs[0], primitive.Groups, primitive.IsAffine), primitive.Epsilon);

    public static void Run<T>(
        GpuBackend backend, RmsNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Forward<T>(
            backend, inputs, outputs[0], outputs[1], outputs[1], Lines(inputs[0], primitive.HasScale, false, false), primitive.Epsilon);

    public static void Run<T>(
        GpuBackend backend, LayerNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BufferView? gamma = primitive.IsAffine ? inputs[4] : null;
        DataGradient<T>(backend, inputs[0], inputs[1], inputs[2], inputs[3], gamma, outputs[0], Lines(inputs[0], primitive.IsAffine, false, true));
        if (primitive.IsAffine)
            ScaleGradient<T>(backend, inputs[0], inputs[1], inputs[2], inputs[3], outputs[1], outputs[2], LineScales(inputs[0], true));
    }

    public static void Run<T>(
        GpuBackend backend, GroupNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BufferView? gamma = primitive.IsAffine ? inputs[4] : null;
        DataGradient<T>(backend, inputs[0], inputs[1], inputs[2], inputs[3], gamma, outputs[0], Grouped(inputs[0], primitive.Groups, primitive.IsAffine));
        if (!primitive.IsAffine) return;
        var scales = new ScaleSizes
        {
            Samples = (int)inputs[0][0],
            Channels = (int)inputs[0][1],
            Inner = (int)inputs[0][2],
            SampleRows = primitive.Groups,
            ChannelsPerRow = (int)inputs[0][1] / primitive.Groups,
            IsCentred = 1,
            HasShift = 1,
        };
        ScaleGradient<T>(backend, inputs[0], inputs[1], inputs[2], inputs[3], outputs[1], outputs[2], scales);
    }

    public static void Run<T>(
        GpuBackend backend, RmsNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BufferView? gamma = primitive.HasScale ? inputs[3] : null;
        DataGradient<T>(backend, inputs[0], inputs[1], inputs[2], inputs[2], gamma, outputs[0], Lines(inputs[0], primitive.HasScale, false, false));
        if (primitive.HasScale)
            ScaleGradient<T>(backend, inputs[0], inputs[1], inputs[2], inputs[2], outputs[1], outputs[1], LineScales(inputs[0], false));
    }

    internal static void Forward<T>(
        GpuBackend backend,
        ReadOnlySpan<BufferView> inputs,
        BufferView y,
        BufferView means,
        BufferView scales,
        NormalizationSizes sizes,
        double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> x = inputs[0].Elements<T>();
        ArrayView<T> gamma = sizes.HasScale != 0 ? inputs[1].Elements<T>() : x, beta = sizes.HasShift != 0 ? inputs[2].Elements<T>() : x;
        int parts = sizes.IsCentred != 0 ? NormalizationStrategy.ForGroups(sizes.Rows, sizes.Length).Parts : 1;
        if (parts == 1)
        {
            backend.Kernels.Get(static kernels => new Normalize<T>(kernels)).Launch(
                x,
                gamma,
                beta,
                y.Elements<T>(),
                means.Elements<T>(),
                scales.Elements<T>(),
                sizes,
                T.CreateChecked(sizes.Length),
                T.CreateChecked(epsilon));
            return;
        }

        var rented = new List<GpuBuffer>();
        BufferView moments = backend.RentView(Types.Of<T>(), [2, parts, sizes.Rows], rented);
        backend.Kernels.Get(static kernels => new RowMoments<T>(kernels)).Launch(
            x,
            gamma,
            beta,
            y.Elements<T>(),
            means.Elements<T>(),
            scales.Elements<T>(),
            moments.Elements<T>(),
            sizes,
            parts,
            T.CreateChecked(epsilon));
        backend.Return(rented);
    }

    internal static void DataGradient<T>(
        GpuBackend backend,
        BufferView dy,
        BufferView x,
        BufferView means,
        BufferView scales,
        BufferView? gamma,
        BufferView dx,
        NormalizationSizes sizes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new Normalize<T>(kernels)).LaunchGradient(
            dy.Elements<T>(),
            x.Elements<T>(),
            means.Elements<T>(),
            scales.Elements<T>(),
            (gamma ?? x).Elements<T>(),
            dx.Elements<T>(),
            sizes,
            T.CreateChecked(sizes.Length));

    internal static void ScaleGradient<T>(
        GpuBackend backend,
        BufferView dy,
        BufferView x,
        BufferView means,
        BufferView scales,
        BufferView dGamma,
        BufferView dBeta,
        ScaleSizes sizes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int parts = Scales(sizes).Parts;
        var rented = new List<GpuBuffer>();
        ArrayView<T> sums = dGamma.Elements<T>();
        if (parts > 1) sums = backend.RentView(Types.Of<T>(), [2, parts, sizes.Channels], rented).Elements<T>();
        backend.Kernels.Get(static kernels => new ScaleGradient<T>(kernels)).Launch(
            dy.Elements<T>(),
            x.Elements<T>(),
            means.Elements<T>(),
            scales.Elements<T>(),
            dGamma.Elements<T>(),
            dBeta.Elements<T>(),
            sums,
            sizes,
            parts);
        backend.Return(rented);
    }

    /// <summary>How the sums of a gradient by the scales are cut.</summary>
    internal static NormalizationStrategy Scales(ScaleSizes sizes) => sizes.Inner == 1
        ? NormalizationStrategy.ForItems(sizes.Channels, sizes.Samples)
        : NormalizationStrategy.ForGroups(sizes.Channels, sizes.Samples * sizes.Inner);

    private static NormalizationSizes Lines(BufferView x, bool hasScale, bool hasShift, bool isCentred) => new()
    {
        Rows = (int)x[0],
        Length = (int)x[1],
        Inner = 1,
        RowStride = (int)x[1],
        OuterStride = 1,
        Groups = 1,
        RowScale = 0,
        OuterScale = 1,
        IsCentred = isCentred ? 1 : 0,
        HasScale = hasScale ? 1 : 0,
        HasShift = hasShift ? 1 : 0,
    };

    private static NormalizationSizes Grouped(BufferView x, int groups, bool isAffine)
    {
        int channels = (int)x[1] / groups, inner = (int)x[2];
        return new()
        {
            Rows = (int)x[0] * groups,
            Length = channels * inner,
            Inner = inner,
            RowStride = channels * inner,
            OuterStride = inner,
            Groups = groups,
            RowScale = channels,
            OuterScale = 1,
            IsCentred = 1,
            HasScale = isAffine ? 1 : 0,
            HasShift = isAffine ? 1 : 0,
        };
    }

    private static ScaleSizes LineScales(BufferView x, bool isCentred) => new()
    {
        Samples = (int)x[0],
        Channels = (int)x[1],
        Inner = 1,
        SampleRows = 1,
        ChannelsPerRow = (int)x[1],
        IsCentred = isCentred ? 1 : 0,
        HasShift = isCentred ? 1 : 0,
    };
}
