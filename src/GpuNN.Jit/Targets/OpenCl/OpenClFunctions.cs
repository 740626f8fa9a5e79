using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.OpenCl;

/// <summary>The functions that generated programs rely on where OpenCL C's own mean something else.</summary>
internal static class OpenClFunctions
{
    /// <summary>Name and text, in an order in which each only uses earlier ones.</summary>
    public static readonly (string Name, string Text)[] All =
    [
        // NaN wins, and -0 is below +0: equal operands differ in the sign at most.
        ("min_f32", Extremum("min_f32", "float", "int", "<", "|")),
        ("max_f32", Extremum("max_f32", "float", "int", ">", "&")),
        ("min_f64", Extremum("min_f64", "double", "long", "<", "|")),
        ("max_f64", Extremum("max_f64", "double", "long", ">", "&")),

        ("divide_int", Signed("divide_int", "int", "uint", "/", "(int)(0u - (uint)a)")),
        ("remainder_int", Signed("remainder_int", "int", "uint", "%", "0")),
        ("divide_long", Signed("divide_long", "long", "ulong", "/", "(long)(0ul - (ulong)a)")),
        ("remainder_long", Signed("remainder_long", "long", "ulong", "%", "0")),
        ("divide_uint", Unsigned("divide_uint", "uint", "/")),
        ("remainder_uint", Unsigned("remainder_uint", "uint", "%")),
        ("divide_ulong", Unsigned("divide_ulong", "ulong", "/")),
        ("remainder_ulong", Unsigned("remainder_ulong", "ulong", "%")),

        ("to_i32_f32", Saturate("to_i32_f32", "float", "int", "int")),
        ("to_i32_f64", Saturate("to_i32_f64", "double", "int", "int")),
        ("to_u32_f32", Saturate("to_u32_f32", "float", "uint", "int")),
        ("to_u32_f64", Saturate("to_u32_f64", "double", "uint", "int")),
        ("to_i64_f32", Saturate("to_i64_f32", "float", "long", "long")),
        ("to_i64_f64", Saturate("to_i64_f64", "double", "long", "long")),
        ("to_u64_f32", Saturate("to_u64_f32", "float", "ulong", "long")),
        ("to_u64_f64", Saturate("to_u64_f64", "double", "ulong", "long")),

        ("half_to_single", """
            float half_to_single(int bits)
            {
                uint magnitude = (uint)bits & 0x7FFFu;
                uint sign = ((uint)bits & 0x8000u) << 16;
                if (magnitude >= 0x7C00u)
                    return as_float(sign | 0x7F800000u | ((magnitude & 0x3FFu) << 13) | (magnitude > 0x7C00u ? 0x400000u : 0u));
                if (magnitude >= 0x400u)
                    return as_float(sign | ((magnitude << 13) + 0x38000000u));
                return as_float(as_uint((float)magnitude * as_float(0x33800000u)) | sign);
            }
            """),
        ("single_to_half", """
            int single_to_half(float value)
            {
                uint bits = as_uint(value);
                uint sign = (bits >> 16) & 0x8000u;
                uint magnitude = bits & 0x7FFFFFFFu;
                if (magnitude > 0x7F800000u)
                    return (int)(sign | 0x7E00u | ((magnitude >> 13) & 0x1FFu));
                if (magnitude >= 0x477FF000u)
                    return (int)(sign | 0x7C00u);
                if (magnitude >= 0x38800000u)
                    return (int)(sign | ((magnitude - 0x38000000u + 0xFFFu + ((magnitude >> 13) & 1u)) >> 13));
                return (int)(sign | (as_uint(as_float(magnitude) + 0.5f) - 0x3F000000u));
            }
            """),

        ("atomic_add_f32_global", AtomicLoop("add", "global", "f32", "float", "int", "old + value")),
        ("atomic_add_f32_local", AtomicLoop("add", "local", "f32", "float", "int", "old + value")),
        ("atomic_add_f64_global", AtomicLoop("add", "global", "f64", "double", "long", "old + value")),
        ("atomic_add_f64_local", AtomicLoop("add", "local", "f64", "double", "long", "old + value")),
        ("atomic_min_f32_global", AtomicLoop("min", "global", "f32", "float", "int", "min_f32(old, value)")),
        ("atomic_min_f32_local", AtomicLoop("min", "local", "f32", "float", "int", "min_f32(old, value)")),
        ("atomic_min_f64_global", AtomicLoop("min", "global", "f64", "double", "long", "min_f64(old, value)")),
        ("atomic_min_f64_local", AtomicLoop("min", "local", "f64", "double", "long", "min_f64(old, value)")),
        ("atomic_max_f32_global", AtomicLoop("max", "global", "f32", "float", "int", "max_f32(old, value)")),
        ("atomic_max_f32_local", AtomicLoop("max", "local", "f32", "float", "int", "max_f32(old, value)")),
        ("atomic_max_f64_global", AtomicLoop("max", "global", "f64", "double", "long", "max_f64(old, value)")),
        ("atomic_max_f64_local", AtomicLoop("max", "local", "f64", "double", "long", "max_f64(old, value)")),

        // The lane of the own warp that a shuffle reads; the own lane where the sub-warp has no such one.
        ("shuffle_index", "int shuffle_index(int lane, int width, int own) { return (own & ~(width - 1)) | (lane & (width - 1)); }"),
        ("shuffle_down", "int shuffle_down(int delta, int width, int own) { return (own & (width - 1)) + delta < width ? own + delta : own; }"),
        ("shuffle_up", "int shuffle_up(int delta, int width, int own) { return (own & (width - 1)) >= delta ? own - delta : own; }"),
        ("shuffle_xor", "int shuffle_xor(int mask, int width, int own) { return ((own ^ mask) & ~(width - 1)) == (own & ~(width - 1)) ? own ^ mask : own; }"),

        ("warp_product_tensorfloat", WarpProduct(
            "tensorfloat", "sum = fma(as_float(a[t] & 0xFFFFE000u), as_float(b[t] & 0xFFFFE000u), sum);")),
        ("warp_product_float16", WarpProduct("float16", """
            sum = fma(half_to_single((int)(a[t] & 0xFFFFu)), half_to_single((int)(b[t] & 0xFFFFu)), sum);
                        sum = fma(half_to_single((int)(a[t] >> 16)), half_to_single((int)(b[t] >> 16)), sum);
            """)),
        ("warp_product_bfloat16", WarpProduct("bfloat16", """
            sum = fma(as_float(a[t] << 16), as_float(b[t] << 16), sum);
                        sum = fma(as_float(a[t] & 0xFFFF0000u), as_float(b[t] & 0xFFFF0000u), sum);
            """)),

        ("trailing_zeros_i32", "int trailing_zeros_i32(int a) { return a == 0 ? 32 : 31 - clz(a & -a); }"),
        ("trailing_zeros_i64", "int trailing_zeros_i64(long a) { return a == 0 ? 64 : 63 - (int)clz(a & -a); }"),
    ];

