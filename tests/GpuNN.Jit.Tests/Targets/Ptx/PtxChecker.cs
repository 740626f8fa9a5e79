using System.Globalization;
using System.Text.RegularExpressions;

namespace GpuNN.Jit.Tests.Targets.Ptx;

/// <summary>
/// Reads a PTX module as the assembler would: every register is declared and of the width that the instruction's type
/// wants, every label exists, every instruction is one of those known here, every offset fits its alignment.
/// </summary>
internal static partial class PtxChecker
{
    private static readonly Dictionary<string, int> s_widths = new()
    {
        ["%p"] = 1,
        ["%h"] = 16,
        ["%r"] = 32,
        ["%f"] = 32,
        ["%rd"] = 64,
        ["%fd"] = 64,
    };

    // Each instruction with the kinds of its operands: d and s of the type's width, p predicate, a address, w an Int32.
    private static readonly (Regex Form, string Operands)[] s_forms =
    [
        (new(@"^(add|sub)\.(s32|s64|rn\.f32|rn\.f64)$"), "dss"),
        (new(@"^mul\.(lo\.s32|lo\.s64|rn\.f32|rn\.f64)$"), "dss"),
        (new(@"^mad\.lo\.(s32|s64)$"), "dsss"),
        (new(@"^mad\.wide\.s32$"), "Dwws:64"),
        (new(@"^(div|rem)\.(s32|s64|u32|u64)$"), "dss"),
        (new(@"^div\.rn\.(f32|f64)$"), "dss"),
        (new(@"^(and|or|xor)\.(b32|b64)$"), "dss"),
        (new(@"^not\.(b32|b64)$"), "ds"),
        (new(@"^(shl\.b|shr\.s|shr\.u)(32|64)$"), "dsw"),
        (new(@"^(min|max)\.(s32|s64|u32|u64|f32|f64|NaN\.f32)$"), "dss"),
        (new(@"^(neg|abs)\.(s32|s64|f32|f64)$"), "ds"),
        (new(@"^sqrt\.rn\.(f32|f64)$"), "ds"),
        (new(@"^fma\.rn\.(f32|f64)$"), "dsss"),
        (new(@"^copysign\.(f32|f64)$"), "dss"),
        (new(@"^mov\.(b32|b64|f32|f64|u32|u64)$"), "dm"),
        (new(@"^selp\.(b32|b64|f32|f64|s32)$"), "dssp"),
        (new(@"^setp\.(eq|ne|lt|le|gt|ge)\.(s32|s64|u32|u64|b32|b64)$"), "pss"),
        (new(@"^setp\.(eq|lt|le|gt|ge|neu|ltu|leu|gtu|geu|nan)\.(f32|f64)$"), "pss"),
        (new(@"^(popc|clz)\.(b32|b64)$"), "ws"),
        (new(@"^brev\.(b32|b64)$"), "ds"),
        (new(@"^shfl\.sync\.(idx|up|down|bfly)\.b32$"), "dswwi"),
        (new(@"^cvt\.rna\.tf32\.f32$"), "ds"),
        (new(@"^cvta\.to\.global\.u64$"), "ds"),
    ];

