using System.Globalization;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.OpenCl;

/// <summary>Writes expressions as OpenCL C and notes which runtime functions they need.</summary>
/// <param name="functions">Collects the functions of <see cref="OpenClFunctions"/> that are used.</param>
internal sealed class OpenClExpressionWriter(OpenClFunctionSet functions)
{
    /// <summary>The expression, in parentheses where it is no primary one.</summary>
    public string Write(Expression expression) => expression switch
    {
        Constant constant => Write(constant),
        Variable variable => Name(variable),
        SpecialValue special => Write(special.Register),
        AllocationAddress address => Address(address.Allocation),
        Operation operation => Write(operation),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} is unknown to the OpenCL target."),
    };

    /// <summary>
    /// An index into memory, computed in 64 bits: a sum of products that may wrap in 32 bits keeps drivers from seeing that
    /// neighbouring items read neighbouring elements. Both are the same number wherever it lies inside a view.
    /// </summary>
    public string WriteIndex(Expression index) => index switch
    {
        Constant constant => Signed(constant.Bits, "L"),
        SpecialValue special => Write(special.Register).Replace("(int)get_", "(long)get_", StringComparison.Ordinal),
        Operation { Type: ScalarType.Int32, Operator: Operator.Add } sum => Combine(sum, "+"),
        Operation { Type: ScalarType.Int32, Operator: Operator.Subtract } difference => Combine(difference, "-"),
        Operation { Type: ScalarType.Int32, Operator: Operator.Multiply } product => Combine(product, "*"),
        _ => $"(long){Write(index)}",
    };

    private string Combine(Operation operation, string op) =>
        $"({WriteIndex(operation.Operands[0])} {op} {WriteIndex(operation.Operands[1])})";

    /// <summary>The name of a variable.</summary>
    public static string Name(Variable variable) => FormattableString.Invariant($"v{variable.Id}");

    /// <summary>The address of shared or local memory as bytes.</summary>
    public static string Address(Allocation allocation) =>
        allocation.IsDynamic ? "dynamic_shared" : $"(({OpenClTypes.Qualifier(allocation.Space)} uchar*){allocation.Name})";

    private static string Write(Constant constant) => constant.Type switch
    {
        // Literals by bits: no decimal conversion of the driver comes into it.
        ScalarType.Float32 => FormattableString.Invariant($"as_float(0x{(uint)constant.Bits:X8}u)"),
        ScalarType.Float64 => FormattableString.Invariant($"as_double(0x{(ulong)constant.Bits:X16}ul)"),
        ScalarType.Int64 when constant.Bits == long.MinValue => "(-9223372036854775807L - 1)",
        ScalarType.Int64 => Signed(constant.Bits, "L"),
        ScalarType.Int32 when constant.Bits == int.MinValue => "(-2147483647 - 1)",
        ScalarType.Int32 => Signed(constant.Bits, ""),
        _ => "0",
    };

    private static string Signed(long value, string suffix)
    {
        string digits = value.ToString(CultureInfo.InvariantCulture) + suffix;
        return value < 0 ? $"({digits})" : digits;
    }

    private static string Write(SpecialRegister register) => register switch
    {
        SpecialRegister.GroupIndexX => "(int)get_group_id(0)",
        SpecialRegister.GroupIndexY => "(int)get_group_id(1)",
        SpecialRegister.GroupIndexZ => "(int)get_group_id(2)",
        SpecialRegister.ItemIndexX => "(int)get_local_id(0)",
        SpecialRegister.ItemIndexY => "(int)get_local_id(1)",
        SpecialRegister.ItemIndexZ => "(int)get_local_id(2)",
        SpecialRegister.GridSizeX => "(int)get_num_groups(0)",
        SpecialRegister.GridSizeY => "(int)get_num_groups(1)",
        SpecialRegister.GridSizeZ => "(int)get_num_groups(2)",
        SpecialRegister.GroupSizeX => "(int)get_local_size(0)",
        SpecialRegister.GroupSizeY => "(int)get_local_size(1)",
        SpecialRegister.GroupSizeZ => "(int)get_local_size(2)",
        SpecialRegister.LaneIndex => "(LINEAR_ITEM & 31)",
        SpecialRegister.DynamicSharedSize => "dynamic_shared_size",
        _ => throw new InvalidOperationException($"{register} is unknown to the OpenCL target."),
    };

    private string Write(Operation operation)
    {
        string[] o = Array.ConvertAll(operation.Operands, Write);
        ScalarType type = operation.Type;
        ScalarType from = operation.Operands[0].Type;
        bool wide = type == ScalarType.Int64;
        string s = wide ? "long" : "int", u = wide ? "ulong" : "uint";
        string mask = wide ? "63" : "31";
        switch (operation.Operator)
        {
            case Operator.Add:
                return Arithmetic(type, o, "+", s, u);
            case Operator.Subtract:
                return Arithmetic(type, o, "-", s, u);
            case Operator.Multiply:
                return Arithmetic(type, o, "*", s, u);
            case Operator.Divide:
                return type.IsFloat() ? $"({o[0]} / {o[1]})" : Divide(operation, o, "/", s, "divide");
            case Operator.Remainder:
                return type.IsFloat() ? $"fmod({o[0]}, {o[1]})" : Divide(operation, o, "%", s, "remainder");
            case Operator.DivideUnsigned:
                return Divide(operation, o, "/", u, "divide");
            case Operator.RemainderUnsigned:
                return Divide(operation, o, "%", u, "remainder");
            case Operator.Negate:
                return type.IsFloat() ? $"(-{o[0]})" : $"(({s})(0 - ({u}){o[0]}))";
            case Operator.And:
                return $"({o[0]} & {o[1]})";
            case Operator.Or:
                return $"({o[0]} | {o[1]})";
            case Operator.Xor:
                return $"({o[0]} ^ {o[1]})";
            case Operator.Not:
                return $"(~{o[0]})";
            case Operator.ShiftLeft:
                return $"(({s})(({u}){o[0]} << ({o[1]} & {mask})))";
            case Operator.ShiftRight:
                return $"({o[0]} >> ({o[1]} & {mask}))";
            case Operator.ShiftRightUnsigned:
                return $"(({s})(({u}){o[0]} >> ({o[1]} & {mask})))";
            case Operator.Minimum:
                return Extremum(type, o, "min", s);
            case Operator.Maximum:
                return Extremum(type, o, "max", s);
            case Operator.MinimumUnsigned:
                return $"(({s})min(({u}){o[0]}, ({u}){o[1]}))";
            case Operator.MaximumUnsigned:
                return $"(({s})max(({u}){o[0]}, ({u}){o[1]}))";
            case Operator.Absolute:
                return type.IsFloat() ? $"fabs({o[0]})" : $"(({s})abs({o[0]}))";
            case Operator.Equal:
                return $"({o[0]} == {o[1]})";
            case Operator.NotEqual:
                return $"({o[0]} != {o[1]})";
            case Operator.Less:
                return $"({o[0]} < {o[1]})";
            case Operator.LessOrEqual:
                return $"({o[0]} <= {o[1]})";
            case Operator.Greater:
                return $"({o[0]} > {o[1]})";
            case Operator.GreaterOrEqual:
                return $"({o[0]} >= {o[1]})";
            case Operator.LessUnsigned:
                return Unsigned(from, o, "<");
            case Operator.LessOrEqualUnsigned:
                return Unsigned(from, o, "<=");
            case Operator.GreaterUnsigned:
                return Unsigned(from, o, ">");
            case Operator.GreaterOrEqualUnsigned:
                return Unsigned(from, o, ">=");
            case Operator.LessUnordered:
                return $"(!({o[0]} >= {o[1]}))";
            case Operator.LessOrEqualUnordered:
                return $"(!({o[0]} > {o[1]}))";
            case Operator.GreaterUnordered:
                return $"(!({o[0]} <= {o[1]}))";
            case Operator.GreaterOrEqualUnordered:
                return $"(!({o[0]} < {o[1]}))";
            case Operator.Select:
                return $"({o[0]} ? {o[1]} : {o[2]})";
            case Operator.NarrowInt8:
                return $"((int)(char){o[0]})";
            case Operator.NarrowUInt8:
                return $"({o[0]} & 255)";
            case Operator.NarrowInt16:
                return $"((int)(short){o[0]})";
            case Operator.NarrowUInt16:
                return $"({o[0]} & 65535)";
            case Operator.ExtendSigned:
                return $"((long){o[0]})";
            case Operator.ExtendUnsigned:
                return $"((long)(uint){o[0]})";
            case Operator.Truncate:
                return $"((int){o[0]})";
            case Operator.SignedToFloat:
                return $"(({OpenClTypes.Name(type, default)}){o[0]})";
            case Operator.UnsignedToFloat:
                return $"(({OpenClTypes.Name(type, default)})({(from == ScalarType.Int64 ? "ulong" : "uint")}){o[0]})";
            case Operator.FloatToSigned:
                return $"{functions.Use(wide ? "to_i64" : "to_i32", from)}({o[0]})";
            case Operator.FloatToUnsigned:
                return $"{functions.Use(wide ? "to_u64" : "to_u32", from)}({o[0]})";
            case Operator.FloatToFloat:
                return $"(({OpenClTypes.Name(type, default)}){o[0]})";
            case Operator.FloatToBits:
                return $"as_{s}({o[0]})";
            case Operator.BitsToFloat:
                return $"as_{OpenClTypes.Name(type, default)}({o[0]})";
            case Operator.HalfToSingle:
                return $"{functions.Use("half_to_single")}({o[0]})";
            case Operator.SingleToHalf:
                return $"{functions.Use("single_to_half")}({o[0]})";
            case Operator.FusedMultiplyAdd:
                return $"fma({o[0]}, {o[1]}, {o[2]})";
            case Operator.PopulationCount:
                return $"((int)popcount({o[0]}))";
            case Operator.LeadingZeroCount:
                return $"((int)clz({o[0]}))";
            case Operator.TrailingZeroCount:
                return $"{functions.Use("trailing_zeros", from)}({o[0]})";
            case Operator.PointerAdd:
                return $"({o[0]} + {o[1]})";
            default:
                return $"{MathFunction(operation.Operator)}({string.Join(", ", o)})";
        }
    }

    /// <summary>Signed overflow wraps: it goes through the unsigned type.</summary>
    private static string Arithmetic(ScalarType type, string[] o, string op, string s, string u) =>
        type.IsFloat() ? $"({o[0]} {op} {o[1]})" : $"(({s})(({u}){o[0]} {op} ({u}){o[1]}))";

    /// <summary>A processor may trap where a quotient does not exist: only a constant divisor needs no guard.</summary>
    private string Divide(Operation operation, string[] o, string op, string type, string function)
    {
        string s = operation.Type == ScalarType.Int64 ? "long" : "int";
        if (operation.Operands[1] is Constant { Bits: not (0 or -1) })
            return $"(({s})(({type}){o[0]} {op} ({type}){o[1]}))";
        return $"(({s}){functions.Use($"{function}_{type}")}({o[0]}, {o[1]}))";
    }

    private string Extremum(ScalarType type, string[] o, string name, string s) =>
        type.IsFloat() ? $"{functions.Use(name, type)}({o[0]}, {o[1]})" : $"{name}(({s}){o[0]}, ({s}){o[1]})";

    private static string Unsigned(ScalarType from, string[] o, string op)
    {
        string u = from == ScalarType.Int64 ? "ulong" : from == ScalarType.Pointer ? "uintptr_t" : "uint";
        return $"(({u}){o[0]} {op} ({u}){o[1]})";
    }

    private static string MathFunction(Operator op) => op switch
    {
        Operator.SquareRoot => "sqrt",
        Operator.Exponential => "exp",
        Operator.Logarithm => "log",
        Operator.Logarithm2 => "log2",
        Operator.Logarithm10 => "log10",
        Operator.Sine => "sin",
        Operator.Cosine => "cos",
        Operator.Tangent => "tan",
        Operator.ArcSine => "asin",
        Operator.ArcCosine => "acos",
        Operator.ArcTangent => "atan",
        Operator.HyperbolicSine => "sinh",
        Operator.HyperbolicCosine => "cosh",
        Operator.HyperbolicTangent => "tanh",
        Operator.CubeRoot => "cbrt",
        Operator.Floor => "floor",
        Operator.Ceiling => "ceil",
        Operator.RoundTowardZero => "trunc",
        Operator.RoundToEven => "rint",
        Operator.Power => "pow",
        Operator.ArcTangent2 => "atan2",
        Operator.CopySign => "copysign",
        _ => throw new InvalidOperationException($"{op} is unknown to the OpenCL target."),
    };
}
