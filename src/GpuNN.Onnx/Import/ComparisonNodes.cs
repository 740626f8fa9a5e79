using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Comparisons and logic.</summary>
internal static class ComparisonNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        Binary("Equal", Operators.Equal),
        Binary("Less", Operators.Less) with { OrdersNumbers = true },
        Binary("LessOrEqual", Operators.LessOrEqual) with { OrdersNumbers = true },
        Binary("Greater", Operators.Greater) with { OrdersNumbers = true },
        Binary("GreaterOrEqual", Operators.GreaterOrEqual) with { OrdersNumbers = true },
        Binary("And", Operators.And),
        Binary("Or", Operators.Or),
        Binary("Xor", Operators.NotEqual),
        new("Where", Where) { Fewest = 3, Most = 3, Since = 9 },
    ];

    private static OperatorDefinition Binary(string name, Func<Tensor, Tensor, Tensor> compute) =>
        new(name, (OperatorCall call) =>
        {
            var (x, y) = ArithmeticNodes.Operands(call);
            return compute(x, y);
        })
        { Fewest = 2, Most = 2, Attributes = ["axis", "broadcast"] };

    private static Tensor Where(OperatorCall call)
    {
        if (call.TypeOf(1) != call.TypeOf(2))
            throw new DTypeMismatchException("Where", "input 2", $"{call.TypeOf(2)}", $"{call.TypeOf(1)}, as input 1 has");
        return call.As(call.TypeOf(1), call[0].Where(call[1], call[2]));
    }
}
