using System.Globalization;

namespace GpuNN.Jit.Tests.RandomKernels;

/// <summary>The types that variables and expressions of random kernels have.</summary>
internal enum RandomType
{
    Int32,
    UInt32,
    Int64,
    UInt64,
    SByte,
    Byte,
    Int16,
    UInt16,
    Single,
    Double,
}

/// <summary>
/// Random C# expressions with one meaning everywhere: no divisor is zero, no quotient overflows, no bits of a NaN are looked
/// at. A kernel has variables of some of the types, named by type and number: <c>int32_0</c>.
/// </summary>
internal sealed class RandomExpressions
{
    /// <summary>The variables of each type.</summary>
    public const int Variables = 2;

    private const int MaxTypes = 4;

    private static readonly RandomType[] s_integers =
    [
        RandomType.Int32, RandomType.Int32, RandomType.UInt32, RandomType.Int64, RandomType.UInt64,
        RandomType.SByte, RandomType.Byte, RandomType.Int16, RandomType.UInt16,
    ];

    private readonly Random _random;

    public RandomExpressions(Random random)
    {
        _random = random;
        var others = Enum.GetValues<RandomType>()[1..];
        random.Shuffle(others);
        Types = [RandomType.Int32, .. others.Take(_random.Next(1, MaxTypes + 1)).Order()];
    }

    /// <summary>The types of the kernel's variables; Int32 comes first.</summary>
    public RandomType[] Types { get; }

    private static readonly string[] s_uniform =
    [
        "rounds", "uniform0", "uniform1", "Grid.IdxX", "Grid.IdxY", "Grid.IdxZ", "Grid.DimX", "Grid.DimY", "Grid.DimZ",
        "Group.DimX", "Group.DimY", "Group.DimZ", "dynamic.IntLength",
    ];

    private static readonly string[] s_places = ["Group.IdxX", "Group.IdxY", "Group.IdxZ", "Warp.LaneIdx", "item"];

    public static string Keyword(RandomType type) => type switch
    {
        RandomType.Int32 => "int",
        RandomType.UInt32 => "uint",
        RandomType.Int64 => "long",
        RandomType.UInt64 => "ulong",
        RandomType.SByte => "sbyte",
        RandomType.Byte => "byte",
        RandomType.Int16 => "short",
        RandomType.UInt16 => "ushort",
        RandomType.Single => "float",
        _ => "double",
    };

