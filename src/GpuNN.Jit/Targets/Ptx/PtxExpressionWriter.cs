using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Targets.Ptx;

/// <summary>Writes the instructions that compute an expression.</summary>
/// <param name="registers">The registers of the kernel.</param>
/// <param name="emit">Takes an instruction.</param>
/// <param name="target">What the module is written for.</param>
/// <param name="kernelName">The kernel, for messages.</param>
internal sealed class PtxExpressionWriter(PtxRegisters registers, Action<string> emit, PtxTarget target, string kernelName)
{
    /// <summary>An operand that holds the value: a register or an immediate.</summary>
    public string Write(Expression expression)
    {
        switch (expression)
        {
            case Constant constant:
                return Immediate(constant);
            case Variable variable:
                return registers.Of(variable);
            case SpecialValue special:
                return Emit("mov.u32", PtxRegisterKind.Int32, Name(special.Register));
            case AllocationAddress address:
                bool shared = address.Allocation.Space == AddressSpace.Shared;
                return Emit(
                    shared ? "mov.u32" : "mov.u64",
                    shared ? PtxRegisterKind.Int32 : PtxRegisterKind.Int64,
                    PtxModule.NameOf(address.Allocation));
            default:
                return Write((Operation)expression, null);
        }
    }

    /// <summary>Computes the value into a register that exists.</summary>
    public void WriteTo(string register, Expression expression)
    {
        if (expression is Operation operation)
        {
            Write(operation, register);
            return;
        }
        string value = Write(expression);
        emit($"mov.{Suffix(expression)} {register}, {value};");
    }

    /// <summary>A predicate that is true where the Int32 is not zero.</summary>
    public string Predicate(Expression condition)
    {
        string predicate = registers.New(PtxRegisterKind.Predicate);
        if (condition is Operation operation && Comparison(operation) is { } comparison)
        {
            string a = Write(operation.Operands[0]), b = Write(operation.Operands[1]);
            emit($"setp.{comparison} {predicate}, {InRegister(a, operation.Operands[0])}, {b};");
        }
        else
        {
            emit($"setp.ne.s32 {predicate}, {InRegister(Write(condition), condition)}, 0;");
        }
        return predicate;
    }

    /// <summary>The address space that a pointer expression points into.</summary>
    public static AddressSpace SpaceOf(Expression pointer) => pointer switch
    {
        Variable variable => variable.Space,
        AllocationAddress address => address.Allocation.Space,
        Operation { Operator: Operator.Select } select => SpaceOf(select.Operands[1]),
        Operation operation => SpaceOf(operation.Operands[0]),
        _ => AddressSpace.Global,
    };

    /// <summary>A register that holds the operand.</summary>
    public string InRegister(string operand, Expression expression)
    {
        if (operand.StartsWith('%'))
            return operand;
        string register = registers.New(KindOf(expression));
        emit($"mov.{Suffix(expression)} {register}, {operand};");
        return register;
    }

    private static string Immediate(Constant constant) => constant.Type switch
    {
        ScalarType.Float32 => FormattableString.Invariant($"0f{(uint)constant.Bits:X8}"),
        ScalarType.Float64 => FormattableString.Invariant($"0d{(ulong)constant.Bits:X16}"),
        _ => FormattableString.Invariant($"{constant.Bits}"),
    };

    private static string Name(SpecialRegister register) => register switch
    {
        SpecialRegister.GroupIndexX => "%ctaid.x",
        SpecialRegister.GroupIndexY => "%ctaid.y",
        SpecialRegister.GroupIndexZ => "%ctaid.z",
        SpecialRegister.ItemIndexX => "%tid.x",
        SpecialRegister.ItemIndexY => "%tid.y",
        SpecialRegister.ItemIndexZ => "%tid.z",
        SpecialRegister.GridSizeX => "%nctaid.x",
        SpecialRegister.GridSizeY => "%nctaid.y",
        SpecialRegister.GridSizeZ => "%nctaid.z",
        SpecialRegister.GroupSizeX => "%ntid.x",
        SpecialRegister.GroupSizeY => "%ntid.y",
        SpecialRegister.GroupSizeZ => "%ntid.z",
        SpecialRegister.LaneIndex => "%laneid",
        SpecialRegister.DynamicSharedSize => "%dynamic_smem_size",
        _ => throw new InvalidOperationException($"{register} is unknown to the PTX target."),
    };

