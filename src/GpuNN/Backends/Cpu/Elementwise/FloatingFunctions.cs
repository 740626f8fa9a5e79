using System.Numerics;
using GpuNN.Backends.Cpu.Elementwise.Operators;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>Which operator struct stands for which function of floating-point elements.</summary>
internal static class FloatingFunctions
{
    /// <summary>Runs the function; false where it has no operator struct.</summary>
    public static bool Run<T>(ElementwisePrimitive primitive, ElementwiseOperands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T alpha = T.CreateTruncating(primitive.Alpha);
        T beta = T.CreateTruncating(primitive.Beta);
        return Arithmetic(primitive.Function, alpha, beta, operands)
            || Elementary(primitive.Function, alpha, operands)
            || Activation(primitive.Function, alpha, beta, operands)
            || ActivationGradient(primitive.Function, alpha, beta, operands)
            || Loss(primitive.Function, alpha, operands);
    }

    private static bool Arithmetic<T>(ElementwiseFunction function, T alpha, T beta, ElementwiseOperands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (function)
        {
            case ElementwiseFunction.Add: operands.Binary(default(Add<T>)); return true;
            case ElementwiseFunction.Subtract: operands.Binary(default(Subtract<T>)); return true;
            case ElementwiseFunction.Multiply: operands.Binary(default(Multiply<T>)); return true;
            case ElementwiseFunction.Divide: operands.Binary(default(Divide<T>)); return true;
            case ElementwiseFunction.Minimum: operands.Binary(default(Minimum<T>)); return true;
            case ElementwiseFunction.Maximum: operands.Binary(default(Maximum<T>)); return true;
            case ElementwiseFunction.AddScaled: operands.Binary(new AddScaled<T>(alpha)); return true;
            case ElementwiseFunction.LerpScalar: operands.Binary(new LerpByConstant<T>(alpha)); return true;
            case ElementwiseFunction.Lerp: operands.Ternary(default(Lerp<T>)); return true;
            case ElementwiseFunction.ExtremumGradient: operands.Ternary(new ExtremumGradient<T>(alpha)); return true;
            case ElementwiseFunction.Affine: operands.Unary(new ScaleAndShift<T>(alpha, beta)); return true;
            case ElementwiseFunction.Negate: operands.Unary(default(Negate<T>)); return true;
            case ElementwiseFunction.Square: operands.Unary(default(Square<T>)); return true;
            case ElementwiseFunction.Abs: operands.Unary(default(Abs<T>)); return true;
            case ElementwiseFunction.Sign: operands.Unary(default(Sign<T>)); return true;
            case ElementwiseFunction.Floor: operands.Unary(default(Floor<T>)); return true;
            case ElementwiseFunction.Ceiling: operands.Unary(default(Ceiling<T>)); return true;
            case ElementwiseFunction.Round: operands.Unary(default(Round<T>)); return true;
            case ElementwiseFunction.Clamp: operands.Unary(new Clamp<T>(alpha, beta)); return true;
            case ElementwiseFunction.ClampGradient: operands.Binary(new ClampGradient<T>(alpha, beta)); return true;
            case ElementwiseFunction.Where: operands.Where(); return true;
            case ElementwiseFunction.MaskedFill: operands.MaskedFill(alpha); return true;
            default: return false;
        }
    }

    private static bool Elementary<T>(ElementwiseFunction function, T alpha, ElementwiseOperands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (function)
        {
            case ElementwiseFunction.Exp: operands.Unary(default(Elementary<T, ExpFunction>)); return true;
            case ElementwiseFunction.Expm1: operands.Unary(default(Elementary<T, Expm1Function>)); return true;
            case ElementwiseFunction.Log: operands.Unary(default(Elementary<T, LogFunction>)); return true;
            case ElementwiseFunction.Log1p: operands.Unary(default(Elementary<T, Log1pFunction>)); return true;
            case ElementwiseFunction.Log2: operands.Unary(default(Elementary<T, Log2Function>)); return true;
            case ElementwiseFunction.Sin: operands.Unary(default(Elementary<T, SinFunction>)); return true;
            case ElementwiseFunction.Cos: operands.Unary(default(Elementary<T, CosFunction>)); return true;
            case ElementwiseFunction.Erf: operands.Unary(default(Elementary<T, ErfFunction>)); return true;
            case ElementwiseFunction.Sqrt: operands.Unary(default(Sqrt<T>)); return true;
            case ElementwiseFunction.Reciprocal: operands.Unary(default(Reciprocal<T>)); return true;
            case ElementwiseFunction.ReciprocalSqrt: operands.Unary(default(ReciprocalSqrt<T>)); return true;
            case ElementwiseFunction.Power: operands.Binary(default(Power<T>)); return true;
            case ElementwiseFunction.PowerScalar when alpha == T.CreateTruncating(2): operands.Unary(default(Square<T>)); return true;
            case ElementwiseFunction.PowerScalar when alpha == T.NegativeOne: operands.Unary(default(Reciprocal<T>)); return true;
            case ElementwiseFunction.PowerScalar: operands.Unary(new PowerOf<T>(alpha)); return true;
            default: return false;
        }
    }

