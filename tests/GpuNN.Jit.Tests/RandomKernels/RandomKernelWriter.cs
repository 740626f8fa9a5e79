using System.Globalization;
using System.Text;

namespace GpuNN.Jit.Tests.RandomKernels;

/// <summary>
/// Writes a random kernel as C#. All items take every barrier and shuffle; between those, each goes its own way. An item writes
/// its own elements of the results, and others' only atomically and in ways whose order does not matter.
/// </summary>
internal sealed class RandomKernelWriter
{
    /// <summary>The items of a group: two warps.</summary>
    public const int GroupSize = 64;

    private const int MaxNesting = 2;

    private readonly Random _random;
    private readonly RandomExpressions _expressions;
    private readonly StringBuilder _text = new();
    private int _names;
    private int _indent = 2;

    private RandomKernelWriter(int seed)
    {
        _random = new Random(seed);
        _expressions = new RandomExpressions(_random);
    }

    /// <summary>What all kernels of a compilation share.</summary>
    public static string Frame => """
        global using System;
        global using System.Numerics;
        global using GpuNN.Jit;
        global using Half = GpuNN.Jit.Half;

        public struct Four { public float X, Y, Z, W; }
        public struct Two { public long A, B; }
        public struct Mixed { public short Short; public int Int; public float Float; public byte Byte; }

        public interface IOperation { static abstract int Apply(int a, int b); }
        public readonly struct Rotated : IOperation { public static int Apply(int a, int b) => (int)BitOperations.RotateLeft((uint)a, b & 31); }

        public static class Kernel
        {
            public static int Bits(float value) => float.IsNaN(value) ? 0x7fc00000 : BitConverter.SingleToInt32Bits(value);
            public static long Bits(double value) => double.IsNaN(value) ? 0x7ff8000000000000 : BitConverter.DoubleToInt64Bits(value);
            public static float Number(float value) => float.IsNaN(value) ? 1f : value;
            public static double Number(double value) => double.IsNaN(value) ? 1d : value;
            public static int HalfBits(float value) => float.IsNaN(value) ? 0x7e00 : Interop.FloatAsInt((Half)value);
            public static int Mix(int a, int b) => Apply<Rotated>(a, b) ^ b;
            private static int Apply<T>(int a, int b) where T : struct, IOperation => T.Apply(a, b);
            public static bool Step(ref int value, out int old, int limit)
            {
                old = value;
                if (value > limit)
                    return false;
                value += 3;
                return true;
            }
        }

        """;

    /// <summary>The class <c>Random{seed}</c>, whose method <c>Run</c> is the kernel.</summary>
    public static string Write(int seed)
    {
        var writer = new RandomKernelWriter(seed);
        writer.WriteKernel(seed);
        return writer._text.ToString();
    }

    private void WriteKernel(int seed)
    {
        _text.AppendLine(CultureInfo.InvariantCulture, $"public static class Random{seed}");
        _text.AppendLine("{");
        _text.AppendLine("    public static void Run(ArrayView<int> ints, ArrayView<long> longs, ArrayView<float> floats, ArrayView<double> doubles,");
        _text.AppendLine("        ArrayView<byte> bytes, ArrayView<int> counters, ArrayView<long> wide, ArrayView<float> sums, ArrayView<double> near, int rounds)");
        _text.AppendLine("    {");
        _text.AppendLine("    unchecked");
        _text.AppendLine("    {");
        Line("int item = Grid.GlobalLinearIndex, place = Group.LinearIndex;");
        Line("var sharedInts = SharedMemory.Allocate<int>(64);");
        Line("var sharedLongs = SharedMemory.Allocate<long>(64);");
        Line("var sharedBytes = SharedMemory.Allocate<byte>(64);");
        Line("var dynamic = SharedMemory.GetDynamic<float>();");
        Line("var own = bytes.SubView(item * 64, 64);");
        Line($"int uniform0 = {Literal()}, uniform1 = rounds;");
        foreach (var type in _expressions.Types)
        {
            string view = type switch
            {
                RandomType.Int64 or RandomType.UInt64 => "longs",
                RandomType.Single => "floats",
                RandomType.Double => "doubles",
                _ => "ints",
            };
            string keyword = RandomExpressions.Keyword(type);
            string name = RandomExpressions.Name(type, 0), other = RandomExpressions.Name(type, 1);
            Line($"{keyword} {name} = ({keyword}){view}[item * 2], {other} = ({keyword}){view}[item * 2 + 1];");
        }
        int statements = _random.Next(4, 8);
        for (int i = 0; i < statements; i++)
            WriteUniform(MaxNesting);
        WriteResults();
        _text.AppendLine("    }");
        _text.AppendLine("    }");
        _text.AppendLine("}");
    }

