using System.Numerics;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>
/// Makes operations, folding those of constants and the identities that hold bit for bit (x + 0 only for integers: −0 + 0
/// is +0).
/// </summary>
internal static class ConstantFolding
{
    /// <summary>The operation, or something simpler with the same value.</summary>
    public static Expression Make(Operator op, ScalarType type, params Expression[] operands)
    {
        if (Array.TrueForAll(operands, static operand => operand is Constant) && Fold(op, type, operands) is { } folded)
            return folded;
        return Simplify(op, type, operands) ?? new Operation(op, type, operands);
    }

    /// <summary>The condition that holds exactly when <paramref name="condition"/> does not.</summary>
    public static Expression Not(Expression condition)
    {
        if (condition is Operation { Operands.Length: 2 } comparison
            && Inverse(comparison.Operator, comparison.Operands[0].Type.IsFloat()) is { } inverse)
        {
            return Make(inverse, ScalarType.Int32, comparison.Operands);
        }
        return Make(Operator.Equal, ScalarType.Int32, condition, Constant.Zero(condition.Type));
    }

    /// <summary>True for operators whose result is 0 or 1.</summary>
    public static bool IsComparison(Operator op) => op is >= Operator.Equal and <= Operator.GreaterOrEqualUnordered;

    private static Operator? Inverse(Operator op, bool isFloat) => op switch
    {
        Operator.Equal => Operator.NotEqual,
        Operator.NotEqual => Operator.Equal,
        Operator.Less => isFloat ? Operator.GreaterOrEqualUnordered : Operator.GreaterOrEqual,
        Operator.LessOrEqual => isFloat ? Operator.GreaterUnordered : Operator.Greater,
        Operator.Greater => isFloat ? Operator.LessOrEqualUnordered : Operator.LessOrEqual,
        Operator.GreaterOrEqual => isFloat ? Operator.LessUnordered : Operator.Less,
        Operator.LessUnsigned => Operator.GreaterOrEqualUnsigned,
        Operator.LessOrEqualUnsigned => Operator.GreaterUnsigned,
        Operator.GreaterUnsigned => Operator.LessOrEqualUnsigned,
        Operator.GreaterOrEqualUnsigned => Operator.LessUnsigned,
        Operator.LessUnordered => Operator.GreaterOrEqual,
        Operator.LessOrEqualUnordered => Operator.Greater,
        Operator.GreaterUnordered => Operator.LessOrEqual,
        Operator.GreaterOrEqualUnordered => Operator.Less,
        _ => null,
    };

    private static Expression? Simplify(Operator op, ScalarType type, Expression[] operands)
    {
        var first = operands[0];
        var second = operands.Length > 1 ? operands[1] : null;
        switch (op)
        {
            case Operator.Add when !type.IsFloat():
                if (IsInteger(first, 0))
                    return second;
                if (IsInteger(second, 0))
                    return first;
                if (first is Constant && second is not Constant)
                    return Make(op, type, second!, first);
                if (second is Constant addend && first is Operation { Operator: Operator.Add } sum
                    && sum.Operands[1] is Constant inner)
                {
                    return Make(op, type, sum.Operands[0], Make(op, type, inner, addend));
                }
                break;
            case Operator.Subtract when !type.IsFloat():
                if (IsInteger(second, 0))
                    return first;
                if (Expressions.Same(first, second))
                    return Constant.Zero(type);
                if (second is Constant subtrahend)
                    return Make(Operator.Add, type, first, Make(Operator.Negate, type, subtrahend));
                break;
            case Operator.Multiply when !type.IsFloat():
                if (first is Constant && second is not Constant)
                    return Make(op, type, second!, first);
                if (IsInteger(second, 1))
                    return first;
                if (IsInteger(second, 0))
                    return second;
                if (second is Constant factor && first is Operation { Operator: Operator.Multiply } product
                    && product.Operands[1] is Constant innerFactor)
                {
                    return Make(op, type, product.Operands[0], Make(op, type, innerFactor, factor));
                }
                break;
            case Operator.Divide or Operator.DivideUnsigned when IsInteger(second, 1):
                return first;
            case Operator.DivideUnsigned or Operator.RemainderUnsigned when PowerOfTwo(second, type) is { } shift and >= 0:
                return op == Operator.DivideUnsigned
                    ? Make(Operator.ShiftRightUnsigned, type, first, Constant.Of(shift))
                    : Make(Operator.And, type, first, new Constant(type, Sized((1L << shift) - 1, type)));
            case Operator.And:
                if (IsInteger(second, -1) || Expressions.Same(first, second))
                    return first;
                if (IsInteger(second, 0))
                    return second;
                break;
            case Operator.Or when IsInteger(second, 0) || Expressions.Same(first, second):
                return first;
            case Operator.Or when IsInteger(first, 0):
                return second;
            case Operator.Xor when IsInteger(second, 0):
                return first;
            case Operator.ShiftLeft or Operator.ShiftRight or Operator.ShiftRightUnsigned:
                if (IsInteger(second, 0))
                    return first;
                if (second is Operation { Operator: Operator.And } mask && IsInteger(mask.Operands[1], type.Size() * 8 - 1))
                    return Make(op, type, first, mask.Operands[0]);
                break;
            case Operator.NotEqual when IsInteger(second, 0) && first is Operation truth && IsComparison(truth.Operator):
                return first;
            case Operator.Equal when IsInteger(second, 0) && first is Operation truth && IsComparison(truth.Operator):
                return Not(first);
            case Operator.GreaterUnsigned when IsInteger(second, 0) && second!.Type == ScalarType.Int32
                && first is Operation truth && IsComparison(truth.Operator):
                return first;
            case Operator.Select when first is Constant condition:
                return condition.Bits != 0 ? second : operands[2];
            case Operator.Select when Expressions.Same(second, operands[2]):
                return second;
            case Operator.NarrowInt8 or Operator.NarrowUInt8 or Operator.NarrowInt16 or Operator.NarrowUInt16
                when first is Operation narrowed && (narrowed.Operator == op || IsComparison(narrowed.Operator)):
                return first;
            case Operator.FloatToBits when first is Operation { Operator: Operator.BitsToFloat } bits:
                return bits.Operands[0];
            case Operator.BitsToFloat when first is Operation { Operator: Operator.FloatToBits } number:
                return number.Operands[0];
            case Operator.FloatToFloat when first.Type == type:
                return first;
            case Operator.FloatToFloat when type == ScalarType.Float32
                && first is Operation { Operator: Operator.UnsignedToFloat or Operator.SignedToFloat } integer
                && integer.Operands[0].Type == ScalarType.Int32:
                return Make(integer.Operator, type, integer.Operands);
            case Operator.FloatToFloat when type == ScalarType.Float32
                && first is Operation { Operator: Operator.FloatToFloat } widened && widened.Operands[0].Type == type:
                return widened.Operands[0];
            case Operator.Truncate when first is Operation { Operator: Operator.ExtendSigned or Operator.ExtendUnsigned } wide:
                return wide.Operands[0];
            case Operator.PointerAdd when IsInteger(second, 0):
                return first;
            default:
                break;
        }
        return null;
    }

