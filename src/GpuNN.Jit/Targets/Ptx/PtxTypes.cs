using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Ptx;

/// <summary>The names of the IR's types in PTX.</summary>
internal static class PtxTypes
{
    /// <summary>The type by which instructions compute with signed numbers.</summary>
    public static string Signed(ScalarType type) => type switch
    {
        ScalarType.Int32 => "s32",
        ScalarType.Int64 => "s64",
        ScalarType.Float32 => "f32",
        ScalarType.Float64 => "f64",
        _ => "u64",
    };

    /// <summary>The type without a sign.</summary>
    public static string Unsigned(ScalarType type) => type == ScalarType.Int32 ? "u32" : "u64";

    /// <summary>The type without a meaning, by width.</summary>
    public static string Bits(ScalarType type) => type.Size() == 4 ? "b32" : "b64";

    /// <summary>The type of an access to memory.</summary>
    public static string Memory(ElementType type) => type switch
    {
        ElementType.Int8 => "s8",
        ElementType.UInt8 => "u8",
        ElementType.Int16 => "s16",
        ElementType.UInt16 => "u16",
        ElementType.Int32 => "u32",
        ElementType.Int64 => "u64",
        ElementType.Float32 => "f32",
        _ => "f64",
    };

    /// <summary>The name of an address space.</summary>
    public static string Space(AddressSpace space) => space switch
    {
        AddressSpace.Global => "global",
        AddressSpace.Shared => "shared",
        _ => "local",
    };
}