    private void WriteResults()
    {
        Line("ints[item * 2] = int32_0;");
        Line("ints[item * 2 + 1] = int32_1 * 31 + uniform0 * 11 + uniform1;");
        string sum = "0";
        foreach (var type in _expressions.Types[1..])
        {
            for (int i = 0; i < RandomExpressions.Variables; i++)
            {
                string name = RandomExpressions.Name(type, i);
                sum = $"({sum}) * 31 + (long){(type is RandomType.Single or RandomType.Double ? $"Kernel.Bits({name})" : name)}";
            }
        }
        Line($"longs[item * 2 + 1] = {sum};");
    }

    /// <summary>A statement that all items of the group reach.</summary>
    private void WriteUniform(int nesting)
    {
        switch (_random.Next(nesting > 0 ? 14 : 10))
        {
            case 0 or 1:
                WriteExchange();
                break;
            case 2 or 3:
                WriteShuffle();
                break;
            case 4:
                WriteAtomic();
                break;
            case 5:
                Line($"uniform{_random.Next(2)} = {_expressions.Uniform(2)};");
                break;
            case 6:
                Line(_expressions.Pick("Warp.Barrier();", "MemoryFence.GroupLevel();", "MemoryFence.DeviceLevel();", "Group.Barrier();"));
                break;
            case 7:
                WriteNear();
                break;
            case 10 or 11:
                string counter = Name("round");
                string bound = _expressions.Pick("rounds", "2", "3", "(uniform0 & 3)", "(rounds + (Grid.IdxX & 1))");
                Open($"for (int {counter} = 0; {counter} < {bound}; {counter}++)");
                WriteUniforms(nesting - 1);
                Line($"int32_0 += {counter};");
                Close();
                break;
            case 12:
                Open($"if ({_expressions.Uniform(1)} {_expressions.Pick("<", ">=", "==")} {_expressions.Uniform(1)})");
                WriteUniforms(nesting - 1);
                Close();
                if (_random.Next(2) == 0)
                {
                    Open("else");
                    WriteUniforms(nesting - 1);
                    Close();
                }
                break;
            case 13:
                WriteVote(nesting);
                break;
            default:
                WriteOwn(MaxNesting);
                break;
        }
    }

    private void WriteUniforms(int nesting)
    {
        for (int i = _random.Next(1, 3); i > 0; i--)
            WriteUniform(nesting);
    }

    /// <summary>A loop with barriers whose length is found in shared memory, the same for all.</summary>
    private void WriteVote(int nesting)
    {
        string counter = Name("vote"), bound = Name("bound");
        Line("Group.Barrier();");
        Open("if (place == 0)");
        Line($"sharedInts[0] = {_expressions.Of(RandomType.Int32, 2)} & 3;");
        Close();
        Line("Group.Barrier();");
        Line($"int {bound} = sharedInts[0];");
        Line("Group.Barrier();");
        Line($"int {counter} = 0;");
        Open($"while ({counter}++ < {bound})");
        WriteUniforms(nesting - 1);
        Close();
    }