    private static PtxRegisterKind KindOf(Expression expression) =>
        PtxRegisters.KindOf(expression.Type, expression.Type == ScalarType.Pointer ? SpaceOf(expression) : default);

    /// <summary>The type of an instruction that moves the value.</summary>
    private static string Suffix(Expression expression) => KindOf(expression) switch
    {
        PtxRegisterKind.Int32 => "b32",
        PtxRegisterKind.Float32 => "f32",
        PtxRegisterKind.Float64 => "f64",
        _ => "b64",
    };

    private string Write(Operation operation, string? into)
    {
        ScalarType type = operation.Type;
        ScalarType from = operation.Operands[0].Type;
        string s = PtxTypes.Signed(type), u = PtxTypes.Unsigned(type), b = PtxTypes.Bits(type);
        PtxRegisterKind kind = KindOf(operation);

        if (Comparison(operation) is not null)
        {
            string predicate = Predicate(operation);
            return Into(into, kind, register => $"selp.s32 {register}, 1, 0, {predicate};");
        }
        if (operation.Operator == Operator.Select)
        {
            string predicate = Predicate(operation.Operands[0]);
            string whenTrue = Write(operation.Operands[1]), whenFalse = Write(operation.Operands[2]);
            return Into(into, kind, register => $"selp.{Suffix(operation)} {register}, {whenTrue}, {whenFalse}, {predicate};");
        }
        if (operation.Operator == Operator.PointerAdd)
            return PointerAdd(operation, into);

        string[] o = Array.ConvertAll(operation.Operands, Write);
        string Simple(string instruction) => Into(into, kind, register => $"{instruction} {register}, {string.Join(", ", o)};");
        bool isFloat = type.IsFloat();
        switch (operation.Operator)
        {
            // .rn on sums and products forbids the assembler to contract them.
            case Operator.Add:
                return Simple(isFloat ? $"add.rn.{s}" : $"add.{s}");
            case Operator.Subtract:
                return Simple(isFloat ? $"sub.rn.{s}" : $"sub.{s}");
            case Operator.Multiply:
                return Simple(isFloat ? $"mul.rn.{s}" : $"mul.lo.{s}");
            case Operator.Divide:
                return Simple(isFloat ? $"div.rn.{s}" : $"div.{s}");
            case Operator.DivideUnsigned:
                return Simple($"div.{u}");
            case Operator.Remainder when !isFloat:
                return Simple($"rem.{s}");
            case Operator.RemainderUnsigned:
                return Simple($"rem.{u}");
            case Operator.Negate:
                return Simple($"neg.{s}");
            case Operator.And:
                return Simple($"and.{b}");
            case Operator.Or:
                return Simple($"or.{b}");
            case Operator.Xor:
                return Simple($"xor.{b}");
            case Operator.Not:
                return Simple($"not.{b}");
            case Operator.ShiftLeft:
                return Shift(operation, o, $"shl.{b}", into, kind);
            case Operator.ShiftRight:
                return Shift(operation, o, $"shr.{s}", into, kind);
            case Operator.ShiftRightUnsigned:
                return Shift(operation, o, $"shr.{u}", into, kind);
            case Operator.Minimum:
                return isFloat ? Extremum("min", s, o, into, kind) : Simple($"min.{s}");
            case Operator.Maximum:
                return isFloat ? Extremum("max", s, o, into, kind) : Simple($"max.{s}");
            case Operator.MinimumUnsigned:
                return Simple($"min.{u}");
            case Operator.MaximumUnsigned:
                return Simple($"max.{u}");
            case Operator.Absolute:
                return Simple($"abs.{s}");
            case Operator.NarrowInt8:
                return Simple("cvt.s32.s8");
            case Operator.NarrowUInt8:
                return Into(into, kind, register => $"and.b32 {register}, {o[0]}, 255;");
            case Operator.NarrowInt16:
                return Simple("cvt.s32.s16");
            case Operator.NarrowUInt16:
                return Into(into, kind, register => $"and.b32 {register}, {o[0]}, 65535;");
            case Operator.ExtendSigned:
                return Convert("cvt.s64.s32", operation, o, into, kind);
            case Operator.ExtendUnsigned:
                return Convert("cvt.u64.u32", operation, o, into, kind);
            case Operator.Truncate:
                return Convert("cvt.u32.u64", operation, o, into, kind);
            case Operator.SignedToFloat:
                return Convert($"cvt.rn.{s}.{PtxTypes.Signed(from)}", operation, o, into, kind);
            case Operator.UnsignedToFloat:
                return Convert($"cvt.rn.{s}.{PtxTypes.Unsigned(from)}", operation, o, into, kind);
            case Operator.FloatToSigned:
                return FloatToInteger($"cvt.rzi.{s}.{PtxTypes.Signed(from)}", operation, o, into, kind);
            case Operator.FloatToUnsigned:
                return FloatToInteger($"cvt.rzi.{u}.{PtxTypes.Signed(from)}", operation, o, into, kind);
            case Operator.FloatToFloat:
                return Convert(type == ScalarType.Float64 ? "cvt.f64.f32" : "cvt.rn.f32.f64", operation, o, into, kind);
            case Operator.FloatToBits or Operator.BitsToFloat:
                return Simple($"mov.{b}");
            case Operator.HalfToSingle:
                {
                    string half = registers.New(PtxRegisterKind.Int16);
                    emit($"cvt.u16.u32 {half}, {InRegister(o[0], operation.Operands[0])};");
                    return Into(into, kind, register => $"cvt.f32.f16 {register}, {half};");
                }
            case Operator.SingleToHalf:
                {
                    string half = registers.New(PtxRegisterKind.Int16);
                    emit($"cvt.rn.f16.f32 {half}, {InRegister(o[0], operation.Operands[0])};");
                    return Into(into, kind, register => $"cvt.u32.u16 {register}, {half};");
                }
            case Operator.SquareRoot:
                return Simple($"sqrt.rn.{s}");
            case Operator.Floor:
                return Convert($"cvt.rmi.{s}.{s}", operation, o, into, kind);
            case Operator.Ceiling:
                return Convert($"cvt.rpi.{s}.{s}", operation, o, into, kind);
            case Operator.RoundTowardZero:
                return Convert($"cvt.rzi.{s}.{s}", operation, o, into, kind);
            case Operator.RoundToEven:
                return Convert($"cvt.rni.{s}.{s}", operation, o, into, kind);
            case Operator.CopySign:
                // The instruction takes the sign from its first operand.
                return Into(into, kind, register => $"copysign.{s} {register}, {o[1]}, {o[0]};");
            case Operator.FusedMultiplyAdd:
                return Simple($"fma.rn.{s}");
            case Operator.PopulationCount:
                return Simple($"popc.{PtxTypes.Bits(from)}");
            case Operator.LeadingZeroCount:
                return Simple($"clz.{PtxTypes.Bits(from)}");
            case Operator.TrailingZeroCount:
                {
                    string reversed = Emit($"brev.{PtxTypes.Bits(from)}", PtxRegisters.KindOf(from, default), o[0]);
                    return Into(into, kind, register => $"clz.{PtxTypes.Bits(from)} {register}, {reversed};");
                }
            default:
                throw new KernelCompilationException(
                    kernelName, $"{operation.Operator} of {type} has no instruction in PTX and no function that computes it");
        }
    }