    public static void Check(string text)
    {
        Assert.Matches(@"^// .*\n\.version \d\.\d\n\.target sm_\d+\n\.address_size 64\n", text);
        var declared = new Dictionary<string, int>();
        foreach (Match match in Declaration().Matches(text))
        {
            string prefix = match.Groups["prefix"].Value;
            declared.Add(prefix, int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture));
            int width = match.Groups["type"].Value is "pred" ? 1 : int.Parse(match.Groups["type"].Value[1..], CultureInfo.InvariantCulture);
            Assert.Equal(s_widths[prefix], width);
        }
        foreach (Match register in Register().Matches(text))
        {
            string prefix = register.Groups["prefix"].Value;
            Assert.True(declared.TryGetValue(prefix, out int count), $"{register.Value} is not declared");
            Assert.InRange(int.Parse(register.Groups["number"].Value, CultureInfo.InvariantCulture), 1, count - 1);
        }
        HashSet<string> labels = [.. Regex.Matches(text, @"^(\$\w+):$", RegexOptions.Multiline).Select(match => match.Groups[1].Value)];
        foreach (Match jump in Regex.Matches(text, @"bra (\$\w+);"))
            Assert.Contains(jump.Groups[1].Value, labels);
        foreach (string line in text.Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)))
            CheckLine(line.Trim());
    }

    private static void CheckLine(string line)
    {
        if (line.StartsWith('.'))
            return;
        Assert.EndsWith(";", line, StringComparison.Ordinal);
        string instruction = line[..^1];
        if (instruction.StartsWith('@'))
        {
            Assert.Matches(@"^@!?%p\d+ bra \$\w+$", instruction);
            return;
        }
        int space = instruction.IndexOf(' ', StringComparison.Ordinal);
        string name = space < 0 ? instruction : instruction[..space];
        string[] operands = space < 0 ? [] : Operands(instruction[(space + 1)..]);
        if (name is "ret" or "bra" or "bar.sync" or "bar.warp.sync" || name.StartsWith("membar.", StringComparison.Ordinal))
            return;
        if (name.StartsWith("mma.", StringComparison.Ordinal) || name.StartsWith("ldmatrix.", StringComparison.Ordinal))
        {
            Assert.All(operands.Where(operand => operand.StartsWith('{')).SelectMany(Registers), register => Assert.Equal(32, WidthOf(register)));
            return;
        }
        if (name.StartsWith("cp.async.", StringComparison.Ordinal))
        {
            CheckCopy(operands, line);
            return;
        }
        if (Memory().Match(name) is { Success: true } memory)
        {
            CheckMemory(memory, operands, line);
            return;
        }
        if (name.StartsWith("cvt.", StringComparison.Ordinal) && name != "cvt.rna.tf32.f32")
        {
            CheckConversion(name, operands, line);
            return;
        }
        foreach ((Regex form, string kinds) in s_forms)
        {
            if (!form.IsMatch(name))
                continue;
            CheckOperands(name, kinds, operands, line);
            return;
        }
        Assert.Fail($"unknown instruction: {line}");
    }

    private static void CheckOperands(string name, string kinds, string[] operands, string line)
    {
        int width = int.Parse(Regex.Match(name, @"(\d+)$").Value, CultureInfo.InvariantCulture);
        if (kinds.EndsWith(":64", StringComparison.Ordinal))
        {
            kinds = kinds[..^3];
            width = 64;
        }
        Assert.True(kinds.Length == operands.Length, line);
        for (int i = 0; i < kinds.Length; i++)
        {
            int wanted = kinds[i] switch { 'p' => 1, 'w' => 32, 'i' => 0, _ => width };
            string operand = operands[i];
            if (operand.StartsWith('{'))
            {
                Assert.True(width == 64, line);
                Assert.All(Registers(operand), half => Assert.Equal(32, WidthOf(half)));
            }
            else if (Register().Match(operand) is { Success: true } && wanted != 0)
            {
                Assert.True(WidthOf(operand) == wanted, $"{operand} in {line}");
            }
            else
            {
                // Results are registers; the rest may be immediates, special registers or symbols.
                Assert.True(i > 0, line);
                if (operand.StartsWith("0f", StringComparison.Ordinal))
                    Assert.True(width == 32 && Regex.IsMatch(operand, "^0f[0-9A-F]{8}$"), line);
                if (operand.StartsWith("0d", StringComparison.Ordinal))
                    Assert.True(width == 64 && Regex.IsMatch(operand, "^0d[0-9A-F]{16}$"), line);
            }
        }
    }

    private static void CheckMemory(Match memory, string[] operands, string line)
    {
        string op = memory.Groups["op"].Value;
        string space = memory.Groups["space"].Value;
        string type = memory.Groups["type"].Value;
        int bits = int.Parse(type[1..], CultureInfo.InvariantCulture);
        int lanes = memory.Groups["lanes"].Value is { Length: > 0 } count ? int.Parse(count, CultureInfo.InvariantCulture) : 1;
        Assert.True(bits * lanes <= 128, line);
        Assert.True(memory.Groups["nc"].Value.Length == 0 || (op, space) == ("ld", "global"), line);
        string address = operands[op is "ld" or "atom" ? 1 : 0];
        Match place = Regex.Match(address, @"^\[(?<base>%?\w+)(\+(?<offset>-?\d+))?\]$");
        Assert.True(place.Success, line);
        if (space == "param")
        {
            Assert.True(WidthOf(operands[0]) == Math.Max(bits, 32), line);
            return;
        }
        Assert.True(WidthOf(place.Groups["base"].Value) == (space == "shared" ? 32 : 64), line);
        string values = operands[op is "ld" ? 0 : op is "atom" ? 0 : 1];
        string[] registers = values.StartsWith('{') ? Registers(values) : [values];
        Assert.True(registers.Length == lanes, line);
        Assert.All(registers, register => Assert.Equal(Math.Max(bits, 32), WidthOf(register)));
    }

    /// <summary>To shared memory from global, 16 bytes at a time.</summary>
    private static void CheckCopy(string[] operands, string line)
    {
        if (operands.Length < 2)
            return;
        for (int i = 0; i < 2; i++)
        {
            Match place = Regex.Match(operands[i], @"^\[(?<base>%?\w+)(\+(?<offset>-?\d+))?\]$");
            Assert.True(place.Success && WidthOf(place.Groups["base"].Value) == (i == 0 ? 32 : 64), line);
            if (place.Groups["offset"].Value is { Length: > 0 } offset)
                Assert.True(int.Parse(offset, CultureInfo.InvariantCulture) % 16 == 0, line);
        }
        Assert.Equal("16", operands[2]);
    }

    private static string[] Registers(string set) => set.Trim('{', '}').Split(", ");

    private static void CheckConversion(string name, string[] operands, string line)
    {
        Match match = Regex.Match(name, @"^cvt(\.(rn|rzi|rmi|rpi|rni))?\.(?<to>[suf]\d+)\.(?<from>[suf]\d+)$");
        Assert.True(match.Success, line);
        string to = match.Groups["to"].Value, from = match.Groups["from"].Value;
        bool needsRounding = (from[0], to[0]) switch
        {
            ('f', 'f') => int.Parse(to[1..], CultureInfo.InvariantCulture) < int.Parse(from[1..], CultureInfo.InvariantCulture),
            ('f', _) or (_, 'f') => true,
            _ => false,
        };
        Assert.True(!needsRounding || match.Groups[2].Length > 0, line);
        Assert.Equal(2, operands.Length);
        Assert.True(Width(to, operands[0]) && Width(from, operands[1]), line);

        static bool Width(string type, string operand)
        {
            int bits = int.Parse(type[1..], CultureInfo.InvariantCulture);
            int width = WidthOf(operand);
            return width == bits || bits == 8 && width == 32 || bits == 16 && type[0] != 'f' && width is 32 or 16;
        }
    }

    private static int WidthOf(string register)
    {
        Match match = Register().Match(register);
        Assert.True(match.Success && match.Length == register.Length, $"{register} is no register");
        return s_widths[match.Groups["prefix"].Value];
    }

    private static string[] Operands(string text) =>
        [.. Regex.Matches(text, @"\{[^}]*\}|\[[^\]]*\]|[^,\s]+").Select(match => match.Value)];

    [GeneratedRegex(@"\.reg \.(?<type>pred|[bf]\d+) (?<prefix>%\w+)<(?<count>\d+)>;")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<prefix>%(p|h|rd|r|fd|f))(?<number>\d+)")]
    private static partial Regex Register();

    [GeneratedRegex(@"^(?<op>ld|st|atom|red)\.(?<space>global|shared|local|param)(?<nc>\.nc)?(\.(add|min|max|and|or|xor|exch|cas))?(\.v(?<lanes>[24]))?\.(?<type>[subf]\d+)$")]
    private static partial Regex Memory();
}
