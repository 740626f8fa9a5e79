using System.Reflection;
using System.Reflection.Emit;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Targets.Clr.Checked;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>Emits expression trees as IL for one work item.</summary>
internal sealed class ExpressionEmitter(ILGenerator il, ItemState state, CheckEmitter? checks = null)
{
    /// <summary>Where the expressions stand in the source, for checks.</summary>
    public SourcePosition? Position { get; set; }

    /// <summary>Leaves the value on the stack.</summary>
    public void Emit(Expression expression)
    {
        switch (expression)
        {
            case Constant constant:
                EmitConstant(constant);
                break;
            case Variable variable:
                il.Emit(OpCodes.Ldloc, state.LocalOf(variable));
                break;
            case SpecialValue special:
                state.EmitSpecial(special.Register);
                break;
            case AllocationAddress address:
                state.EmitAddress(address.Allocation);
                break;
            default:
                EmitOperation((Operation)expression);
                break;
        }
    }

    /// <summary>Jumps to a label if the condition is true (or false); falls through otherwise.</summary>
    public void EmitBranch(Expression condition, Label target)
    {
        if (condition is Operation { Operands.Length: 2 } comparison && BranchCode(comparison) is { } code)
        {
            Emit(comparison.Operands[0]);
            Emit(comparison.Operands[1]);
            il.Emit(code, target);
            return;
        }
        Emit(condition);
        il.Emit(OpCodes.Brtrue, target);
    }

    public static Type ClrType(ScalarType type) => type switch
    {
        ScalarType.Int32 => typeof(int),
        ScalarType.Int64 => typeof(long),
        ScalarType.Float32 => typeof(float),
        ScalarType.Float64 => typeof(double),
        _ => typeof(nint),
    };

    private static OpCode? BranchCode(Operation comparison)
    {
        bool isFloat = comparison.Operands[0].Type.IsFloat();
        return comparison.Operator switch
        {
            Operator.Equal => OpCodes.Beq,
            Operator.NotEqual => OpCodes.Bne_Un,
            Operator.Less => OpCodes.Blt,
            Operator.LessOrEqual => OpCodes.Ble,
            Operator.Greater => OpCodes.Bgt,
            Operator.GreaterOrEqual => OpCodes.Bge,
            Operator.LessUnsigned when !isFloat => OpCodes.Blt_Un,
            Operator.LessOrEqualUnsigned when !isFloat => OpCodes.Ble_Un,
            Operator.GreaterUnsigned when !isFloat => OpCodes.Bgt_Un,
            Operator.GreaterOrEqualUnsigned when !isFloat => OpCodes.Bge_Un,
            Operator.LessUnordered => OpCodes.Blt_Un,
            Operator.LessOrEqualUnordered => OpCodes.Ble_Un,
            Operator.GreaterUnordered => OpCodes.Bgt_Un,
            Operator.GreaterOrEqualUnordered => OpCodes.Bge_Un,
            _ => null,
        };
    }

    private void EmitConstant(Constant constant)
    {
        switch (constant.Type)
        {
            case ScalarType.Int32:
                il.Emit(OpCodes.Ldc_I4, constant.Int32);
                break;
            case ScalarType.Int64:
                il.Emit(OpCodes.Ldc_I8, constant.Bits);
                break;
            case ScalarType.Float32 when float.IsNaN(constant.Float32):
                il.Emit(OpCodes.Ldc_I4, constant.Int32);
                il.Emit(OpCodes.Call, Function(typeof(BitConverter), nameof(BitConverter.Int32BitsToSingle), typeof(int)));
                break;
            case ScalarType.Float32:
                il.Emit(OpCodes.Ldc_R4, constant.Float32);
                break;
            case ScalarType.Float64:
                il.Emit(OpCodes.Ldc_R8, constant.Float64);
                break;
            default:
                il.Emit(OpCodes.Ldc_I8, constant.Bits);
                il.Emit(OpCodes.Conv_I);
                break;
        }
    }