    /// <summary>The suffix of the instruction that compares, or null if the operation is no comparison.</summary>
    private static string? Comparison(Operation operation)
    {
        ScalarType from = operation.Operands[0].Type;
        string s = from == ScalarType.Pointer
            ? (SpaceOf(operation.Operands[0]) == AddressSpace.Shared ? "u32" : "u64")
            : PtxTypes.Signed(from);
        string u = from == ScalarType.Pointer ? s : PtxTypes.Unsigned(from);
        return operation.Operator switch
        {
            Operator.Equal => $"eq.{s}",
            Operator.NotEqual => from.IsFloat() ? $"neu.{s}" : $"ne.{s}",
            Operator.Less => $"lt.{s}",
            Operator.LessOrEqual => $"le.{s}",
            Operator.Greater => $"gt.{s}",
            Operator.GreaterOrEqual => $"ge.{s}",
            Operator.LessUnsigned => $"lt.{u}",
            Operator.LessOrEqualUnsigned => $"le.{u}",
            Operator.GreaterUnsigned => $"gt.{u}",
            Operator.GreaterOrEqualUnsigned => $"ge.{u}",
            Operator.LessUnordered => $"ltu.{s}",
            Operator.LessOrEqualUnordered => $"leu.{s}",
            Operator.GreaterUnordered => $"gtu.{s}",
            Operator.GreaterOrEqualUnordered => $"geu.{s}",
            _ => null,
        };
    }

