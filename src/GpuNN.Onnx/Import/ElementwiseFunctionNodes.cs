using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Import;

/// <summary>Functions of one element.</summary>
internal static class ElementwiseFunctionNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        Unary("Identity", x => x),
        new("Abs", (OperatorCall call) => call.TypeOf(0) == ElementType.UInt64 ? call[0] : call[0].Abs()),
        Unary("Neg", Operators.Negate),
        Unary("Reciprocal", Operators.Reciprocal),
        Unary("Sqrt", Operators.Sqrt),
        Unary("Exp", Operators.Exp),
        Unary("Log", Operators.Log),
        Unary("Floor", Operators.Floor),
        Unary("Ceil", Operators.Ceiling),
        Unary("Round", Operators.Round),
        new("Sign", (OperatorCall call) => call.TypeOf(0) == ElementType.UInt64 ? call[0].NotEqual(0).Cast(DType.Int64) : call[0].Sign()),
        Unary("Sin", Operators.Sin),
        Unary("Cos", Operators.Cos),
        Unary("Tan", x => x.Sin().Divide(x.Cos())),
        Unary("Asin", x => ArcTangent.Of(x.Divide(x.Square().Affine(-1, 1).Sqrt()))),
        Unary("Acos", x => ArcTangent.Of(x.Affine(-1, 1).Divide(x.Affine(1, 1)).Sqrt()).Affine(2)),
        Unary("Atan", ArcTangent.Of),
        Unary("Sinh", x => x.Expm1().Subtract(x.Negate().Expm1()).Affine(0.5)),
        Unary("Cosh", x => x.Exp().Add(x.Negate().Exp()).Affine(0.5)),
        Unary("Asinh", HyperbolicArcSine),
        Unary("Acosh", x => x.Add(x.Affine(1, -1).Multiply(x.Affine(1, 1)).Sqrt()).Log()),
        Unary("Atanh", x => x.Affine(2).Divide(x.Affine(-1, 1)).Log1p().Affine(0.5)),
        Unary("Erf", Operators.Erf),
        Unary("Not", Operators.Not),
        Unary("IsNaN", Operators.IsNaN),
        new("IsInf", IsInfinite) { Attributes = ["detect_negative", "detect_positive"] },
    ];

    private static OperatorDefinition Unary(string name, Func<Tensor, Tensor> compute) =>
        new(name, (OperatorCall call) => compute(call[0]));

    /// <summary>sign(x)·ln(1 + |x| + x²/(1 + √(1 + x²))), which keeps its digits near 0.</summary>
    private static Tensor HyperbolicArcSine(Tensor x)
    {
        Tensor square = x.Square();
        Tensor excess = x.Abs().Add(square.Divide(square.Affine(1, 1).Sqrt().Affine(1, 1)));
        return x.Sign().Multiply(excess.Log1p());
    }

    private static Tensor IsInfinite(OperatorCall call)
    {
        Tensor x = call[0];
        Tensor isLow = x.Equal(double.NegativeInfinity), isHigh = x.Equal(double.PositiveInfinity);
        return (call.Node.Flag("detect_negative", true), call.Node.Flag("detect_positive", true)) switch
        {
            (true, true) => isLow.Or(isHigh),
            (true, false) => isLow,
            (false, true) => isHigh,
            _ => Tensor.Zeros(x.Shape, DType.Bool, call.Device),
        };
    }
}