    private static bool Activation<T>(ElementwiseFunction function, T alpha, T beta, ElementwiseOperands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (function)
        {
            case ElementwiseFunction.ReLU: operands.Unary(default(ReLU<T>)); return true;
            case ElementwiseFunction.LeakyReLU: operands.Unary(new LeakyReLU<T>(alpha)); return true;
            case ElementwiseFunction.PReLU: operands.Binary(default(PReLU<T>)); return true;
            case ElementwiseFunction.ELU: operands.Unary(new ELU<T>(alpha, beta)); return true;
            case ElementwiseFunction.CELU: operands.Unary(new CELU<T>(alpha)); return true;
            case ElementwiseFunction.Sigmoid: operands.Unary(default(Elementary<T, SigmoidFunction>)); return true;
            case ElementwiseFunction.LogSigmoid: operands.Unary(default(LogSigmoid<T>)); return true;
            case ElementwiseFunction.HardSigmoid: operands.Unary(default(HardSigmoid<T>)); return true;
            case ElementwiseFunction.Tanh: operands.Unary(default(Elementary<T, TanhFunction>)); return true;
            case ElementwiseFunction.Softplus: operands.Unary(new Softplus<T>(alpha, beta)); return true;
            case ElementwiseFunction.Softsign: operands.Unary(default(Softsign<T>)); return true;
            case ElementwiseFunction.GELU: operands.Unary(default(GELU<T>)); return true;
            case ElementwiseFunction.GELUTanh: operands.Unary(default(GELUTanh<T>)); return true;
            case ElementwiseFunction.SiLU: operands.Unary(default(SiLU<T>)); return true;
            case ElementwiseFunction.HardSwish: operands.Unary(default(HardSwish<T>)); return true;
            case ElementwiseFunction.Mish: operands.Unary(default(Mish<T>)); return true;
            default: return false;
        }
    }

    private static bool ActivationGradient<T>(
        ElementwiseFunction function, T alpha, T beta, ElementwiseOperands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (function)
        {
            case ElementwiseFunction.ReLUGradient: operands.Binary(default(ReLUGradient<T>)); return true;
            case ElementwiseFunction.LeakyReLUGradient: operands.Binary(new LeakyReLUGradient<T>(alpha)); return true;
            case ElementwiseFunction.PReLUGradient: operands.Ternary(default(PReLUGradient<T>)); return true;
            case ElementwiseFunction.PReLUSlopeGradient: operands.Binary(default(PReLUSlopeGradient<T>)); return true;
            case ElementwiseFunction.ELUGradient: operands.Binary(new ELUGradient<T>(alpha, beta)); return true;
            case ElementwiseFunction.CELUGradient: operands.Binary(new CELUGradient<T>(alpha)); return true;
            case ElementwiseFunction.SigmoidGradient: operands.Binary(default(SigmoidGradient<T>)); return true;
            case ElementwiseFunction.LogSigmoidGradient: operands.Binary(default(LogSigmoidGradient<T>)); return true;
            case ElementwiseFunction.HardSigmoidGradient: operands.Binary(default(HardSigmoidGradient<T>)); return true;
            case ElementwiseFunction.TanhGradient: operands.Binary(default(TanhGradient<T>)); return true;
            case ElementwiseFunction.HardTanhGradient: operands.Binary(new HardTanhGradient<T>(alpha, beta)); return true;
            case ElementwiseFunction.SoftplusGradient: operands.Binary(new SoftplusGradient<T>(alpha, beta)); return true;
            case ElementwiseFunction.SoftsignGradient: operands.Binary(default(SoftsignGradient<T>)); return true;
            case ElementwiseFunction.GELUGradient: operands.Binary(default(GELUGradient<T>)); return true;
            case ElementwiseFunction.GELUTanhGradient: operands.Binary(default(GELUTanhGradient<T>)); return true;
            case ElementwiseFunction.SiLUGradient: operands.Binary(default(SiLUGradient<T>)); return true;
            case ElementwiseFunction.HardSwishGradient: operands.Binary(default(HardSwishGradient<T>)); return true;
            case ElementwiseFunction.MishGradient: operands.Binary(default(MishGradient<T>)); return true;
            default: return false;
        }
    }

    private static bool Loss<T>(ElementwiseFunction function, T alpha, ElementwiseOperands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (function)
        {
            case ElementwiseFunction.SquaredDifference: operands.Binary(default(SquaredDifference<T>)); return true;
            case ElementwiseFunction.AbsoluteDifference: operands.Binary(default(AbsoluteDifference<T>)); return true;
            case ElementwiseFunction.Huber: operands.Binary(new Huber<T>(alpha)); return true;
            case ElementwiseFunction.Hinge: operands.Binary(new Hinge<T>(alpha)); return true;
            case ElementwiseFunction.HingeGradient: operands.Ternary(new HingeGradient<T>(alpha)); return true;
            case ElementwiseFunction.BinaryCrossEntropy: operands.Binary(default(BinaryCrossEntropy<T>)); return true;
            case ElementwiseFunction.BinaryCrossEntropyGradient: operands.Ternary(default(BinaryCrossEntropyGradient<T>)); return true;
            case ElementwiseFunction.BinaryCrossEntropyWithLogits:
                operands.Binary(new BinaryCrossEntropyWithLogits<T>(alpha));
                return true;
            case ElementwiseFunction.BinaryCrossEntropyWithLogitsGradient:
                operands.Ternary(new BinaryCrossEntropyWithLogitsGradient<T>(alpha));
                return true;
            case ElementwiseFunction.KLDivergence: operands.Binary(default(KLDivergence<T>)); return true;
            default: return false;
        }
    }
}