    private void EmitOperation(Operation operation)
    {
        foreach (var operand in operation.Operands)
            Emit(operand);
        var type = operation.Type;
        var operandType = operation.Operands[0].Type;
        if (checks is not null && MayDivideByZero(operation))
            checks.EmitDivisor(state, type, Position);
        switch (operation.Operator)
        {
            case Operator.Add:
                il.Emit(OpCodes.Add);
                break;
            case Operator.Subtract:
                il.Emit(OpCodes.Sub);
                break;
            case Operator.Multiply:
                il.Emit(OpCodes.Mul);
                break;
            case Operator.Divide when type.IsFloat() || operation.Operands[1] is Constant { Bits: not (0 or -1) }:
                il.Emit(OpCodes.Div);
                break;
            case Operator.DivideUnsigned:
                il.Emit(OpCodes.Div_Un);
                break;
            case Operator.Remainder when type.IsFloat() || operation.Operands[1] is Constant { Bits: not (0 or -1) }:
                il.Emit(OpCodes.Rem);
                break;
            case Operator.RemainderUnsigned:
                il.Emit(OpCodes.Rem_Un);
                break;
            case Operator.Negate:
                il.Emit(OpCodes.Neg);
                break;
            case Operator.And:
                il.Emit(OpCodes.And);
                break;
            case Operator.Or:
                il.Emit(OpCodes.Or);
                break;
            case Operator.Xor:
                il.Emit(OpCodes.Xor);
                break;
            case Operator.Not:
                il.Emit(OpCodes.Not);
                break;
            case Operator.ShiftLeft:
                EmitShift(OpCodes.Shl, type, operation.Operands[1]);
                break;
            case Operator.ShiftRight:
                EmitShift(OpCodes.Shr, type, operation.Operands[1]);
                break;
            case Operator.ShiftRightUnsigned:
                EmitShift(OpCodes.Shr_Un, type, operation.Operands[1]);
                break;
            case >= Operator.Equal and <= Operator.GreaterOrEqualUnordered:
                EmitComparison(operation.Operator, operandType.IsFloat());
                break;
            case Operator.NarrowInt8:
                il.Emit(OpCodes.Conv_I1);
                break;
            case Operator.NarrowUInt8:
                il.Emit(OpCodes.Conv_U1);
                break;
            case Operator.NarrowInt16:
                il.Emit(OpCodes.Conv_I2);
                break;
            case Operator.NarrowUInt16:
                il.Emit(OpCodes.Conv_U2);
                break;
            case Operator.ExtendSigned:
                il.Emit(OpCodes.Conv_I8);
                break;
            case Operator.ExtendUnsigned:
                il.Emit(OpCodes.Conv_U8);
                break;
            case Operator.Truncate:
                il.Emit(OpCodes.Conv_I4);
                break;
            case Operator.SignedToFloat or Operator.FloatToFloat:
                il.Emit(type == ScalarType.Float32 ? OpCodes.Conv_R4 : OpCodes.Conv_R8);
                break;
            case Operator.UnsignedToFloat:
                il.Emit(OpCodes.Conv_R_Un);
                il.Emit(type == ScalarType.Float32 ? OpCodes.Conv_R4 : OpCodes.Conv_R8);
                break;
            case Operator.FloatToSigned:
                il.Emit(type == ScalarType.Int32 ? OpCodes.Conv_I4 : OpCodes.Conv_I8);
                break;
            case Operator.FloatToUnsigned:
                il.Emit(type == ScalarType.Int32 ? OpCodes.Conv_U4 : OpCodes.Conv_U8);
                break;
            case Operator.PointerAdd:
                il.Emit(OpCodes.Conv_I);
                il.Emit(OpCodes.Add);
                break;
            default:
                il.Emit(OpCodes.Call, FunctionOf(operation.Operator, type, operandType));
                break;
        }
    }

    private static bool MayDivideByZero(Operation operation) => !operation.Type.IsFloat()
        && operation.Operator is Operator.Divide or Operator.DivideUnsigned or Operator.Remainder or Operator.RemainderUnsigned
        && operation.Operands[1] is not Constant { Bits: not 0 };

    private void EmitShift(OpCode code, ScalarType type, Expression count)
    {
        if (count is not Constant { Bits: >= 0 and < 32 })
        {
            il.Emit(OpCodes.Ldc_I4, type == ScalarType.Int64 ? 63 : 31);
            il.Emit(OpCodes.And);
        }
        il.Emit(code);
    }

