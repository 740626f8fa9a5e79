using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Activations.</summary>
internal static class ActivationNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("Relu", (OperatorCall call) => call[0] is var x && x.DType.IsInteger() ? AtLeastZero(x) : x.ReLU()),
        new("LeakyRelu", (OperatorCall call) => call[0].LeakyReLU(call.Node.Float("alpha", 0.01))) { Attributes = ["alpha"] },
        new("PRelu", ParametricReLU) { Fewest = 2, Most = 2 },
        new("ThresholdedRelu", Thresholded) { Attributes = ["alpha"] },
        new("Elu", (OperatorCall call) => call[0].ELU(call.Node.Float("alpha", 1))) { Attributes = ["alpha"] },
        new("Selu", ScaledELU) { Attributes = ["alpha", "gamma"] },
        new("Celu", (OperatorCall call) => call[0].CELU(call.Node.Float("alpha", 1))) { Attributes = ["alpha"], Since = 12 },
        new("Sigmoid", (OperatorCall call) => call[0].Sigmoid()),
        new("HardSigmoid", HardSigmoid) { Attributes = ["alpha", "beta"] },
        new("HardSwish", (OperatorCall call) => call[0].HardSwish()) { Since = 14 },
        new("Tanh", (OperatorCall call) => call[0].Tanh()),
        new("Softplus", (OperatorCall call) => call[0].Softplus()),
        new("Softsign", (OperatorCall call) => call[0].Softsign()),
        new("Gelu", Gelu) { Attributes = ["approximate"], Since = 20 },
        new("Mish", (OperatorCall call) => call[0].Mish()) { Since = 18 },
        new("Shrink", Shrink) { Attributes = ["bias", "lambd"], Since = 9 },
        new("Clip", (OperatorCall call) => call[0].Clamp(call.Node.Float("min", double.NegativeInfinity), call.Node.Float("max", double.PositiveInfinity)))
        {
            Attributes = ["max", "min"],
            Until = 10,
        },
        new("Clip", Clip) { Most = 3, Since = 11, Settings = 0b110, OrdersNumbers = true },
    ];

    private static Tensor AtLeastZero(Tensor x) => x.Maximum(Tensor.Zeros([], x.DType, x.Device));

    /// <summary>Until operator set 6 a vector of slopes belongs to the channels; models converted later still hand it
    /// on.</summary>
    private static Tensor ParametricReLU(OperatorCall call)
    {
        Tensor x = call[0], slope = call[1];
        if (slope.Rank == 1 && slope.Count > 1 && x.Rank > 2 && slope.Count == x.Shape[1] && (call.Version < 7 || x.Shape[-1] != slope.Count))
            slope = slope.Reshape(Shape.Create([slope.Count, .. Enumerable.Repeat(1L, x.Rank - 2)]));
        if (!Shape.TryBroadcast(x.Shape, slope.Shape, out Shape shape) || shape != x.Shape)
            throw call.Refuse("input 1", $"{slope.Shape}", $"slopes that broadcast to {x.Shape}");
        return x.Greater(0).Where(x, x.Multiply(slope));
    }

    private static Tensor Thresholded(OperatorCall call)
    {
        Tensor x = call[0];
        return x.Greater(call.Node.Float("alpha", 1)).Where(x, 0);
    }

    private static Tensor ScaledELU(OperatorCall call)
    {
        double alpha = call.Node.Float("alpha", 1.67326319217681884765625), gamma = call.Node.Float("gamma", 1.05070102214813232421875);
        return call[0].ELU(alpha).Affine(gamma);
    }

    private static Tensor HardSigmoid(OperatorCall call) =>
        call[0].Affine(call.Node.Float("alpha", 0.2), call.Node.Float("beta", 0.5)).Clamp(0, 1);

    private static Tensor Gelu(OperatorCall call) => call.Node.Text("approximate", "none") switch
    {
        "none" => call[0].GELU(),
        "tanh" => call[0].GELUTanh(),
        var other => throw call.Refuse("attribute approximate", $"'{other}'", "none or tanh"),
    };

    /// <summary>x + bias below −λ, x − bias above λ, else 0.</summary>
    private static Tensor Shrink(OperatorCall call)
    {
        Tensor x = call[0];
        double bias = call.Node.Float("bias", 0), lambda = call.Node.Float("lambd", 0.5);
        Tensor zero = x.Affine(0);
        return call.As(call.TypeOf(0), x.Less(-lambda).Where(x.Affine(1, bias), x.Greater(lambda).Where(x.Affine(1, -bias), zero)).Cast(x.DType));
    }

    private static Tensor Clip(OperatorCall call)
    {
        Tensor x = call[0];
        if (x.DType.IsFloatingPoint())
        {
            return call.Has(1) || call.Has(2)
                ? x.Clamp(call.Has(1) ? call.Coefficient(1) : double.NegativeInfinity, call.Has(2) ? call.Coefficient(2) : double.PositiveInfinity)
                : x;
        }

        Tensor atLeast = call.Optional(1) is { } low ? x.Maximum(low) : x;
        return call.Optional(2) is { } high ? atLeast.Minimum(high) : atLeast;
    }
}