    public static string Name(RandomType type, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{type.ToString().ToLowerInvariant()}_{number}");

    /// <summary>A variable of a type of <see cref="Types"/>.</summary>
    public string Variable(RandomType type) => Name(type, _random.Next(Variables));

    /// <summary>One of the kernel's types, of those given if it has any of them; else Int32.</summary>
    public RandomType Type(params RandomType[] wanted)
    {
        RandomType[] possible = wanted.Length == 0 ? Types : [.. Types.Intersect(wanted)];
        return possible.Length == 0 ? RandomType.Int32 : Pick(possible);
    }

    public T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    /// <summary>An expression whose type is exactly the one asked for.</summary>
    public string Of(RandomType type, int depth) => type switch
    {
        RandomType.Single or RandomType.Double => Float(type, depth),
        RandomType.Int32 or RandomType.UInt32 or RandomType.Int64 or RandomType.UInt64 => Integer(type, depth),
        _ => $"(({Keyword(type)})({Integer(Pick(RandomType.Int32, RandomType.Int64), depth)}))",
    };

    /// <summary>A truth value.</summary>
    public string Truth(int depth)
    {
        var type = Pick(RandomType.Int32, RandomType.UInt32, RandomType.Int64, RandomType.UInt64, RandomType.Single, RandomType.Double);
        string comparison = $"({Of(type, depth - 1)} {Pick("<", "<=", ">", ">=", "==", "!=")} {Of(type, depth - 1)})";
        return _random.Next(6) switch
        {
            0 => $"!{comparison}",
            1 when depth > 0 => $"({comparison} {Pick("&&", "||", "&", "|", "^")} {Truth(depth - 1)})",
            _ => comparison,
        };
    }

    /// <summary>An integer that is the same for all items of a group.</summary>
    public string Uniform(int depth) => depth == 0 || _random.Next(3) == 0
        ? _random.Next(3) == 0 ? Literal(_random.Next(-9, 33)) : Pick(s_uniform)
        : $"({Uniform(depth - 1)} {Pick("+", "-", "*", "&", "|", "^")} {Uniform(depth - 1)})";

    /// <summary>A number of moderate size that is no NaN, for functions that targets compute to some ulp only.</summary>
    public string Moderate(RandomType type) => _random.Next(3) == 0
        ? $"(({Keyword(type)})({Integer(RandomType.Int32, 1)} & 63) * {Literal(type, 0.125)})"
        : $"(({Keyword(type)})({Integer(RandomType.Int32, 1)} % 8) * {Literal(type, 0.0625)})";

    private string Integer(RandomType type, int depth)
    {
        string keyword = Keyword(type);
        bool isWide = type is RandomType.Int64 or RandomType.UInt64;
        bool isSigned = type is RandomType.Int32 or RandomType.Int64;
        if (depth <= 0)
            return Leaf(type);
        string A() => Integer(type, depth - 1);
        string bits = isWide ? "long" : "int";
        switch (_random.Next(20))
        {
            case 0:
                return $"({Pick("-", "~")}{A()})" is var negated && isSigned ? negated : $"(~{A()})";
            case 1:
                return $"({A()} {Pick("<<", ">>", ">>>")} {Integer(RandomType.Int32, depth - 1)})";
            case 2 when isSigned:
                return $"(({A()} >> 1) {Pick("/", "%")} ({A()} | 1))";
            case 2 or 3:
                return $"({A()} {Pick("/", "%")} (({A()} & 0x7fe) | 1))";
            case 4:
                return $"({A()} {Pick("/", "%", "*")} {Pick("8", "3", "1", "16", "7")})";
            case 5:
                return $"({Truth(depth - 1)} ? {A()} : {A()})";
            case 6:
                return $"(({keyword}){Of(Pick(RandomType.Single, RandomType.Double), depth - 1)})";
            case 7:
                return isWide ? $"(({keyword})Kernel.Bits({Float(RandomType.Double, depth - 1)}))"
                    : $"(({keyword})Kernel.Bits({Float(RandomType.Single, depth - 1)}))";
            case 8:
                return $"Math.{Pick("Min", "Max")}(({keyword}){A()}, ({keyword}){A()})";
            case 9 when isSigned:
                return $"Math.Abs({A()} >> 1)";
            case 9 or 10:
                string function = Pick("PopCount", "LeadingZeroCount", "TrailingZeroCount");
                return $"(({keyword})BitOperations.{function}(({(isWide ? "ulong" : "uint")}){A()}))";
            case 11 or 12:
                return $"(({keyword}){Integer(Pick(s_integers), depth - 1)})";
            case 13:
                return $"Kernel.Mix(({keyword}){A()}, {A()})" is var mixed && type == RandomType.Int32 ? mixed : $"({A()} ^ {A()})";
            case 14:
                return $"(({keyword})Kernel.HalfBits({Float(RandomType.Single, depth - 1)}))";
            default:
                return $"({A()} {Pick("+", "-", "*", "&", "|", "^")} {A()})";
        }
    }

    /// <summary>A variable of the kernel, as a value of a type.</summary>
    private string Value(RandomType type)
    {
        var own = Types.Contains(type) ? type : Pick(Types);
        return own == type ? Variable(type) : $"(({Keyword(type)}){Variable(own)})";
    }

    private string Leaf(RandomType type)
    {
        string keyword = Keyword(type);
        switch (_random.Next(8))
        {
            case 0:
                return type == RandomType.Int32 ? Pick(s_places) : $"(({keyword}){Pick(s_places)})";
            case 1:
                return $"(({keyword}){Pick(s_uniform)})";
            case 2 or 3:
                long value = _random.Next(4) switch
                {
                    0 => _random.NextInt64(long.MinValue, long.MaxValue),
                    1 => _random.Next(),
                    _ => _random.Next(-9, 33),
                };
                return $"unchecked(({keyword})({value.ToString(CultureInfo.InvariantCulture)}L))";
            default:
                return Value(type);
        }
    }

    private string Float(RandomType type, int depth)
    {
        string keyword = Keyword(type);
        if (depth <= 0)
            return _random.Next(5) == 0 ? Literal(type, Pick(0, -0.0, 1, -1, 0.5, -2.5, 3e9, -7e18, 1e-3, 65519, 1e-7)) : Value(type);
        string A() => Float(type, depth - 1);
        string math = type == RandomType.Single ? "MathF" : "Math";
        switch (_random.Next(16))
        {
            case 0:
                return $"(-{A()})";
            case 1:
                return $"({A()} {Pick("/", "%")} {A()})";
            case 2:
                return $"{math}.{Pick("Min", "Max")}({A()}, {A()})";
            case 3:
                return $"{math}.{Pick("Abs", "Floor", "Ceiling", "Truncate", "Round", "Sqrt")}({A()})";
            case 4:
                return $"{math}.FusedMultiplyAdd({A()}, {A()}, {A()})";
            case 5:
                return $"{math}.CopySign({A()}, Kernel.Number({A()}))";
            case 6:
                return $"({Truth(depth - 1)} ? {A()} : {A()})";
            case 7 or 8:
                return $"(({keyword}){Integer(Pick(s_integers[..5]), depth - 1)})";
            case 9:
                return $"(({keyword}){Float(type == RandomType.Single ? RandomType.Double : RandomType.Single, depth - 1)})";
            case 10:
                return type == RandomType.Single
                    ? $"BitConverter.Int32BitsToSingle({Integer(RandomType.Int32, depth - 1)} & unchecked((int)0xBFFFFFFF))"
                    : $"BitConverter.Int64BitsToDouble({Integer(RandomType.Int64, depth - 1)} & unchecked((long)0xBFFFFFFFFFFFFFFF))";
            case 11 when type == RandomType.Single:
                return $"((float)(Half){A()})";
            default:
                return $"({A()} {Pick("+", "-", "*")} {A()})";
        }
    }

    private static string Literal(int value) => string.Create(CultureInfo.InvariantCulture, $"({value})");

    private static string Literal(RandomType type, double value) => type == RandomType.Single
        ? string.Create(CultureInfo.InvariantCulture, $"({(float)value:R}f)")
        : string.Create(CultureInfo.InvariantCulture, $"({value:R}d)");
}