    /// <summary>A statement of one item: no barrier, no shuffle.</summary>
    private void WriteOwn(int nesting)
    {
        switch (_random.Next(nesting > 0 ? 18 : 9))
        {
            case 0:
                WriteMemory();
                break;
            case 1:
                WriteStruct();
                break;
            case 2:
                string old = Name("old");
                Line($"if (Kernel.Step(ref {_expressions.Variable(RandomType.Int32)}, out int {old}, {_expressions.Of(RandomType.Int32, 1)})) int32_1 ^= {old};");
                break;
            case 3:
                var narrow = _expressions.Type(RandomType.SByte, RandomType.Byte, RandomType.Int16, RandomType.UInt16, RandomType.UInt64);
                Line(_random.Next(3) == 0
                    ? $"{_expressions.Variable(narrow)} {_expressions.Pick("<<=", ">>=", ">>>=")} {_random.Next(9)};"
                    : $"{_expressions.Variable(narrow)} {_expressions.Pick("+=", "-=", "*=", "^=")} {_expressions.Of(narrow, 1)};");
                break;
            case 10 or 11:
                Open($"if ({_expressions.Truth(2)})");
                WriteOwns(nesting - 1);
                Close();
                if (_random.Next(2) == 0)
                {
                    Open("else");
                    WriteOwns(nesting - 1);
                    Close();
                }
                break;
            case 12:
                WriteCountedLoop(nesting);
                break;
            case 13:
                string counter = Name("turn");
                Line($"int {counter} = {_expressions.Of(RandomType.Int32, 1)} & 7;");
                Open($"while ({counter} > 0)");
                WriteOwns(nesting - 1);
                if (_random.Next(2) == 0)
                    Line($"if ({_expressions.Truth(1)}) {_expressions.Pick("break;", $"{{ {counter} -= 2; continue; }}")}");
                Line($"{counter}--;");
                Close();
                break;
            case 14:
                WriteSwitch(nesting);
                break;
            case 15:
                WriteLocalArray();
                break;
            default:
                var type = _expressions.Type();
                Line($"{_expressions.Variable(type)} = {_expressions.Of(type, 3)};");
                break;
        }
    }

    private void WriteOwns(int nesting)
    {
        for (int i = _random.Next(1, 3); i > 0; i--)
            WriteOwn(nesting);
    }

    private void WriteCountedLoop(int nesting)
    {
        string counter = Name("n");
        string header = _random.Next(3) switch
        {
            0 => $"for (int {counter} = {_random.Next(3)}; {counter} < {_random.Next(2, 7)}; {counter}++)",
            1 => $"for (int {counter} = {_random.Next(4, 20)}; {counter} > 0; {counter} >>= 1)",
            _ => $"for (int {counter} = {_random.Next(5)}; {counter} <= 9; {counter} += 3)",
        };
        Open(header);
        WriteOwns(nesting - 1);
        Line($"int32_{_random.Next(2)} += {counter} * {Literal()};");
        if (_random.Next(4) == 0)
            Line($"if ({_expressions.Truth(1)}) break;");
        Close();
    }

    private void WriteSwitch(int nesting)
    {
        Open($"switch ({_expressions.Of(RandomType.Int32, 1)} & 3)");
        for (int i = 0; i < 3; i++)
        {
            Line(i == 2 ? "default:" : $"case {i}:");
            WriteOwns(nesting - 1);
            Line("break;");
        }
        Close();
    }

    private void WriteLocalArray()
    {
        string array = Name("array"), counter = Name("k");
        Line($"var {array} = LocalMemory.Allocate<{_expressions.Pick("int", "long")}>(4);");
        Line($"for (int {counter} = 0; {counter} < 4; {counter}++) {array}[{counter}] = {counter} * {Literal()} + {_expressions.Variable(RandomType.Int32)};");
        string index = _random.Next(2) == 0 ? $"{_expressions.Of(RandomType.Int32, 1)} & 3" : _random.Next(4).ToString(CultureInfo.InvariantCulture);
        Line($"{array}[{index}] ^= {_expressions.Of(RandomType.Int32, 2)};");
        Line($"for (int {counter} = 0; {counter} < 4; {counter}++) int32_0 = int32_0 * 5 + (int){array}[{counter}];");
    }

