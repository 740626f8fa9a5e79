using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>Loads and stores of locals and arguments, constants, arithmetic and conversions.</summary>
internal sealed partial class Interpreter
{
    private void Execute(IlInstruction instruction)
    {
        string name = instruction.OpCode.Name!;
        int operand = instruction.Int32;
        switch (name)
        {
            case "nop" or "break" or "readonly." or "volatile." or "unaligned." or "tail.":
                break;
            case "ldarg.0" or "ldarg.1" or "ldarg.2" or "ldarg.3":
                LoadArgument(name[^1] - '0');
                break;
            case "ldarg" or "ldarg.s":
                LoadArgument(operand);
                break;
            case "ldarga" or "ldarga.s":
                Push(_argumentStorages[operand] is { } storage
                    ? new LocalReference(storage) : new ValueReference(_arguments[operand]));
                break;
            case "starg" or "starg.s":
                _argumentStorages[operand]!.Assign(_builder, Pop());
                break;
            case "ldloc.0" or "ldloc.1" or "ldloc.2" or "ldloc.3":
                Push(Local(name[^1] - '0').Read(_builder));
                break;
            case "ldloc" or "ldloc.s":
                Push(Local(operand).Read(_builder));
                break;
            case "ldloca" or "ldloca.s":
                Push(new LocalReference(Local(operand)));
                break;
            case "stloc.0" or "stloc.1" or "stloc.2" or "stloc.3":
                StoreLocal(name[^1] - '0');
                break;
            case "stloc" or "stloc.s":
                StoreLocal(operand);
                break;
            case "ldc.i4.m1":
                Push(Constant.Of(-1));
                break;
            case "ldc.i4.s" or "ldc.i4":
                Push(Constant.Of(operand));
                break;
            case "ldc.i8":
                Push(Constant.Of(instruction.Operand));
                break;
            case "ldc.r4":
                Push(Constant.Of((float)instruction.Number));
                break;
            case "ldc.r8":
                Push(Constant.Of(instruction.Number));
                break;
            case "dup":
                var top = _builder.Stable(Pop(), static expression => expression is Operation || !KernelBuilder.IsStable(expression));
                Push(top);
                Push(top);
                break;
            case "pop":
                Pop();
                break;
            default:
                if (name.StartsWith("ldc.i4.", StringComparison.Ordinal))
                    Push(Constant.Of(name[^1] - '0'));
                else if (name.StartsWith("conv.", StringComparison.Ordinal))
                    ExecuteConversion(name);
                else if (!ExecuteArithmetic(name) && !ExecuteMemory(instruction, name) && !ExecuteCall(instruction, name))
                    throw _builder.Refuse(ReasonAgainst(name));
                break;
        }
    }

    private static string ReasonAgainst(string name) => name switch
    {
        "newarr" or "ldlen" => "arrays cannot be made or used in a kernel",
        "throw" or "rethrow" => "a kernel cannot throw",
        "box" or "unbox" or "unbox.any" or "castclass" or "isinst" => "boxing and casts to reference types are not possible in a kernel",
        "ldstr" => "strings are not possible in a kernel",
        "ldnull" => "null is not possible in a kernel",
        "localloc" => "stackalloc is not possible in a kernel; use LocalMemory.Allocate",
        "ldftn" or "ldvirtftn" or "calli" => "delegates and function pointers are not possible in a kernel",
        _ when name.StartsWith("ldelem", StringComparison.Ordinal) || name.StartsWith("stelem", StringComparison.Ordinal) =>
            "arrays cannot be made or used in a kernel",
        _ when name.Contains(".ovf", StringComparison.Ordinal) => "checked arithmetic is not possible in a kernel",
        _ => $"the instruction {name} is not possible in a kernel",
    };

    private void LoadArgument(int index) =>
        Push(_argumentStorages[index] is { } storage ? storage.Read(_builder) : _arguments[index]);

    private void StoreLocal(int index)
    {
        var value = Pop();
        Local(index).Assign(_builder, Convert(value, _model.LocalTypes[index]));
    }

    /// <summary>The value as IL stores it in a place of a type.</summary>
    private Value Convert(Value value, Type type)
    {
        if (value is ScalarValue scalar && TypeShape.ElementOf(type) is { } element)
        {
            var coerced = _builder.Coerce(scalar.Expression, element.Scalar());
            return ReferenceEquals(coerced, scalar.Expression) ? value : new ScalarValue(coerced);
        }
        return value;
    }

    private bool ExecuteArithmetic(string name)
    {
        switch (name)
        {
            case "add":
                Binary(Operator.Add);
                return true;
            case "sub":
                Binary(Operator.Subtract);
                return true;
            case "mul":
                Binary(Operator.Multiply);
                return true;
            case "div":
                Binary(Operator.Divide);
                return true;
            case "div.un":
                Binary(Operator.DivideUnsigned);
                return true;
            case "rem":
                Binary(Operator.Remainder);
                return true;
            case "rem.un":
                Binary(Operator.RemainderUnsigned);
                return true;
            case "and":
                Binary(Operator.And);
                return true;
            case "or":
                Binary(Operator.Or);
                return true;
            case "xor":
                Binary(Operator.Xor);
                return true;
            case "shl":
                Shift(Operator.ShiftLeft);
                return true;
            case "shr":
                Shift(Operator.ShiftRight);
                return true;
            case "shr.un":
                Shift(Operator.ShiftRightUnsigned);
                return true;
            case "neg":
                Unary(Operator.Negate);
                return true;
            case "not":
                Unary(Operator.Not);
                return true;
            case "ceq" or "cgt" or "cgt.un" or "clt" or "clt.un":
                ExecuteComparison(name);
                return true;
            default:
                return false;
        }
    }

