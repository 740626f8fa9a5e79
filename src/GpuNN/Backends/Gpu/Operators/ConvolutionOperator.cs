using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Convolutions and their gradients: as products whose factors read the image in place (direct for short sums and
/// depthwise, implicit GEMM otherwise) or are written out first (im2col), or by Winograd. Every variant sums in a fixed
/// order. float16 and bfloat16 are read and written by the kernels themselves, with sums in float32.</summary>
internal sealed class ConvolutionOperator
    : IGpuOperator<ConvolutionPrimitive>,
    IGpuOperator<ConvolutionDataGradientPrimitive>,
    IGpuOperator<ConvolutionWeightGradientPrimitive>
{
    static string IGpuOperator<ConvolutionPrimitive>.Explain(
        GpuBackend backend, ConvolutionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {Describe(backend, ConvolutionStrategy.Choose(backend.Kind, primitive.Geometry, ForwardSize(primitive.Geometry)), ForwardSize(primitive.Geometry))}";

    static string IGpuOperator<ConvolutionDataGradientPrimitive>.Explain(
        GpuBackend backend, ConvolutionDataGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {Describe(backend, ConvolutionStrategy.Choose(backend.Kind, primitive.Geometry, DataGradientSize(primitive.Geometry)), DataGradientSize(primitive.Geometry))}";

    static string IGpuOperator<ConvolutionWeightGradientPrimitive>.Explain(
        GpuBackend backend, ConvolutionWeightGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {Describe(backend, ConvolutionStrategy.ChooseProduct(backend.Kind, WeightGradientSize(primitive.Geometry)), WeightGradientSize(primitive.Geometry))}";

    public static bool TakesStored(DType stored, DType compute) =>
        stored == compute || (compute == DType.Float32 && stored is DType.Float16 or DType.BFloat16);

    public static void Run<T>(
        GpuBackend backend, ConvolutionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (outputs[0].DType)
        {
            case DType.Float16: Forward<ushort, float, Float16Storage>(backend, primitive, inputs, outputs[0]); break;
            case DType.BFloat16: Forward<ushort, float, BFloat16Storage>(backend, primitive, inputs, outputs[0]); break;
            default: Forward<T, T, PlainStorage<T>>(backend, primitive, inputs, outputs[0]); break;
        }
    }

    public static void Run<T>(
        GpuBackend backend, ConvolutionDataGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (outputs[0].DType)
        {
            case DType.Float16: DataGradient<ushort, float, Float16Storage>(backend, primitive, inputs, outputs[0]); break;
            case DType.BFloat16: DataGradient<ushort, float, BFloat16Storage>(backend, primitive, inputs, outputs[0]); break;
            default: DataGradient<T, T, PlainStorage<T>>(backend, primitive, inputs, outputs[0]); break;
        }
    }

    public static void Run<T>(
        GpuBackend backend, ConvolutionWeightGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (outputs[0].DType)
        {
            case DType.Float16: WeightGradient<ushort, float, Float16Storage>(backend, primitive, inputs, outputs[0]); break;
            case DType.BFloat16: WeightGradient<ushort, float, BFloat16Storage>(backend, primitive, inputs, outputs[0]); break;
            default: WeightGradient<T, T, PlainStorage<T>>(backend, primitive, inputs, outputs[0]); break;
        }
    }

    private static void Forward<TStored, T, TStorage>(
        GpuBackend backend, ConvolutionPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView y)
        where TStored : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStorage : struct, IElementStorage<TStored, T>
    {
        switch (primitive.Activation)
        {
            case Activation.ReLU: Forward<TStored, T, TStorage, ReLUFunction>(backend, primitive, inputs, y); break;
            case Activation.Sigmoid: Forward<TStored, T, TStorage, SigmoidFunction>(backend, primitive, inputs, y); break;
            case Activation.Tanh: Forward<TStored, T, TStorage, TanhFunction>(backend, primitive, inputs, y); break;
            default: Forward<TStored, T, TStorage, IdentityActivation>(backend, primitive, inputs, y); break;
        }
    }

    private static void Forward<TStored, T, TStorage, TActivation>(
        GpuBackend backend, ConvolutionPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView y)
        where TStored : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStorage : struct, IElementStorage<TStored, T>
        where TActivation : struct, IActivation
    {
        ConvolutionSizes sizes = SpatialSizesOf.Of(primitive.Geometry);
        ProductSize size = ForwardSize(primitive.Geometry);
        ArrayView<TStored> x = inputs[0].Elements<TStored>(), w = inputs[1].Elements<TStored>(), result = y.Elements<TStored>();
        ArrayView<TStored> bias = primitive.HasBias ? inputs[2].Elements<TStored>() : result;
        ConvolutionStrategy strategy = ConvolutionStrategy.Choose(backend.Kind, primitive.Geometry, size);
        if (strategy.Algorithm == ConvolutionAlgorithm.Winograd)
        {
            WinogradLauncher.Run<TStored, T, TStorage, TActivation>(
                backend, x, w, bias, primitive.HasBias, result, WinogradLauncher.Forward(primitive.Geometry));
            return;
        }

        var groups = new Strided4([1, 1, 1, sizes.Groups], [0, 0, 0, size.M * size.K]);
        var output = new PlanesOutput<TStored, T, TStorage, TActivation>(
            result, bias, primitive.HasBias ? 1 : 0, sizes.Groups, sizes.OutputChannels, sizes.Output.Count);
        ConvolutionProducts.Run<
            T,
            MatrixOperand<TStored, T, TStorage>,
            PatchOperand<TStored, T, TStorage>,
            PlanesOutput<TStored, T, TStorage, TActivation>,
            InnerFirst<T, MatrixOperand<TStored, T, TStorage>>,
            OuterFirst<T, PatchOperand<TStored, T, TStorage>>>(
            backend, strategy, new(w, size.K, 1, groups), new(x, sizes), output, size);
    }

    private static void DataGradient<TStored, T, TStorage>(
        GpuBackend backend, ConvolutionDataGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView dx)
        where TStored : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStorage : struct, IElementStorage<TStored, T>
    {
        ConvolutionSizes sizes = SpatialSizesOf.Of(primitive.Geometry);
        ProductSize size = DataGradientSize(primitive.Geometry);
        ArrayView<TStored> dy = inputs[0].Elements<TStored>(), w = inputs[1].Elements<TStored>(), result = dx.Elements<TStored>();
        ArrayView<TStored> bias = primitive.HasBias ? inputs[2].Elements<TStored>() : result;
        ConvolutionStrategy strategy = ConvolutionStrategy.Choose(backend.Kind, primitive.Geometry, size);
        if (strategy.Algorithm == ConvolutionAlgorithm.Winograd)
        {
            WinogradLauncher.Run<TStored, T, TStorage, IdentityActivation>(
                backend, dy, w, bias, primitive.HasBias, result, WinogradLauncher.DataGradient(primitive.Geometry));
            return;
        }

        var output = new PlanesOutput<TStored, T, TStorage, IdentityActivation>(
            result, bias, primitive.HasBias ? 1 : 0, sizes.Groups, sizes.InputChannels, sizes.Input.Count);
        ConvolutionProducts.Run<
            T,
            FilterOperand<TStored, T, TStorage>,
            ReceivedOperand<TStored, T, TStorage>,
            PlanesOutput<TStored, T, TStorage, IdentityActivation>,
            InnerFirst<T, FilterOperand<TStored, T, TStorage>>,
            OuterFirst<T, ReceivedOperand<TStored, T, TStorage>>>(
            backend, strategy, new(w, sizes), new(dy, sizes), output, size);
    }

    private static void WeightGradient<TStored, T, TStorage>(
        GpuBackend backend, ConvolutionWeightGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView dw)
        where TStored : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStorage : struct, IElementStorage<TStored, T>
    {
        ConvolutionSizes sizes = SpatialSizesOf.Of(primitive.Geometry);
        ProductSize size = WeightGradientSize(primitive.Geometry);
        ArrayView<TStored> x = inputs[0].Elements<TStored>(), dy = inputs[1].Elements<TStored>(), result = dw.Elements<TStored>();
        var output = new MatrixOutput<TStored, T, TStorage, IdentityActivation>(result, result, 0, size.M, size.N, T.One, T.Zero, 0);
        ConvolutionProducts.Run<
            T,
            ChannelOperand<TStored, T, TStorage>,
            ExchangedOperand<T, PatchOperand<TStored, T, TStorage>>,
            MatrixOutput<TStored, T, TStorage, IdentityActivation>,
            InnerFirst<T, ChannelOperand<TStored, T, TStorage>>,
            InnerFirst<T, ExchangedOperand<T, PatchOperand<TStored, T, TStorage>>>>(
            backend, ConvolutionStrategy.ChooseProduct(backend.Kind, size), new(dy, sizes), new(new(x, sizes)), output, size);
    }

    private static string Describe(GpuBackend backend, ConvolutionStrategy strategy, ProductSize size) =>
        strategy.Algorithm == ConvolutionAlgorithm.Winograd
            ? $"{strategy}"
            : $"{strategy}; {ProductStrategy.Choose(ProductShape.Of(backend, size, false))}";

    internal static ProductSize ForwardSize(in ConvolutionGeometry g) => new(
        g.OutputChannels / g.Groups,
        g.Batch * (int)g.Output.Product,
        g.InputChannels / g.Groups * (int)g.Kernel.Product,
        g.Groups);

    internal static ProductSize DataGradientSize(in ConvolutionGeometry g) => new(
        g.InputChannels / g.Groups,
        g.Batch * (int)g.Input.Product,
        g.OutputChannels / g.Groups * (int)g.Kernel.Product,
        g.Groups);

    internal static ProductSize WeightGradientSize(in ConvolutionGeometry g) => new(
        g.OutputChannels / g.Groups,
        g.InputChannels / g.Groups * (int)g.Kernel.Product,
        g.Batch * (int)g.Output.Product,
        g.Groups);
}