    private void WriteMemory()
    {
        var type = (RandomType)_random.Next(10);
        string keyword = RandomExpressions.Keyword(type);
        string element = string.Create(CultureInfo.InvariantCulture, $"own.Cast<{keyword}>()[{_random.Next(4)}]");
        bool isFloat = type is RandomType.Single or RandomType.Double;
        string value = _expressions.Of(type, 2);
        Line($"{element} = {(isFloat ? $"Kernel.Number({value})" : value)};");
        if (_expressions.Types.Contains(type))
            Line($"{_expressions.Variable(type)} {(isFloat ? "=" : _expressions.Pick("=", "+=", "^="))} {element};");
        else
            Line($"int32_0 {_expressions.Pick("+=", "^=")} (int){element};");
    }

    private void WriteStruct()
    {
        string name = Name("s");
        switch (_random.Next(4))
        {
            case 0:
                Line($"var {name} = own.Cast<Four>()[{_random.Next(4)}];");
                Line($"{name}.X = Kernel.Number({name}.X + {name}.W); {name}.Z = Kernel.Number({_expressions.Of(RandomType.Single, 1)});");
                Line($"own.Cast<Four>()[{_random.Next(4)}] = {name};");
                Line($"int32_0 ^= Kernel.Bits({name}.X * {name}.Z);");
                break;
            case 1:
                Line($"Two {name} = default; {name}.B = {_expressions.Of(RandomType.Int64, 2)};");
                Line($"own.Cast<Two>()[{_random.Next(4)}] = {name};");
                Line($"var {name}r = own.Cast<Two>()[{_random.Next(4)}]; int32_1 ^= (int)({name}r.A + {name}.B);");
                break;
            case 2:
                Line($"ref var {name} = ref own.Cast<Mixed>()[{_random.Next(4)}];");
                Line($"{name}.Short = {_expressions.Of(RandomType.Int16, 1)}; {name}.Byte += 3; {name}.Int = {name}.Short * 5;");
                Line($"var {name}c = {name}; int32_0 ^= {name}c.Int + {name}c.Byte;");
                break;
            default:
                Line($"var {name} = (A: int32_0, B: {_expressions.Of(RandomType.Int64, 1)}); var {name}c = {name};");
                Line($"{name}.A = (int){name}c.B; {name}c.B -= {name}.A; int32_0 ^= (int){name}c.B; int32_1 += {name}.A;");
                break;
        }
    }

    private void WriteExchange()
    {
        string shift = _random.Next(1, 64).ToString(CultureInfo.InvariantCulture);
        var type = _expressions.Type(RandomType.Int32, RandomType.Int64, RandomType.Byte, RandomType.Single);
        string shared = type switch
        {
            RandomType.Int32 => "sharedInts",
            RandomType.Int64 => "sharedLongs",
            RandomType.Byte => "sharedBytes",
            _ => "dynamic",
        };
        string value = _expressions.Of(type, 2);
        Line("Group.Barrier();");
        Line($"{shared}[place] = {(type == RandomType.Single ? $"Kernel.Number({value})" : value)};");
        Line("Group.Barrier();");
        Line($"{_expressions.Variable(type)} = {shared}[{_expressions.Pick($"(place + {shift}) & 63", $"place ^ {shift}", shift)}];");
    }

    private void WriteShuffle()
    {
        var type = _expressions.Type(RandomType.Int32, RandomType.UInt32, RandomType.Int64, RandomType.UInt64, RandomType.Single, RandomType.Double);
        string value = _expressions.Of(type, 2);
        if (type is RandomType.Single or RandomType.Double)
            value = $"Kernel.Number({value})";
        string kind = _expressions.Pick("Shuffle", "ShuffleDown", "ShuffleUp", "ShuffleXor");
        string argument = _random.Next(3) switch
        {
            0 => $"{_expressions.Uniform(1)} & 31",
            1 when kind == "Shuffle" => $"{_expressions.Of(RandomType.Int32, 1)} & 31",
            _ => _random.Next(32).ToString(CultureInfo.InvariantCulture),
        };
        string width = _random.Next(3) == 0 ? $", {_expressions.Pick("2", "8", "16", "32")}" : "";
        Line($"{_expressions.Variable(type)} = Warp.{kind}({value}, {argument}{width});");
    }

