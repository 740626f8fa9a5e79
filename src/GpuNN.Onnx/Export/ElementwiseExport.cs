using GpuNN.Backends;

namespace GpuNN.Onnx.Export;

/// <summary>Writes elementwise functions, in ONNX's operators or in formulas of them.</summary>
internal static class ElementwiseExport
{
    private static readonly Dictionary<ElementwiseFunction, string> SameInOnnx = new()
    {
        [ElementwiseFunction.Add] = "Add",
        [ElementwiseFunction.Subtract] = "Sub",
        [ElementwiseFunction.Multiply] = "Mul",
        [ElementwiseFunction.Divide] = "Div",
        [ElementwiseFunction.Power] = "Pow",
        [ElementwiseFunction.Negate] = "Neg",
        [ElementwiseFunction.Abs] = "Abs",
        [ElementwiseFunction.Sign] = "Sign",
        [ElementwiseFunction.Reciprocal] = "Reciprocal",
        [ElementwiseFunction.Sqrt] = "Sqrt",
        [ElementwiseFunction.Exp] = "Exp",
        [ElementwiseFunction.Log] = "Log",
        [ElementwiseFunction.Sin] = "Sin",
        [ElementwiseFunction.Cos] = "Cos",
        [ElementwiseFunction.Erf] = "Erf",
        [ElementwiseFunction.Floor] = "Floor",
        [ElementwiseFunction.Ceiling] = "Ceil",
        [ElementwiseFunction.Round] = "Round",
        [ElementwiseFunction.Minimum] = "Min",
        [ElementwiseFunction.Maximum] = "Max",
        [ElementwiseFunction.Where] = "Where",
        [ElementwiseFunction.Equal] = "Equal",
        [ElementwiseFunction.Less] = "Less",
        [ElementwiseFunction.LessOrEqual] = "LessOrEqual",
        [ElementwiseFunction.Greater] = "Greater",
        [ElementwiseFunction.GreaterOrEqual] = "GreaterOrEqual",
        [ElementwiseFunction.IsNaN] = "IsNaN",
        [ElementwiseFunction.ReLU] = "Relu",
        [ElementwiseFunction.PReLU] = "PRelu",
        [ElementwiseFunction.Sigmoid] = "Sigmoid",
        [ElementwiseFunction.Tanh] = "Tanh",
        [ElementwiseFunction.Softsign] = "Softsign",
        [ElementwiseFunction.HardSwish] = "HardSwish",
    };

    public static bool TryWrite(StepWriter writer, ElementwisePrimitive primitive)
    {
        string? result = SameInOnnx.TryGetValue(primitive.Function, out string? name)
            ? writer.Node(name, Enumerable.Range(0, writer.Inputs).Select(writer.Read).ToArray())
            : Compose(writer, primitive);
        if (result is not null) writer.Write(0, result);
        return result is not null;
    }

