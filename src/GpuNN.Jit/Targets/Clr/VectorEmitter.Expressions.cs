using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Targets.Clr;

/// <content>
/// Expressions: the vector that begins with the lane at hand. Where 32-bit and 64-bit numbers meet, half of a vector becomes a
/// vector, or two become one.
/// </content>
internal sealed partial class VectorEmitter
{
    /// <summary>Leaves a vector (or a shared value in all lanes) on the stack.</summary>
    private void EmitValue(Expression expression)
    {
        if (lanes.IsUniform(expression))
        {
            scalars.Emit(expression);
            Call("Broadcast", ExpressionEmitter.ClrType(expression.Type));
            return;
        }
        switch (expression)
        {
            case Variable variable:
                il.Emit(OpCodes.Ldloc, Part(VectorsOf(variable)));
                break;
            case SpecialValue special:
                state.EmitSpecial(special.Register);
                il.Emit(OpCodes.Ldc_I4, _first);
                il.Emit(OpCodes.Add);
                Call("Sequence", typeof(int));
                break;
            case Operation operation when ConstantFolding.IsComparison(operation.Operator):
                EmitMask(operation);
                il.Emit(OpCodes.Ldc_I4_1);
                Call("Broadcast", typeof(int));
                Call("And", typeof(Vector256<int>), typeof(Vector256<int>));
                break;
            default:
                EmitOperation((Operation)expression);
                break;
        }
    }

    private bool CanEmit(Expression expression)
    {
        if (!IsLaneType(expression.Type))
            return false;
        if (lanes.IsUniform(expression) || expression is not Operation operation)
            return true;
        if (!Array.TrueForAll(operation.Operands, CanEmit))
            return false;
        return ConstantFolding.IsComparison(operation.Operator) || operation.Operator == Operator.Select
            || Direct(operation) is not null || Mapped(operation) is not null;
    }

    /// <summary>Leaves all ones in the eight lanes whose condition holds.</summary>
    private void EmitMask(Expression condition)
    {
        if (condition is not Operation operation || !ConstantFolding.IsComparison(operation.Operator))
        {
            EmitMask(new Operation(Operator.NotEqual, ScalarType.Int32, condition, Constant.Of(0)));
            return;
        }
        bool isFloat = operation.Operands[0].Type.IsFloat();
        var (name, swap, negate) = operation.Operator switch
        {
            Operator.Equal => ("Equal", false, false),
            Operator.NotEqual => ("Equal", false, true),
            Operator.Less => ("Less", false, false),
            Operator.Greater => ("Less", true, false),
            Operator.LessOrEqual => isFloat ? ("LessOrEqual", false, false) : ("Less", true, true),
            Operator.GreaterOrEqual => isFloat ? ("LessOrEqual", true, false) : ("Less", false, true),
            Operator.LessUnsigned => ("LessUnsigned", false, false),
            Operator.GreaterUnsigned => ("LessUnsigned", true, false),
            Operator.LessOrEqualUnsigned => ("LessUnsigned", true, true),
            Operator.GreaterOrEqualUnsigned => ("LessUnsigned", false, true),
            Operator.LessUnordered => ("LessOrEqual", true, true),
            Operator.GreaterUnordered => ("LessOrEqual", false, true),
            Operator.LessOrEqualUnordered => ("Less", true, true),
            _ => ("Less", false, true),
        };
        var operandType = operation.Operands[0].Type;
        var type = VectorType(operandType);
        Compare();
        if (IsWide(operandType))
        {
            Upper(Compare);
            Call(nameof(Operator.Truncate), typeof(Vector256<long>), typeof(Vector256<long>));
        }
        if (negate)
            Call("Not", typeof(Vector256<int>));

        void Compare()
        {
            EmitValue(operation.Operands[swap ? 1 : 0]);
            EmitValue(operation.Operands[swap ? 0 : 1]);
            Call(name, type, type);
        }
    }