    private void WriteAtomic()
    {
        string value = $"{_expressions.Of(RandomType.Int32, 2)}";
        string wide = $"{_expressions.Of(RandomType.Int64, 2)}";
        string condition = _random.Next(2) == 0 ? $"if ({_expressions.Truth(1)}) " : "";
        string own = "counters[16 + item]", ownWide = "wide[16 + item]";
        Line(condition + _random.Next(18) switch
        {
            0 => $"Atomic.Add(ref counters[0], {value});",
            1 => $"Atomic.Max(ref counters[1], {value});",
            2 => $"Atomic.Min(ref counters[2], {value});",
            3 => $"Atomic.And(ref counters[3], {value} | 0x10101);",
            4 => $"Atomic.Or(ref counters[4], {value});",
            5 => $"Atomic.Xor(ref counters[5], {value});",
            6 => $"Atomic.Max(ref counters.Cast<uint>()[6], (uint){value});",
            7 => $"Atomic.Min(ref counters.Cast<uint>()[7], (uint){value});",
            8 => $"int32_0 ^= Atomic.Exchange(ref {own}, {value});",
            9 => $"int32_1 ^= Atomic.CompareExchange(ref {own}, {_expressions.Pick("5", "int32_0")}, {value});",
            10 => $"Atomic.Add(ref wide[0], {wide});",
            11 => $"Atomic.{_expressions.Pick("Max(ref wide[1]", "Min(ref wide[2]")}, {wide});",
            12 => $"Atomic.{_expressions.Pick("Max(ref wide.Cast<ulong>()[6]", "Min(ref wide.Cast<ulong>()[7]")}, (ulong){wide});",
            13 => $"Atomic.{_expressions.Pick("Or(ref wide[3]", "Xor(ref wide[4]", "And(ref wide[5]")}, {wide});",
            14 => $"int32_0 ^= (int)(Atomic.Exchange(ref {ownWide}, {wide}) + Atomic.CompareExchange(ref {ownWide}, {wide}, int32_1));",
            15 => $"Atomic.Add(ref sums[0], (float)({value} & 255));",
            16 => $"Atomic.{_expressions.Pick("Max(ref sums[1]", "Min(ref sums[2]")}, (float){value});",
            _ => $"int32_1 += (int)Atomic.Exchange(ref sums[16 + item], (float){value});",
        });
    }

    /// <summary>A function that targets compute to some ulp: its result goes to a view that is compared so, and nowhere else.</summary>
    private void WriteNear()
    {
        var type = _expressions.Pick(RandomType.Single, RandomType.Double);
        string math = type == RandomType.Single ? "MathF" : "Math";
        string x = _expressions.Moderate(type), y = _expressions.Moderate(type);
        string value = _expressions.Pick(
            $"{math}.Exp({x})", $"{math}.Log({math}.Abs({x}) + 1)", $"{math}.Log2({math}.Abs({x}) + 1)", $"{math}.Log10({math}.Abs({x}) + 1)",
            $"{math}.Sin({x})", $"{math}.Cos({x})", $"{math}.Tan({x} * 0)", $"{math}.Asin({x} * 0)", $"{math}.Acos({y} * 0)",
            $"{math}.Atan({x})", $"{math}.Sinh({x})", $"{math}.Cosh({x})", $"{math}.Tanh({x})", $"{math}.Cbrt({x})",
            $"{math}.Pow({math}.Abs({x}) + 1, {y})", $"{math}.Atan2({x}, {math}.Abs({y}) + 1)");
        Line($"near[item * 2 + {(type == RandomType.Single ? 0 : 1)}] = {value};");
    }

    private string Literal() => _random.Next(-40, 41).ToString(CultureInfo.InvariantCulture) is var text && text[0] == '-' ? $"({text})" : text;

    private string Name(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{++_names}");

    private void Line(string text) => _text.Append(' ', 4 * _indent).AppendLine(text);

    private void Open(string text)
    {
        Line(text);
        Line("{");
        _indent++;
    }

    private void Close()
    {
        _indent--;
        Line("}");
    }
}