    /// <summary>One of a lane's four elements of C + A·B; lane 4·line + t has the t-th part of a line of A or a column of B, in
    /// four registers and in two.</summary>
    private static string WarpProduct(string name, string add) => $$"""
        float warp_product_{{name}}(__local const uint* registers, int pitch, int lane, int element, float sum)
        {
            __local const uint* a = registers + (element >> 1) * pitch + (lane & ~3);
            __local const uint* b = registers + 4 * pitch + 4 * (2 * (lane & 3) + (element & 1));
            for (int part = 0; part < 2; part++, a += 2 * pitch, b += pitch)
                for (int t = 0; t < 4; t++)
                {
                    {{add}}
                }
            return sum;
        }
        """;

    private static string Extremum(string name, string t, string s, string op, string combine) => $$"""
        {{t}} {{name}}({{t}} a, {{t}} b)
        {
            if (a != a) return a;
            if (b != b) return b;
            if (a == b) return as_{{t}}(as_{{s}}(a) {{combine}} as_{{s}}(b));
            return a {{op}} b ? a : b;
        }
        """;

    /// <summary>The first read is an atomic too: a plain one could be hoisted or torn.</summary>
    private static string AtomicLoop(
        string name, string space, string suffix, string t, string s, string value)
    {
        string prefix = suffix == "f64" ? "atom_" : "atomic_";
        return $$"""
            {{t}} atomic_{{name}}_{{suffix}}_{{space}}(volatile __{{space}} {{s}}* address, {{t}} value)
            {
                {{s}} seen = {{prefix}}or(address, 0);
                while (1)
                {
                    {{t}} old = as_{{t}}(seen);
                    {{s}} found = {{prefix}}cmpxchg(address, seen, as_{{s}}({{value}}));
                    if (found == seen) return old;
                    seen = found;
                }
            }
            """;
    }

    private static string Signed(string name, string s, string u, string op, string byMinusOne) =>
        $$"""{{s}} {{name}}({{s}} a, {{s}} b) { return b == 0 ? 0 : b == -1 ? {{byMinusOne}} : a {{op}} b; }""";

    private static string Unsigned(string name, string u, string op) =>
        $$"""{{u}} {{name}}({{u}} a, {{u}} b) { return b == 0 ? 0 : a {{op}} b; }""";

    private static string Saturate(string name, string from, string to, string result) =>
        $$"""{{result}} {{name}}({{from}} a) { return a != a ? 0 : ({{result}})convert_{{to}}_sat(a); }""";
}

/// <summary>The functions that one program uses.</summary>
internal sealed class OpenClFunctionSet
{
    private readonly HashSet<string> _used = [];

    /// <summary>Notes a function and gives its name.</summary>
    public string Use(string name)
    {
        _used.Add(name);
        return name;
    }

    /// <summary>Notes the function for an operand type and gives its name.</summary>
    public string Use(string name, ScalarType type) => Use(name + type switch
    {
        ScalarType.Int32 => "_i32",
        ScalarType.Int64 => "_i64",
        ScalarType.Float32 => "_f32",
        _ => "_f64",
    });

    /// <summary>The text of the functions noted.</summary>
    public IEnumerable<string> Texts() => OpenClFunctions.All.Where(f => _used.Contains(f.Name)).Select(f => f.Text);
}