    private static string? Compose(StepWriter writer, ElementwisePrimitive primitive)
    {
        double alpha = primitive.Alpha, beta = primitive.Beta;
        string x = writer.Read(0);
        switch (primitive.Function)
        {
            case ElementwiseFunction.PowerScalar: return writer.Node("Pow", x, writer.Number(alpha));
            case ElementwiseFunction.AddScaled: return writer.Node("Add", x, writer.Affine(writer.Read(1), alpha));
            case ElementwiseFunction.Affine: return writer.Affine(x, alpha, beta);
            case ElementwiseFunction.Lerp: return Between(writer, x, writer.Read(2));
            case ElementwiseFunction.LerpScalar: return Between(writer, x, writer.Number(alpha));
            case ElementwiseFunction.ReciprocalSqrt: return writer.Node("Reciprocal", writer.Node("Sqrt", x));
            case ElementwiseFunction.Square: return writer.Node("Mul", x, x);
            // tanh(x/2)·(eˣ + 1) keeps its digits near 0.
            case ElementwiseFunction.Expm1: return writer.Node("Mul", writer.Node("Tanh", writer.Affine(x, 0.5)), writer.Affine(writer.Node("Exp", x), 1, 1));
            // 2·artanh(x/(x + 2)) keeps its digits near 0.
            case ElementwiseFunction.Log1p: return writer.Affine(writer.Node("Atanh", writer.Node("Div", x, writer.Affine(x, 1, 2))), 2);
            case ElementwiseFunction.Log2: return writer.Affine(writer.Node("Log", x), 1 / Math.Log(2));
            case ElementwiseFunction.Clamp: return writer.Node("Clip", [x, writer.Number(alpha), writer.Number(beta)]);
            case ElementwiseFunction.MaskedFill: return writer.Node("Where", [writer.Read(1), writer.Number(alpha), x]);
            case ElementwiseFunction.NotEqual: return writer.Node("Not", writer.Node("Equal", x, writer.Read(1)));
            case ElementwiseFunction.And: return writer.Node("And", Truth(writer, 0), Truth(writer, 1));
            case ElementwiseFunction.Or: return writer.Node("Or", Truth(writer, 0), Truth(writer, 1));
            case ElementwiseFunction.Not: return writer.Node("Not", Truth(writer, 0));
            case ElementwiseFunction.IsFinite: return writer.Node("Not", writer.Node("Or", writer.Node("IsNaN", x), writer.Node("IsInf", x)));
            case ElementwiseFunction.SquaredDifference:
                string difference = writer.Node("Sub", x, writer.Read(1));
                return writer.Node("Mul", difference, difference);
            case ElementwiseFunction.AbsoluteDifference: return writer.Node("Abs", writer.Node("Sub", x, writer.Read(1)));
            default: return ComposeActivation(writer, primitive.Function, x, alpha, beta);
        }
    }

    private static string? ComposeActivation(StepWriter writer, ElementwiseFunction function, string x, double alpha, double beta) => function switch
    {
        ElementwiseFunction.LeakyReLU => writer.Node("LeakyRelu", [x], GraphWriter.Attribute("alpha", alpha)),
        ElementwiseFunction.ELU => writer.Affine(writer.Node("Elu", [x], GraphWriter.Attribute("alpha", alpha)), beta),
        ElementwiseFunction.CELU => writer.Node("Celu", [x], GraphWriter.Attribute("alpha", alpha)),
        ElementwiseFunction.LogSigmoid => writer.Node("Neg", writer.Node("Softplus", writer.Node("Neg", x))),
        ElementwiseFunction.HardSigmoid => writer.Node("HardSigmoid", [x], GraphWriter.Attribute("alpha", 1 / 6.0), GraphWriter.Attribute("beta", 0.5)),
        ElementwiseFunction.Softplus => writer.Affine(writer.Node("Softplus", writer.Affine(x, alpha)), 1 / alpha),
        ElementwiseFunction.SiLU => writer.Node("Mul", x, writer.Node("Sigmoid", x)),
        ElementwiseFunction.Mish => writer.Node("Mul", x, writer.Node("Tanh", writer.Node("Softplus", x))),
        ElementwiseFunction.GELU => Gate(writer, x, writer.Node("Erf", writer.Affine(x, 1 / Math.Sqrt(2)))),
        ElementwiseFunction.GELUTanh => Gate(writer, x, writer.Node("Tanh", TanhArgument(writer, x))),
        _ => null,
    };

    /// <summary>x·(1 + g)/2.</summary>
    private static string Gate(StepWriter writer, string x, string gate) => writer.Node("Mul", x, writer.Affine(gate, 0.5, 0.5));

    /// <summary>√(2/π)·(x + 0.044715·x³).</summary>
    private static string TanhArgument(StepWriter writer, string x)
    {
        string cube = writer.Node("Mul", writer.Node("Mul", x, x), x);
        return writer.Affine(writer.Node("Add", x, writer.Affine(cube, 0.044715)), Math.Sqrt(2 / Math.PI));
    }

    private static string Between(StepWriter writer, string x, string weight) =>
        writer.Node("Add", x, writer.Node("Mul", weight, writer.Node("Sub", writer.Read(1), x)));

    private static string Truth(StepWriter writer, int input) => writer.Cast(writer.Read(input), writer.Input(input).DType, DType.Bool);
}
