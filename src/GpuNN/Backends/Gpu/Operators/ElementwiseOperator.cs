using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Functions of elements: each a struct that the elementwise kernels take as a generic argument.</summary>
internal sealed class ElementwiseOperator : IGpuOperator<ElementwisePrimitive>
{
    private delegate void Launch(GpuBackend backend, ElementwisePrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView output);

    public static void Run<T>(
        GpuBackend backend, ElementwisePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Functions<T>.Launches[primitive.Function](backend, primitive, inputs, outputs[0]);

    public static Support Supports(
        GpuBackend backend, ElementwisePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        Functions<float>.Launches.ContainsKey(primitive.Function)
            ? Support.Yes
            : Support.No($"{backend.Name} has no {primitive.Function}");

    public static string Explain(
        GpuBackend backend, ElementwisePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        StridedWalk walk = inputs.Length switch
        {
            1 => new(inputs[0], outputs[0]),
            2 => new(inputs[0], inputs[1], outputs[0]),
            _ => new(inputs[0], inputs[1], inputs[2], outputs[0]),
        };
        return walk.IsFlat ? $"{primitive.Name}: flat, all operands contiguous"
            : $"{primitive.Name}: strided over {walk.Rank} axes, since an operand broadcasts or is a view";
    }

    /// <summary>The functions that have a struct.</summary>
    public static IReadOnlyCollection<ElementwiseFunction> Offered => Functions<float>.Launches.Keys;

    private static void Unary<T, TFunction>(
        GpuBackend backend, ElementwisePrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IUnaryFunction
    {
        var launcher = backend.Kernels.Get(static kernels => new UnaryElementwise<T, TFunction>(kernels));
        var walk = new StridedWalk(inputs[0], output);
        ArrayView<T> x = inputs[0].Elements<T>(), y = output.Elements<T>();
        T alpha = T.CreateSaturating(primitive.Alpha), beta = T.CreateSaturating(primitive.Beta);
        if (walk.IsFlat) launcher.Launch(x, y, walk.Count, alpha, beta);
        else if (walk.Rank <= 4) launcher.Launch(x, y, walk.Layout4(0), walk.Layout4(1), walk.Count, alpha, beta);
        else launcher.Launch(x, y, walk.Layout8(0), walk.Layout8(1), walk.Count, alpha, beta);
    }

    private static void Binary<T, TFunction>(
        GpuBackend backend, ElementwisePrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IBinaryFunction
    {
        var launcher = backend.Kernels.Get(static kernels => new BinaryElementwise<T, TFunction>(kernels));
        var walk = new StridedWalk(inputs[0], inputs[1], output);
        ArrayView<T> x = inputs[0].Elements<T>(), y = inputs[1].Elements<T>(), z = output.Elements<T>();
        T alpha = T.CreateSaturating(primitive.Alpha), beta = T.CreateSaturating(primitive.Beta);
        if (walk.IsFlat) launcher.Launch(x, y, z, walk.Count, alpha, beta);
        else if (walk.Rank <= 4)
            launcher.Launch(x, y, z, walk.Layout4(0), walk.Layout4(1), walk.Layout4(2), walk.Count, alpha, beta);
        else launcher.Launch(x, y, z, walk.Layout8(0), walk.Layout8(1), walk.Layout8(2), walk.Count, alpha, beta);
    }

    private static void Ternary<T, TFunction>(
        GpuBackend backend, ElementwisePrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, ITernaryFunction
    {
        var launcher = backend.Kernels.Get(static kernels => new TernaryElementwise<T, TFunction>(kernels));
        var walk = new StridedWalk(inputs[0], inputs[1], inputs[2], output);
        ArrayView<T> x = inputs[0].Elements<T>(), y = inputs[1].Elements<T>(), z = inputs[2].Elements<T>(), w = output.Elements<T>();
        T alpha = T.CreateSaturating(primitive.Alpha), beta = T.CreateSaturating(primitive.Beta);
        if (walk.IsFlat) launcher.Launch(x, y, z, w, walk.Count, alpha, beta);
        else if (walk.Rank <= 4)
        {
            launcher.Launch(
                x, y, z, w, walk.Layout4(0), walk.Layout4(1), walk.Layout4(2), walk.Layout4(3), walk.Count, alpha, beta);
        }
        else
        {
            launcher.Launch(
                x, y, z, w, walk.Layout8(0), walk.Layout8(1), walk.Layout8(2), walk.Layout8(3), walk.Count, alpha, beta);
        }
    }

    private static class Functions<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static readonly Dictionary<ElementwiseFunction, Launch> Launches = new()
        {
            [ElementwiseFunction.Add] = Binary<T, AddFunction>,
            [ElementwiseFunction.Subtract] = Binary<T, SubtractFunction>,
            [ElementwiseFunction.Multiply] = Binary<T, MultiplyFunction>,
            [ElementwiseFunction.Divide] = Binary<T, DivideFunction>,
            [ElementwiseFunction.Power] = Binary<T, PowerFunction>,
            [ElementwiseFunction.PowerScalar] = Unary<T, PowerScalarFunction>,
            [ElementwiseFunction.Negate] = Unary<T, NegateFunction>,
            [ElementwiseFunction.AddScaled] = Binary<T, AddScaledFunction>,
            [ElementwiseFunction.Affine] = Unary<T, AffineFunction>,
            [ElementwiseFunction.Lerp] = Ternary<T, LerpFunction>,
            [ElementwiseFunction.LerpScalar] = Binary<T, LerpScalarFunction>,
            [ElementwiseFunction.Abs] = Unary<T, AbsFunction>,
            [ElementwiseFunction.Sign] = Unary<T, SignFunction>,
            [ElementwiseFunction.Reciprocal] = Unary<T, ReciprocalFunction>,
            [ElementwiseFunction.Sqrt] = Unary<T, SqrtFunction>,
            [ElementwiseFunction.ReciprocalSqrt] = Unary<T, ReciprocalSqrtFunction>,
            [ElementwiseFunction.Square] = Unary<T, SquareFunction>,
            [ElementwiseFunction.Exp] = Unary<T, ExpFunction>,
            [ElementwiseFunction.Expm1] = Unary<T, Expm1Function>,
            [ElementwiseFunction.Log] = Unary<T, LogFunction>,
            [ElementwiseFunction.Log1p] = Unary<T, Log1pFunction>,
            [ElementwiseFunction.Log2] = Unary<T, Log2Function>,
            [ElementwiseFunction.Sin] = Unary<T, SinFunction>,
            [ElementwiseFunction.Cos] = Unary<T, CosFunction>,
            [ElementwiseFunction.Erf] = Unary<T, ErfFunction>,
            [ElementwiseFunction.Floor] = Unary<T, FloorFunction>,
            [ElementwiseFunction.Ceiling] = Unary<T, CeilingFunction>,
            [ElementwiseFunction.Round] = Unary<T, RoundFunction>,
            [ElementwiseFunction.Minimum] = Binary<T, MinimumFunction>,
            [ElementwiseFunction.Maximum] = Binary<T, MaximumFunction>,
            [ElementwiseFunction.ExtremumGradient] = Ternary<T, ExtremumGradientFunction>,
            [ElementwiseFunction.Clamp] = Unary<T, ClampFunction>,
            [ElementwiseFunction.ClampGradient] = Binary<T, ClampGradientFunction>,
            [ElementwiseFunction.Where] = Ternary<T, WhereFunction>,
            [ElementwiseFunction.MaskedFill] = Binary<T, MaskedFillFunction>,
            [ElementwiseFunction.Equal] = Binary<T, EqualFunction>,
            [ElementwiseFunction.NotEqual] = Binary<T, NotEqualFunction>,
            [ElementwiseFunction.Less] = Binary<T, LessFunction>,
            [ElementwiseFunction.LessOrEqual] = Binary<T, LessOrEqualFunction>,
            [ElementwiseFunction.Greater] = Binary<T, GreaterFunction>,
            [ElementwiseFunction.GreaterOrEqual] = Binary<T, GreaterOrEqualFunction>,
            [ElementwiseFunction.And] = Binary<T, AndFunction>,
            [ElementwiseFunction.Or] = Binary<T, OrFunction>,
            [ElementwiseFunction.Not] = Unary<T, NotFunction>,
            [ElementwiseFunction.IsNaN] = Unary<T, IsNaNFunction>,
            [ElementwiseFunction.IsFinite] = Unary<T, IsFiniteFunction>,
            [ElementwiseFunction.ReLU] = Unary<T, ReLUFunction>,
            [ElementwiseFunction.ReLUGradient] = Binary<T, ReLUGradientFunction>,
            [ElementwiseFunction.LeakyReLU] = Unary<T, LeakyReLUFunction>,
            [ElementwiseFunction.LeakyReLUGradient] = Binary<T, LeakyReLUGradientFunction>,
            [ElementwiseFunction.PReLU] = Binary<T, PReLUFunction>,
            [ElementwiseFunction.PReLUGradient] = Ternary<T, PReLUGradientFunction>,
            [ElementwiseFunction.PReLUSlopeGradient] = Binary<T, PReLUSlopeGradientFunction>,
            [ElementwiseFunction.ELU] = Unary<T, ELUFunction>,
            [ElementwiseFunction.ELUGradient] = Binary<T, ELUGradientFunction>,
            [ElementwiseFunction.CELU] = Unary<T, CELUFunction>,
            [ElementwiseFunction.CELUGradient] = Binary<T, CELUGradientFunction>,
            [ElementwiseFunction.Sigmoid] = Unary<T, SigmoidFunction>,
            [ElementwiseFunction.SigmoidGradient] = Binary<T, SigmoidGradientFunction>,
            [ElementwiseFunction.LogSigmoid] = Unary<T, LogSigmoidFunction>,
            [ElementwiseFunction.LogSigmoidGradient] = Binary<T, LogSigmoidGradientFunction>,
            [ElementwiseFunction.HardSigmoid] = Unary<T, HardSigmoidFunction>,
            [ElementwiseFunction.HardSigmoidGradient] = Binary<T, HardSigmoidGradientFunction>,
            [ElementwiseFunction.Tanh] = Unary<T, TanhFunction>,
            [ElementwiseFunction.TanhGradient] = Binary<T, TanhGradientFunction>,
            [ElementwiseFunction.HardTanhGradient] = Binary<T, HardTanhGradientFunction>,
            [ElementwiseFunction.Softplus] = Unary<T, SoftplusFunction>,
            [ElementwiseFunction.SoftplusGradient] = Binary<T, SoftplusGradientFunction>,
            [ElementwiseFunction.Softsign] = Unary<T, SoftsignFunction>,
            [ElementwiseFunction.SoftsignGradient] = Binary<T, SoftsignGradientFunction>,
            [ElementwiseFunction.GELU] = Unary<T, GELUFunction>,
            [ElementwiseFunction.GELUGradient] = Binary<T, GELUGradientFunction>,
            [ElementwiseFunction.GELUTanh] = Unary<T, GELUTanhFunction>,
            [ElementwiseFunction.GELUTanhGradient] = Binary<T, GELUTanhGradientFunction>,
            [ElementwiseFunction.SiLU] = Unary<T, SiLUFunction>,
            [ElementwiseFunction.SiLUGradient] = Binary<T, SiLUGradientFunction>,
            [ElementwiseFunction.HardSwish] = Unary<T, HardSwishFunction>,
            [ElementwiseFunction.HardSwishGradient] = Binary<T, HardSwishGradientFunction>,
            [ElementwiseFunction.Mish] = Unary<T, MishFunction>,
            [ElementwiseFunction.MishGradient] = Binary<T, MishGradientFunction>,
            [ElementwiseFunction.SquaredDifference] = Binary<T, SquaredDifferenceFunction>,
            [ElementwiseFunction.AbsoluteDifference] = Binary<T, AbsoluteDifferenceFunction>,
            [ElementwiseFunction.Huber] = Binary<T, HuberFunction>,
            [ElementwiseFunction.Hinge] = Binary<T, HingeFunction>,
            [ElementwiseFunction.HingeGradient] = Ternary<T, HingeGradientFunction>,
            [ElementwiseFunction.BinaryCrossEntropy] = Binary<T, BinaryCrossEntropyFunction>,
            [ElementwiseFunction.BinaryCrossEntropyGradient] = Ternary<T, BinaryCrossEntropyGradientFunction>,
            [ElementwiseFunction.BinaryCrossEntropyWithLogits] = Binary<T, BinaryCrossEntropyWithLogitsFunction>,
            [ElementwiseFunction.BinaryCrossEntropyWithLogitsGradient] = Ternary<T, BinaryCrossEntropyWithLogitsGradientFunction>,
            [ElementwiseFunction.KLDivergence] = Binary<T, KLDivergenceFunction>,
        };
    }
}