    private static bool IsInteger(Expression? expression, long value) =>
        expression is Constant constant && !constant.Type.IsFloat() && constant.Bits == value;

    private static int? PowerOfTwo(Expression? expression, ScalarType type)
    {
        if (expression is not Constant constant)
            return null;
        ulong value = type == ScalarType.Int32 ? (uint)constant.Bits : (ulong)constant.Bits;
        return BitOperations.IsPow2(value) ? BitOperations.TrailingZeroCount(value) : null;
    }

    private static long Sized(long value, ScalarType type) => type == ScalarType.Int32 ? (int)value : value;

    private static Constant? Fold(Operator op, ScalarType type, Expression[] operands)
    {
        var a = (Constant)operands[0];
        var b = operands.Length > 1 ? (Constant)operands[1] : a;
        if (op == Operator.Select)
            return (Constant)(a.Bits != 0 ? operands[1] : operands[2]);
        return a.Type switch
        {
            ScalarType.Int32 or ScalarType.Int64 => FoldInteger(op, type, a, b),
            ScalarType.Float32 => FoldSingle(op, type, a.Float32, b.Float32),
            ScalarType.Float64 => FoldDouble(op, type, a.Float64, b.Type == ScalarType.Float64 ? b.Float64 : 0),
            _ => null,
        };
    }