    private void Binary(Operator op)
    {
        var (left, right) = PopPair();
        if (_builder.MathFunction(op, left.Type) is { } function)
            Push(InlineFunction(function, [new ScalarValue(left), new ScalarValue(right)]));
        else
            Push(_builder.Make(op, left.Type, left, right));
    }

    private void Shift(Operator op)
    {
        var count = _builder.Coerce(PopScalar(), ScalarType.Int32);
        var value = PopScalar();
        Push(_builder.Make(op, value.Type, value, count));
    }

    private void Unary(Operator op)
    {
        var value = PopScalar();
        Push(_builder.Make(op, value.Type, value));
    }

    private (Expression Left, Expression Right) PopPair()
    {
        var right = PopScalar();
        var left = PopScalar();
        if (left.Type == right.Type)
            return (left, right);
        var type = left.Type > right.Type ? left.Type : right.Type;
        return (_builder.Coerce(left, type), _builder.Coerce(right, type));
    }

    private void ExecuteComparison(string name)
    {
        if (name == "ceq" && _stack[^1] is TypeValue second && _stack[^2] is TypeValue first)
        {
            Pop();
            Pop();
            Push(Constant.Of(first.Type == second.Type));
            return;
        }
        var (left, right) = PopPair();
        Push(Compare(name, left, right));
    }

    private Expression Compare(string name, Expression left, Expression right)
    {
        bool isFloat = left.Type.IsFloat();
        var op = name switch
        {
            "ceq" or "beq" => Operator.Equal,
            "bne.un" => Operator.NotEqual,
            "cgt" or "bgt" => Operator.Greater,
            "clt" or "blt" => Operator.Less,
            "bge" => Operator.GreaterOrEqual,
            "ble" => Operator.LessOrEqual,
            "cgt.un" or "bgt.un" => isFloat ? Operator.GreaterUnordered : Operator.GreaterUnsigned,
            "clt.un" or "blt.un" => isFloat ? Operator.LessUnordered : Operator.LessUnsigned,
            "bge.un" => isFloat ? Operator.GreaterOrEqualUnordered : Operator.GreaterOrEqualUnsigned,
            _ => isFloat ? Operator.LessOrEqualUnordered : Operator.LessOrEqualUnsigned,
        };
        return _builder.Make(op, ScalarType.Int32, left, right);
    }

    private void ExecuteConversion(string name)
    {
        var value = PopScalar();
        bool isFloat = value.Type.IsFloat();
        switch (name)
        {
            case "conv.i1" or "conv.u1" or "conv.i2" or "conv.u2":
                var narrow = name switch
                {
                    "conv.i1" => Operator.NarrowInt8,
                    "conv.u1" => Operator.NarrowUInt8,
                    "conv.i2" => Operator.NarrowInt16,
                    _ => Operator.NarrowUInt16,
                };
                Push(_builder.Make(narrow, ScalarType.Int32, ToInt32(value, Operator.FloatToSigned)));
                break;
            case "conv.i4":
                Push(ToInt32(value, Operator.FloatToSigned));
                break;
            case "conv.u4":
                Push(ToInt32(value, Operator.FloatToUnsigned));
                break;
            case "conv.i8" or "conv.i":
                Push(isFloat ? _builder.Make(Operator.FloatToSigned, ScalarType.Int64, value) : _builder.Coerce(value, ScalarType.Int64));
                break;
            case "conv.u8" or "conv.u":
                Push(isFloat ? _builder.Make(Operator.FloatToUnsigned, ScalarType.Int64, value)
                    : value.Type == ScalarType.Int32 ? _builder.Make(Operator.ExtendUnsigned, ScalarType.Int64, value) : value);
                break;
            case "conv.r4" or "conv.r8":
                var type = name == "conv.r4" ? ScalarType.Float32 : ScalarType.Float64;
                Push(isFloat ? _builder.Coerce(value, type) : _builder.Make(Operator.SignedToFloat, type, value));
                break;
            case "conv.r.un":
                Push(isFloat ? value : _builder.Make(Operator.UnsignedToFloat, ScalarType.Float64, value));
                break;
            default:
                throw _builder.Refuse(ReasonAgainst(name));
        }
    }

    private Expression ToInt32(Expression value, Operator fromFloat) => value.Type switch
    {
        ScalarType.Int32 => value,
        ScalarType.Int64 => _builder.Make(Operator.Truncate, ScalarType.Int32, value),
        _ => _builder.Make(fromFloat, ScalarType.Int32, value),
    };
}