    /// <summary>A shift by the width or more gives zero in PTX; the IR counts modulo the width.</summary>
    private string Shift(Operation operation, string[] o, string instruction, string? into, PtxRegisterKind kind)
    {
        int mask = operation.Type == ScalarType.Int64 ? 63 : 31;
        string count = operation.Operands[1] is Constant constant
            ? FormattableString.Invariant($"{constant.Bits & mask}")
            : Emit("and.b32", PtxRegisterKind.Int32, FormattableString.Invariant($"{o[1]}, {mask}"));
        return Into(into, kind, register => $"{instruction} {register}, {o[0]}, {count};");
    }

    private string Extremum(string name, string type, string[] o, string? into, PtxRegisterKind kind)
    {
        if (target.HasNanPropagatingExtrema && type == "f32")
            return Into(into, kind, register => $"{name}.NaN.f32 {register}, {o[0]}, {o[1]};");
        string number = Emit($"{name}.{type}", kind, $"{o[0]}, {o[1]}");
        string unordered = registers.New(PtxRegisterKind.Predicate);
        emit($"setp.nan.{type} {unordered}, {o[0]}, {o[1]};");
        string nan = type == "f32" ? "0f7FC00000" : "0d7FF8000000000000";
        return Into(into, kind, register => $"selp.{type} {register}, {nan}, {number}, {unordered};");
    }

    private string Convert(string instruction, Operation operation, string[] o, string? into, PtxRegisterKind kind)
    {
        string source = InRegister(o[0], operation.Operands[0]);
        return Into(into, kind, register => $"{instruction} {register}, {source};");
    }

    /// <summary>The instruction saturates. NaN becomes 0 except where a side has 64 bits: there it is selected.</summary>
    private string FloatToInteger(string instruction, Operation operation, string[] o, string? into, PtxRegisterKind kind)
    {
        ScalarType from = operation.Operands[0].Type;
        string source = InRegister(o[0], operation.Operands[0]);
        if (from == ScalarType.Float32 && operation.Type == ScalarType.Int32)
            return Into(into, kind, register => $"{instruction} {register}, {source};");
        string number = Emit(instruction, kind, source);
        string unordered = registers.New(PtxRegisterKind.Predicate);
        emit($"setp.nan.{PtxTypes.Signed(from)} {unordered}, {source}, {source};");
        return Into(into, kind, register => $"selp.{PtxTypes.Bits(operation.Type)} {register}, 0, {number}, {unordered};");
    }

    private string PointerAdd(Operation operation, string? into)
    {
        string pointer = Write(operation.Operands[0]);
        PtxRegisterKind kind = KindOf(operation);
        Expression bytes = operation.Operands[1];
        if (kind == PtxRegisterKind.Int64)
        {
            string wide = Write(bytes);
            return Into(into, kind, register => $"add.s64 {register}, {pointer}, {wide};");
        }
        string narrow = bytes is Constant constant
            ? FormattableString.Invariant($"{(int)constant.Bits}")
            : Emit("cvt.u32.u64", kind, Write(bytes));
        return Into(into, kind, register => $"add.s32 {register}, {pointer}, {narrow};");
    }

    private string Emit(string instruction, PtxRegisterKind kind, string operands)
    {
        string register = registers.New(kind);
        emit($"{instruction} {register}, {operands};");
        return register;
    }

    private string Into(string? into, PtxRegisterKind kind, Func<string, string> instruction)
    {
        string register = into ?? registers.New(kind);
        emit(instruction(register));
        return register;
    }
}