    private static Constant? FoldInteger(Operator op, ScalarType type, Constant first, Constant second)
    {
        bool wide = first.Type == ScalarType.Int64;
        long a = first.Bits, b = second.Bits;
        ulong ua = wide ? (ulong)a : (uint)a, ub = wide ? (ulong)b : (uint)b;
        int count = (int)b & (wide ? 63 : 31);
        long? value = op switch
        {
            Operator.Add => a + b,
            Operator.Subtract => a - b,
            Operator.Multiply => a * b,
            Operator.Divide when b != 0 => b == -1 ? -a : a / b,
            Operator.DivideUnsigned when b != 0 => (long)(ua / ub),
            Operator.Remainder when b != 0 => b == -1 ? 0 : a % b,
            Operator.RemainderUnsigned when b != 0 => (long)(ua % ub),
            Operator.Negate => -a,
            Operator.And => a & b,
            Operator.Or => a | b,
            Operator.Xor => a ^ b,
            Operator.Not => ~a,
            Operator.ShiftLeft => a << count,
            Operator.ShiftRight => a >> count,
            Operator.ShiftRightUnsigned => (long)(ua >> count),
            Operator.Minimum => Math.Min(a, b),
            Operator.Maximum => Math.Max(a, b),
            Operator.MinimumUnsigned => (long)Math.Min(ua, ub),
            Operator.MaximumUnsigned => (long)Math.Max(ua, ub),
            Operator.Absolute => a < 0 ? -a : a,
            Operator.Equal => a == b ? 1 : 0,
            Operator.NotEqual => a != b ? 1 : 0,
            Operator.Less => a < b ? 1 : 0,
            Operator.LessOrEqual => a <= b ? 1 : 0,
            Operator.Greater => a > b ? 1 : 0,
            Operator.GreaterOrEqual => a >= b ? 1 : 0,
            Operator.LessUnsigned => ua < ub ? 1 : 0,
            Operator.LessOrEqualUnsigned => ua <= ub ? 1 : 0,
            Operator.GreaterUnsigned => ua > ub ? 1 : 0,
            Operator.GreaterOrEqualUnsigned => ua >= ub ? 1 : 0,
            Operator.NarrowInt8 => (sbyte)a,
            Operator.NarrowUInt8 => (byte)a,
            Operator.NarrowInt16 => (short)a,
            Operator.NarrowUInt16 => (ushort)a,
            Operator.ExtendSigned or Operator.Truncate => a,
            Operator.ExtendUnsigned => (uint)a,
            Operator.PopulationCount => BitOperations.PopCount(ua),
            Operator.LeadingZeroCount => BitOperations.LeadingZeroCount(ua) - (wide ? 0 : 32),
            Operator.TrailingZeroCount => wide ? BitOperations.TrailingZeroCount(ua) : BitOperations.TrailingZeroCount((uint)ua),
            _ => null,
        };
        if (value is { } bits)
            return new(type, Sized(bits, type));
        return op switch
        {
            Operator.SignedToFloat when type == ScalarType.Float32 => Constant.Of((float)a),
            Operator.SignedToFloat => Constant.Of((double)a),
            Operator.UnsignedToFloat when type == ScalarType.Float32 => Constant.Of((float)ua),
            Operator.UnsignedToFloat => Constant.Of((double)ua),
            Operator.BitsToFloat => new(type, a),
            Operator.HalfToSingle => Constant.Of((float)BitConverter.UInt16BitsToHalf((ushort)a)),
            _ => null,
        };
    }

    private static Constant? FoldSingle(Operator op, ScalarType type, float a, float b) => op switch
    {
        Operator.Add => Constant.Of(a + b),
        Operator.Subtract => Constant.Of(a - b),
        Operator.Multiply => Constant.Of(a * b),
        Operator.Divide => Constant.Of(a / b),
        Operator.Negate => Constant.Of(-a),
        Operator.Minimum => Constant.Of(MathF.Min(a, b)),
        Operator.Maximum => Constant.Of(MathF.Max(a, b)),
        Operator.Absolute => Constant.Of(MathF.Abs(a)),
        Operator.SquareRoot => Constant.Of(MathF.Sqrt(a)),
        Operator.FloatToBits => new(type, BitConverter.SingleToInt32Bits(a)),
        Operator.FloatToFloat when type == ScalarType.Float64 => Constant.Of((double)a),
        Operator.SingleToHalf => Constant.Of((int)BitConverter.HalfToUInt16Bits((System.Half)a)),
        Operator.FloatToSigned or Operator.FloatToUnsigned => FoldToInteger(op, type, a),
        _ => Compare(op, a, b),
    };

    private static Constant? FoldDouble(Operator op, ScalarType type, double a, double b) => op switch
    {
        Operator.Add => Constant.Of(a + b),
        Operator.Subtract => Constant.Of(a - b),
        Operator.Multiply => Constant.Of(a * b),
        Operator.Divide => Constant.Of(a / b),
        Operator.Negate => Constant.Of(-a),
        Operator.Minimum => Constant.Of(Math.Min(a, b)),
        Operator.Maximum => Constant.Of(Math.Max(a, b)),
        Operator.Absolute => Constant.Of(Math.Abs(a)),
        Operator.SquareRoot => Constant.Of(Math.Sqrt(a)),
        Operator.FloatToBits => new(type, BitConverter.DoubleToInt64Bits(a)),
        Operator.FloatToFloat when type == ScalarType.Float32 => Constant.Of((float)a),
        Operator.FloatToSigned or Operator.FloatToUnsigned => FoldToInteger(op, type, a),
        _ => Compare(op, a, b),
    };

    private static Constant FoldToInteger(Operator op, ScalarType type, double a) => (op, type) switch
    {
        (Operator.FloatToSigned, ScalarType.Int32) => Constant.Of((int)a),
        (Operator.FloatToSigned, _) => Constant.Of((long)a),
        (_, ScalarType.Int32) => Constant.Of((int)(uint)a),
        _ => Constant.Of((long)(ulong)a),
    };

    private static Constant? Compare(Operator op, double a, double b) => op switch
    {
        Operator.Equal => Constant.Of(a == b),
        Operator.NotEqual => Constant.Of(a != b),
        Operator.Less => Constant.Of(a < b),
        Operator.LessOrEqual => Constant.Of(a <= b),
        Operator.Greater => Constant.Of(a > b),
        Operator.GreaterOrEqual => Constant.Of(a >= b),
        Operator.LessUnordered => Constant.Of(!(a >= b)),
        Operator.LessOrEqualUnordered => Constant.Of(!(a > b)),
        Operator.GreaterUnordered => Constant.Of(!(a <= b)),
        Operator.GreaterOrEqualUnordered => Constant.Of(!(a < b)),
        _ => null,
    };
}
