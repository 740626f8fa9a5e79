using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Import;

/// <summary>Arithmetic with broadcasting. Floating-point numbers and wide integers run on the device.</summary>
internal static class ArithmeticNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        Binary("Add", Operators.Add, (x, y) => unchecked(x + y)),
        Binary("Sub", Operators.Subtract, (x, y) => unchecked(x - y)),
        Binary("Mul", Operators.Multiply, (x, y) => unchecked(x * y)),
        new("Div", Divide) { Fewest = 2, Most = 2, Attributes = ["axis", "broadcast"] },
        new("Pow", Power) { Fewest = 2, Most = 2, Attributes = ["axis", "broadcast"] },
        new("Mod", Modulo) { Fewest = 2, Most = 2, Attributes = ["fmod"], Since = 10 },
        Variadic("Min", tensors => Fold(tensors, Operators.Minimum)) with { OrdersNumbers = true },
        Variadic("Max", tensors => Fold(tensors, Operators.Maximum)) with { OrdersNumbers = true },
        Variadic("Sum", tensors => Fold(tensors, Operators.Add)),
        Variadic("Mean", tensors => Fold(tensors, Operators.Add).Divide(tensors.Length)),
        new("BitShift", Shift) { Fewest = 2, Most = 2, Attributes = ["direction"], Since = 11 },
        Bits("BitwiseAnd", (x, y) => x & y),
        Bits("BitwiseOr", (x, y) => x | y),
        Bits("BitwiseXor", (x, y) => x ^ y),
        new("BitwiseNot", (OperatorCall call) => HostIntegers.Map(call, x => ~x)) { Since = 18 },
    ];

    /// <summary>The second operand as operator set 6 aligns it: with <c>broadcast</c>, its axes lie on those of the first from
    /// <c>axis</c> on. Newer sets align the last axes.</summary>
    public static Tensor Aligned(OperatorCall call, Tensor x, Tensor y)
    {
        if (call.Version >= 7 || !call.Node.Flag("broadcast") || !call.Node.Has("axis") || y.Rank == 0) return y;
        int axis = call.Axis(call.Node.Integer("axis", 0), x.Rank), behind = x.Rank - axis - y.Rank;
        if (behind < 0) throw call.Refuse("axis", $"{axis} for {y.Shape}", $"room for it in {x.Shape}");
        return y.Reshape(Shape.Create([.. y.Shape.Extents, .. Enumerable.Repeat(1L, behind)]));
    }

    /// <summary>The second operand in the first one's type check.</summary>
    public static (Tensor X, Tensor Y) Operands(OperatorCall call)
    {
        if (call.TypeOf(0) != call.TypeOf(1))
            throw new DTypeMismatchException(call.Node.Definition.Name, "input 1", $"{call.TypeOf(1)}", $"{call.TypeOf(0)}, as input 0 has");
        Tensor x = call[0];
        return (x, Aligned(call, x, call[1]));
    }

    private static OperatorDefinition Binary(string name, Func<Tensor, Tensor, Tensor> compute, Func<long, long, long> ofIntegers) =>
        new(name, (OperatorCall call) =>
        {
            var (x, y) = Operands(call);
            return ElementTypes.IsNarrow(call.TypeOf(0)) || call.TypeOf(0) == ElementType.UInt8
                ? HostIntegers.Combine(call, x, y, ofIntegers)
                : compute(x, y);
        })
        { Fewest = 2, Most = 2, Attributes = ["axis", "broadcast"] };

    private static OperatorDefinition Variadic(string name, Func<Tensor[], Tensor> compute) =>
        new(name, (OperatorCall call) => compute(call.All())) { Most = int.MaxValue };

    private static OperatorDefinition Bits(string name, Func<long, long, long> function) =>
        new(name, (OperatorCall call) => HostIntegers.Combine(call, call[0], call[1], function)) { Fewest = 2, Most = 2, Since = 18 };

    private static Tensor Fold(Tensor[] tensors, Func<Tensor, Tensor, Tensor> join) => tensors.Aggregate(join);

    /// <summary>Integers are divided towards zero.</summary>
    private static Tensor Divide(OperatorCall call)
    {
        var (x, y) = Operands(call);
        return HostIntegers.AreIn(call, 0) ? HostIntegers.Combine(call, x, y, (a, b) => Quotient(call, a, b)) : x.Divide(y);
    }

    private static long Quotient(OperatorCall call, long x, long y)
    {
        if (y == 0) throw call.Refuse("input 1", "0", "a divisor that is not 0");
        if (call.TypeOf(0) == ElementType.UInt64) return (long)((ulong)x / (ulong)y);
        return y == -1 ? unchecked(-x) : x / y;
    }

    /// <summary>The result has the base's type, whatever the exponent's is.</summary>
    private static Tensor Power(OperatorCall call)
    {
        Tensor x = call[0];
        if (HostIntegers.AreIn(call, 0))
        {
            return HostIntegers.AreIn(call, 1)
                ? HostIntegers.Combine(call, x, Aligned(call, x, call[1]), WholePower)
                : call.As(call.TypeOf(0), x.Cast(DType.Float64).Power(Aligned(call, x, call[1]).Cast(DType.Float64)).Cast(x.DType));
        }

        if (call.IsKnown(1) && call.ShapeOf(1) is { Count: 1 } shape && shape.Rank <= x.Rank) return x.Power(call.Number(1));
        return x.Power(Aligned(call, x, call[1]).Cast(x.DType));
    }

    private static long WholePower(long x, long exponent)
    {
        if (exponent < 0) return x is 1 or -1 ? (exponent % 2 == 0 ? 1 : x) : 0;
        long power = 1;
        for (long square = x; exponent > 0; exponent >>= 1, square = unchecked(square * square))
        {
            if ((exponent & 1) != 0) power = unchecked(power * square);
        }

        return power;
    }

    /// <summary>With <c>fmod</c> the remainder has the dividend's sign, as in C; without it the divisor's, as in
    /// Python.</summary>
    private static Tensor Modulo(OperatorCall call)
    {
        var (x, y) = Operands(call);
        bool isC = call.Node.Flag("fmod");
        if (HostIntegers.AreIn(call, 0))
            return HostIntegers.Combine(call, x, y, (a, b) => Remainder(call, a, b, isC));
        Tensor quotient = x.Divide(y);
        Tensor whole = isC ? quotient.Abs().Floor().Multiply(quotient.Sign()) : quotient.Floor();
        return x.Subtract(whole.Multiply(y));
    }

    private static long Remainder(OperatorCall call, long x, long y, bool isC)
    {
        if (y == 0) throw call.Refuse("input 1", "0", "a divisor that is not 0");
        if (call.TypeOf(0) == ElementType.UInt64) return (long)((ulong)x % (ulong)y);
        if (y == -1) return 0;
        long remainder = x % y;
        return isC || remainder == 0 || (remainder < 0) == (y < 0) ? remainder : remainder + y;
    }

    private static Tensor Shift(OperatorCall call)
    {
        bool isLeft = call.Node.Text("direction", "") switch
        {
            "LEFT" => true,
            "RIGHT" => false,
            var other => throw call.Refuse("attribute direction", $"'{other}'", "LEFT or RIGHT"),
        };
        return HostIntegers.Combine(call, call[0], call[1], (x, y) =>
            (ulong)y > 63 ? 0 : isLeft ? x << (int)y : (long)((ulong)x >> (int)y));
    }
}
