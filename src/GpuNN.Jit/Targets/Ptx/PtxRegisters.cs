using System.Globalization;
using System.Text;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Ptx;

/// <summary>The kinds of virtual registers.</summary>
internal enum PtxRegisterKind
{
    Predicate,
    Int16,
    Int32,
    Int64,
    Float32,
    Float64,
}

/// <summary>Hands out virtual registers and declares them.</summary>
internal sealed class PtxRegisters
{
    private static readonly (string Prefix, string Type)[] s_kinds =
        [("%p", ".pred"), ("%h", ".b16"), ("%r", ".b32"), ("%rd", ".b64"), ("%f", ".f32"), ("%fd", ".f64")];

    private readonly int[] _counts = new int[s_kinds.Length];
    private readonly Dictionary<Variable, string> _variables = [];

    /// <summary>A new register.</summary>
    public string New(PtxRegisterKind kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{s_kinds[(int)kind].Prefix}{++_counts[(int)kind]}");

    /// <summary>The register of a variable.</summary>
    public string Of(Variable variable)
    {
        if (!_variables.TryGetValue(variable, out string? register))
            _variables.Add(variable, register = New(KindOf(variable.Type, variable.Space)));
        return register;
    }

    /// <summary>The kind of register for a value.</summary>
    public static PtxRegisterKind KindOf(ScalarType type, AddressSpace space) => type switch
    {
        ScalarType.Int32 => PtxRegisterKind.Int32,
        ScalarType.Int64 => PtxRegisterKind.Int64,
        ScalarType.Float32 => PtxRegisterKind.Float32,
        ScalarType.Float64 => PtxRegisterKind.Float64,
        // Shared memory is addressed by 32 bits.
        _ => space == AddressSpace.Shared ? PtxRegisterKind.Int32 : PtxRegisterKind.Int64,
    };

    /// <summary>The declarations.</summary>
    public string Declarations()
    {
        var text = new StringBuilder();
        for (int i = 0; i < s_kinds.Length; i++)
        {
            if (_counts[i] > 0)
                text.Append(CultureInfo.InvariantCulture, $"    .reg {s_kinds[i].Type} {s_kinds[i].Prefix}<{_counts[i] + 1}>;\n");
        }
        return text.ToString();
    }
}