    private void EmitComparison(Operator op, bool isFloat)
    {
        var (code, negate) = op switch
        {
            Operator.Equal => (OpCodes.Ceq, false),
            Operator.NotEqual => (OpCodes.Ceq, true),
            Operator.Less => (OpCodes.Clt, false),
            Operator.Greater => (OpCodes.Cgt, false),
            Operator.LessOrEqual => (isFloat ? OpCodes.Cgt_Un : OpCodes.Cgt, true),
            Operator.GreaterOrEqual => (isFloat ? OpCodes.Clt_Un : OpCodes.Clt, true),
            Operator.LessUnsigned or Operator.LessUnordered => (OpCodes.Clt_Un, false),
            Operator.GreaterUnsigned or Operator.GreaterUnordered => (OpCodes.Cgt_Un, false),
            Operator.LessOrEqualUnsigned => (OpCodes.Cgt_Un, true),
            Operator.GreaterOrEqualUnsigned => (OpCodes.Clt_Un, true),
            Operator.LessOrEqualUnordered => (OpCodes.Cgt, true),
            _ => (OpCodes.Clt, true),
        };
        il.Emit(code);
        if (!negate)
            return;
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ceq);
    }

    /// <summary>The function of one item that computes the operation, if it is computed by one on signed operands.</summary>
    public static MethodInfo? ScalarFunction(Operation operation)
    {
        bool isFunction = operation.Operator is Operator.Divide or Operator.Remainder && !operation.Type.IsFloat()
            || operation.Operator is Operator.HalfToSingle or Operator.SingleToHalf
            || operation.Operator is >= Operator.Exponential and <= Operator.HyperbolicTangent
                or Operator.CubeRoot or Operator.Power or Operator.ArcTangent2 or Operator.CopySign;
        return isFunction ? FunctionOf(operation.Operator, operation.Type, operation.Operands[0].Type) : null;
    }

    private static MethodInfo FunctionOf(Operator op, ScalarType type, ScalarType operandType)
    {
        var clr = ClrType(type);
        var math = type == ScalarType.Float32 ? typeof(MathF) : typeof(Math);
        var unsigned = type == ScalarType.Int64 ? typeof(ulong) : typeof(uint);
        var unsignedOperand = operandType == ScalarType.Int64 ? typeof(ulong) : typeof(uint);
        return op switch
        {
            Operator.Divide => Function(typeof(ClrFunctions), nameof(ClrFunctions.Divide), clr, clr),
            Operator.Remainder => Function(typeof(ClrFunctions), nameof(ClrFunctions.Remainder), clr, clr),
            Operator.Select => Function(typeof(ClrFunctions), nameof(ClrFunctions.Select), typeof(int), clr, clr),
            Operator.Minimum => Function(math, nameof(Math.Min), clr, clr),
            Operator.Maximum => Function(math, nameof(Math.Max), clr, clr),
            Operator.MinimumUnsigned => Function(typeof(Math), nameof(Math.Min), unsigned, unsigned),
            Operator.MaximumUnsigned => Function(typeof(Math), nameof(Math.Max), unsigned, unsigned),
            Operator.Absolute => Function(type.IsFloat() ? math : typeof(ClrFunctions), type.IsFloat() ? "Abs" : "Absolute", clr),
            Operator.FloatToBits when operandType == ScalarType.Float32 =>
                Function(typeof(BitConverter), nameof(BitConverter.SingleToInt32Bits), typeof(float)),
            Operator.FloatToBits => Function(typeof(BitConverter), nameof(BitConverter.DoubleToInt64Bits), typeof(double)),
            Operator.BitsToFloat when operandType == ScalarType.Int32 =>
                Function(typeof(BitConverter), nameof(BitConverter.Int32BitsToSingle), typeof(int)),
            Operator.BitsToFloat => Function(typeof(BitConverter), nameof(BitConverter.Int64BitsToDouble), typeof(long)),
            Operator.HalfToSingle => Function(typeof(ClrFunctions), nameof(ClrFunctions.HalfToSingle), typeof(int)),
            Operator.SingleToHalf => Function(typeof(ClrFunctions), nameof(ClrFunctions.SingleToHalf), typeof(float)),
            Operator.SquareRoot => Function(math, "Sqrt", clr),
            Operator.Exponential => Function(math, "Exp", clr),
            Operator.Logarithm => Function(math, "Log", clr),
            Operator.Logarithm2 => Function(math, "Log2", clr),
            Operator.Logarithm10 => Function(math, "Log10", clr),
            Operator.Sine => Function(math, "Sin", clr),
            Operator.Cosine => Function(math, "Cos", clr),
            Operator.Tangent => Function(math, "Tan", clr),
            Operator.ArcSine => Function(math, "Asin", clr),
            Operator.ArcCosine => Function(math, "Acos", clr),
            Operator.ArcTangent => Function(math, "Atan", clr),
            Operator.HyperbolicSine => Function(math, "Sinh", clr),
            Operator.HyperbolicCosine => Function(math, "Cosh", clr),
            Operator.HyperbolicTangent => Function(math, "Tanh", clr),
            Operator.CubeRoot => Function(math, "Cbrt", clr),
            Operator.Floor => Function(math, "Floor", clr),
            Operator.Ceiling => Function(math, "Ceiling", clr),
            Operator.RoundTowardZero => Function(math, "Truncate", clr),
            Operator.RoundToEven => Function(math, "Round", clr),
            Operator.Power => Function(math, "Pow", clr, clr),
            Operator.ArcTangent2 => Function(math, "Atan2", clr, clr),
            Operator.CopySign => Function(math, "CopySign", clr, clr),
            Operator.FusedMultiplyAdd => Function(math, "FusedMultiplyAdd", clr, clr, clr),
            Operator.PopulationCount => Function(typeof(System.Numerics.BitOperations), "PopCount", unsignedOperand),
            Operator.LeadingZeroCount => Function(typeof(System.Numerics.BitOperations), "LeadingZeroCount", unsignedOperand),
            _ => Function(typeof(System.Numerics.BitOperations), "TrailingZeroCount", unsignedOperand),
        };
    }

    private static MethodInfo Function(Type type, string name, params Type[] parameters) => type.GetMethod(name, parameters)
        ?? throw new InvalidOperationException($"{type.Name}.{name} does not exist.");
}
