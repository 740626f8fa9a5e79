using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GpuNN.Backends.Cpu.Convolution.Winograd;
using GpuNN.Backends.Cpu.Gemm.Epilogues;

namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>Convolution and its gradients on the CPU.</summary>
internal static unsafe class ConvolutionHandlers
{
    /// <summary>Adds the primitives to the backend's table.</summary>
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        FloatingKernel.Add<Im2ColPrimitive, Columns>(table);
        FloatingKernel.Add<Col2ImPrimitive, Columns>(table);
        table.Add<ConvolutionPrimitive>(
            Forward,
            (_, primitive, inputs, outputs) => Supports(inputs, outputs),
            (_, primitive, _, outputs) =>
                $"Convolution, {CpuInstructionSets.Default}: {ConvolutionStrategy.Explain(primitive.Geometry, outputs[0].DType)}");
        table.Add<ConvolutionDataGradientPrimitive>(
            DataGradient,
            (_, primitive, inputs, outputs) => Supports(inputs, outputs),
            (_, primitive, _, outputs) =>
                $"ConvolutionDataGradient, {CpuInstructionSets.Default}: {ConvolutionStrategy.Explain(primitive.Geometry, outputs[0].DType)}");
        table.Add<ConvolutionWeightGradientPrimitive>(
            WeightGradientOf,
            (_, primitive, inputs, outputs) => Supports(inputs, outputs),
            (_, _, _, _) =>
                $"ConvolutionWeightGradient, {CpuInstructionSets.Default}: products of patches of a few hundred pixels with dy");
    }

    private static Support Supports(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        DType dtype = outputs[0].DType;
        if (dtype is not (DType.Float32 or DType.Float64))
        {
            return Support.No($"convolution is vectorised for float32 and float64, not {dtype}");
        }

        foreach (BufferView input in inputs)
        {
            if (input.DType != dtype)
            {
                return Support.No($"an operand is {input.DType}, the result {dtype}");
            }

            if (!input.IsContiguous)
            {
                return Support.No("an operand is not contiguous");
            }
        }

        return Support.Yes;
    }

    private static void Forward(
        CpuBackend backend,
        ConvolutionPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (outputs[0].Count == 0)
        {
            return;
        }

        if (outputs[0].DType == DType.Float32)
        {
            Forward<float>(primitive, inputs, outputs[0]);
        }
        else
        {
            Forward<double>(primitive, inputs, outputs[0]);
        }
    }

    private static void Forward<T>(ConvolutionPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* bias = primitive.HasBias ? Address<T>(inputs[2]) : null;
        Operands<T> operands = new(Address<T>(inputs[0]), Address<T>(inputs[1]), bias, Address<T>(result));
        switch (primitive.Activation)
        {
            case Activation.Identity:
                Run<T, IdentityActivation<T>>(primitive.Geometry, operands, false);
                break;
            case Activation.ReLU:
                Run<T, ReluActivation<T>>(primitive.Geometry, operands, false);
                break;
            case Activation.Sigmoid:
                Run<T, SigmoidActivation<T>>(primitive.Geometry, operands, false);
                break;
            default:
                Run<T, TanhActivation<T>>(primitive.Geometry, operands, false);
                break;
        }
    }

    private static void DataGradient(
        CpuBackend backend,
        ConvolutionDataGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (outputs[0].Count == 0)
        {
            return;
        }

        if (outputs[0].DType == DType.Float32)
        {
            DataGradient<float>(primitive, inputs, outputs[0]);
        }
        else
        {
            DataGradient<double>(primitive, inputs, outputs[0]);
        }
    }

    private static void DataGradient<T>(
        ConvolutionDataGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* bias = primitive.HasBias ? Address<T>(inputs[2]) : null;
        Run<T, IdentityActivation<T>>(
            primitive.Geometry,
            new Operands<T>(Address<T>(inputs[0]), Address<T>(inputs[1]), bias, Address<T>(result)),
            true);
    }

    private static void Run<T, TActivation>(in ConvolutionGeometry geometry, Operands<T> o, bool isGradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TActivation : struct, IActivation<T>
    {
        if (o.Bias == null && TActivation.IsIdentity)
        {
            Run<T, TActivation, NoEpilogue<T>>(geometry, o, default, isGradient);
        }
        else
        {
            Run<T, TActivation, BiasActivation<T, TActivation>>(geometry, o, new(o.Bias, null), isGradient);
        }
    }

    private static void Run<T, TActivation, TEpilogue>(
        in ConvolutionGeometry geometry, Operands<T> o, in TEpilogue epilogue, bool isGradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TActivation : struct, IActivation<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        DType dtype = typeof(T) == typeof(float) ? DType.Float32 : DType.Float64;
        switch (ConvolutionStrategy.Choose(geometry, dtype))
        {
            case ConvolutionVariant.Pointwise when isGradient:
                PointwiseConvolution.DataGradient(geometry, o.Image, o.Filter, o.Result, epilogue);
                break;
            case ConvolutionVariant.Pointwise:
                PointwiseConvolution.Forward(geometry, o.Image, o.Filter, o.Result, epilogue);
                break;
            case ConvolutionVariant.WinogradF4:
                Winograd<WinogradF4, T, TActivation>(geometry, o, isGradient);
                break;
            case ConvolutionVariant.WinogradF2:
                Winograd<WinogradF2, T, TActivation>(geometry, o, isGradient);
                break;
            default:
                if (isGradient)
                {
                    DirectDataGradient.Run(geometry, o.Image, o.Filter, o.Result, epilogue);
                }
                else
                {
                    DirectConvolution.Forward(geometry, o.Image, o.Filter, o.Result, epilogue);
                }

                break;
        }
    }

    private static void Winograd<TTransform, T, TActivation>(
        in ConvolutionGeometry geometry, Operands<T> o, bool isGradient)
        where TTransform : struct, IWinogradTransform
        where T : unmanaged
        where TActivation : struct, IActivation<T>
    {
        WinogradShape shape = isGradient ? WinogradShape.DataGradient(geometry) : WinogradShape.Forward(geometry);
        WinogradConvolution.Run<TTransform, SinglePrecision<T, TActivation>>(
            shape, (float*)o.Image, (float*)o.Filter, (float*)o.Bias, (float*)o.Result);
    }

    private static void WeightGradientOf(
        CpuBackend backend,
        ConvolutionWeightGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (outputs[0].DType == DType.Float32)
        {
            WeightGradient.Run(
                primitive.Geometry, Address<float>(inputs[0]), Address<float>(inputs[1]), Address<float>(outputs[0]));
        }
        else
        {
            WeightGradient.Run(
                primitive.Geometry, Address<double>(inputs[0]), Address<double>(inputs[1]), Address<double>(outputs[0]));
        }
    }

    private static T* Address<T>(BufferView view)
        where T : unmanaged => (T*)view.Buffer.HostAddress + view.Offset;

    private readonly struct Operands<T>(T* image, T* filter, T* bias, T* result)
        where T : unmanaged
    {
        public readonly T* Image = image;
        public readonly T* Filter = filter;
        public readonly T* Bias = bias;
        public readonly T* Result = result;
    }

    /// <summary>An activation whose element type is known to be float, where only the strategy knows.</summary>
    private readonly struct SinglePrecision<T, TActivation> : IActivation<float>
        where T : unmanaged
        where TActivation : struct, IActivation<T>
    {
        public static bool IsIdentity => TActivation.IsIdentity;

        public static Vector256<float> Apply(Vector256<float> x) =>
            Vector256.As<T, float>(
                TActivation.Apply(Vector256.As<float, T>(x)));

        public static float Apply(float x) =>
            Unsafe.BitCast<T, float>(
                TActivation.Apply(Unsafe.BitCast<float, T>(x)));
    }
}