    private void EmitOperation(Operation operation)
    {
        if (operation.Operator == Operator.Select)
        {
            if (IsWide(operation.Type))
                Half(() => EmitMask(operation.Operands[0]), ScalarType.Int32);
            else
                EmitMask(operation.Operands[0]);
            EmitValue(operation.Operands[1]);
            EmitValue(operation.Operands[2]);
            Type mask = IsWide(operation.Type) ? typeof(Vector128<int>) : typeof(Vector256<int>);
            Call("Select", mask, VectorType(operation.Type), VectorType(operation.Type));
            return;
        }
        if (Direct(operation) is { } direct)
        {
            foreach (var operand in operation.Operands)
            {
                if (IsShift(operation.Operator) && operand != operation.Operands[0])
                    scalars.Emit(operand);
                else
                    EmitOperand(operand, operation.Type);
            }
            il.Emit(OpCodes.Call, direct);
            return;
        }
        var (map, function) = Mapped(operation)!.Value;
        foreach (var operand in operation.Operands)
            EmitValue(operand);
        il.Emit(OpCodes.Ldftn, function);
        il.Emit(OpCodes.Call, map);
    }

    /// <summary>Leaves an operand's lanes on the stack: a vector, half of one, or two.</summary>
    private void EmitOperand(Expression operand, ScalarType result)
    {
        if (IsWide(result) && !IsWide(operand.Type))
        {
            Half(() => EmitValue(operand), operand.Type);
            return;
        }
        EmitValue(operand);
        if (IsWide(operand.Type) && !IsWide(result))
            Upper(() => EmitValue(operand));
    }

    /// <summary>Of eight lanes, the four at hand.</summary>
    private void Half(Action emit, ScalarType type)
    {
        int first = _first;
        _first = first & ~(VectorFunctions.Width - 1);
        emit();
        Call(_first == first ? "LowerHalf" : "UpperHalf", VectorType(type));
        _first = first;
    }

    /// <summary>The four lanes after those at hand.</summary>
    private void Upper(Action emit)
    {
        _first += VectorFunctions.Width / 2;
        emit();
        _first -= VectorFunctions.Width / 2;
    }

    private static bool IsShift(Operator op) => op is Operator.ShiftLeft or Operator.ShiftRight or Operator.ShiftRightUnsigned;

    /// <summary>The vector function of the operator's name, if there is one for its operands.</summary>
    private MethodInfo? Direct(Operation operation)
    {
        if (IsShift(operation.Operator) && !lanes.IsUniform(operation.Operands[1]))
            return null;
        var types = operation.Operands.SelectMany((operand, i) => IsShift(operation.Operator) && i == 1
            ? [typeof(int)] : OperandTypes(operand.Type, operation.Type)).ToArray();
        var method = typeof(VectorFunctions).GetMethod(operation.Operator.ToString(), types);
        return method?.ReturnType == VectorType(operation.Type) ? method : null;
    }

    private static Type[] OperandTypes(ScalarType operand, ScalarType result)
    {
        if (IsWide(result) == IsWide(operand))
            return [VectorType(operand)];
        if (IsWide(result))
            return [operand == ScalarType.Int32 ? typeof(Vector128<int>) : typeof(Vector128<float>)];
        return [VectorType(operand), VectorType(operand)];
    }

    /// <summary>A scalar function to call lane by lane, and what calls it.</summary>
    private static (MethodInfo Map, MethodInfo Function)? Mapped(Operation operation)
    {
        string name = IsShift(operation.Operator) ? operation.Operator + "Scalar" : operation.Operator.ToString();
        var types = Array.ConvertAll(operation.Operands, operand => ExpressionEmitter.ClrType(operand.Type));
        var function = typeof(VectorFunctions).GetMethod(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.ExactBinding, types)
            ?? ExpressionEmitter.ScalarFunction(operation);
        if (function is null || function.ReturnType != ExpressionEmitter.ClrType(operation.Type))
            return null;
        var parameters = Array.ConvertAll(operation.Operands, operand => VectorType(operand.Type));
        var map = typeof(VectorFunctions).GetMethods().FirstOrDefault(method => method.Name == "Map"
            && method.ReturnType == VectorType(operation.Type)
            && method.GetParameters() is var actual && actual.Length == parameters.Length + 1
            && parameters.Select((type, i) => actual[i].ParameterType == type).All(same => same));
        return map is null ? null : (map, function);
    }
}
