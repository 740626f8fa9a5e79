using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Convolutions and their gradients: as products whose factors read the image in place (direct for short sums and
/// depthwise, implicit GEMM otherwise) or are written out first (im2col), or by Winograd. Every variant sums in a fixed
/// order.</summary>
internal sealed class ConvolutionOperator
    : IGpuOperator<ConvolutionPrimitive>,
    IGpuOperator<ConvolutionDataGradientPrimitive>,
    IGpuOperator<ConvolutionWeightGradientPrimitive>
{
    static string IGpuOperator<ConvolutionPrimitive>.Explain(
        GpuBackend backend, ConvolutionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {Describe(backend, ConvolutionStrategy.Choose(primitive.Geometry, ForwardSize(primitive.Geometry)), ForwardSize(primitive.Geometry))}";

    static string IGpuOperator<ConvolutionDataGradientPrimitive>.Explain(
        GpuBackend backend, ConvolutionDataGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {Describe(backend, ConvolutionStrategy.Choose(primitive.Geometry, DataGradientSize(primitive.Geometry)), DataGradientSize(primitive.Geometry))}";

    static string IGpuOperator<ConvolutionWeightGradientPrimitive>.Explain(
        GpuBackend backend, ConvolutionWeightGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {Describe(backend, ConvolutionStrategy.ChooseProduct(WeightGradientSize(primitive.Geometry)), WeightGradientSize(primitive.Geometry))}";

    public static void Run<T>(
        GpuBackend backend, ConvolutionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (primitive.Activation)
        {
            case Activation.ReLU: Forward<T, ReLUFunction>(backend, primitive, inputs, outputs[0]); break;
            case Activation.Sigmoid: Forward<T, SigmoidFunction>(backend, primitive, inputs, outputs[0]); break;
            case Activation.Tanh: Forward<T, TanhFunction>(backend, primitive, inputs, outputs[0]); break;
            default: Forward<T, IdentityActivation>(backend, primitive, inputs, outputs[0]); break;
        }
    }

    public static void Run<T>(
        GpuBackend backend, ConvolutionDataGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ConvolutionSizes sizes = SpatialSizesOf.Of(primitive.Geometry);
        ProductSize size = DataGradientSize(primitive.Geometry);
        ArrayView<T> result = outputs[0].Elements<T>();
        ConvolutionStrategy strategy = ConvolutionStrategy.Choose(primitive.Geometry, size);
        if (strategy.Algorithm == ConvolutionAlgorithm.Winograd)
        {
            WinogradLauncher.Run<T, IdentityActivation>(
                backend,
                inputs[0].Elements<T>(),
                inputs[1].Elements<T>(),
                primitive.HasBias ? inputs[2].Elements<T>() : result,
                primitive.HasBias,
                result,
                WinogradLauncher.DataGradient(primitive.Geometry));
            return;
        }

        var output = new PlanesOutput<T, IdentityActivation>(
            result,
            primitive.HasBias ? inputs[2].Elements<T>() : result,
            primitive.HasBias ? 1 : 0,
            sizes.Groups,
            sizes.InputChannels,
            sizes.Input.Count);
        ConvolutionProducts.Run<T, FilterOperand<T>, ReceivedOperand<T>, PlanesOutput<T, IdentityActivation>, InnerFirst<T, FilterOperand<T>>, OuterFirst<T, ReceivedOperand<T>>>(
            backend, strategy, new(inputs[1].Elements<T>(), sizes), new(inputs[0].Elements<T>(), sizes), output, size);
    }

    public static void Run<T>(
        GpuBackend backend, ConvolutionWeightGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ConvolutionSizes sizes = SpatialSizesOf.Of(primitive.Geometry);
        ProductSize size = WeightGradientSize(primitive.Geometry);
        ArrayView<T> result = outputs[0].Elements<T>();
        var output = new MatrixOutput<T, T, PlainStorage<T>, IdentityActivation>(result, result, 0, size.M, size.N, T.One, T.Zero, 0);
        ConvolutionProducts.Run<T, ChannelOperand<T>, ExchangedOperand<T, PatchOperand<T>>, MatrixOutput<T, T, PlainStorage<T>, IdentityActivation>, InnerFirst<T, ChannelOperand<T>>, InnerFirst<T, ExchangedOperand<T, PatchOperand<T>>>>(
            backend, ConvolutionStrategy.ChooseProduct(size), new(inputs[1].Elements<T>(), sizes), new(new(inputs[0].Elements<T>(), sizes)), output, size);
    }

    private static void Forward<T, TActivation>(
        GpuBackend backend, ConvolutionPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TActivation : struct, IActivation
    {
        ConvolutionSizes sizes = SpatialSizesOf.Of(primitive.Geometry);
        ProductSize size = ForwardSize(primitive.Geometry);
        ArrayView<T> result = y.Elements<T>();
        ConvolutionStrategy strategy = ConvolutionStrategy.Choose(primitive.Geometry, size);
        if (strategy.Algorithm == ConvolutionAlgorithm.Winograd)
        {
            WinogradLauncher.Run<T, TActivation>(
                backend,
                inputs[0].Elements<T>(),
                inputs[1].Elements<T>(),
                primitive.HasBias ? inputs[2].Elements<T>() : result,
                primitive.HasBias,
                result,
                WinogradLauncher.Forward(primitive.Geometry));
            return;
        }

        var groups = new Strided4([1, 1, 1, sizes.Groups], [0, 0, 0, size.M * size.K]);
        var output = new PlanesOutput<T, TActivation>(
            result,
            primitive.HasBias ? inputs[2].Elements<T>() : result,
            primitive.HasBias ? 1 : 0,
            sizes.Groups,
            sizes.OutputChannels,
            sizes.Output.Count);
        ConvolutionProducts.Run<T, MatrixOperand<T, T, PlainStorage<T>>, PatchOperand<T>, PlanesOutput<T, TActivation>, InnerFirst<T, MatrixOperand<T, T, PlainStorage<T>>>, OuterFirst<T, PatchOperand<T>>>(
            backend,
            strategy,
            new(inputs[1].Elements<T>(), size.K, 1, groups),
            new(inputs[0].Elements<T>(), sizes),
            output,
            size);
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
