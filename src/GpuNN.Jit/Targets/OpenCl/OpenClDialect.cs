using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.OpenCl;

/// <summary>How an OpenCL device wants its source written.</summary>
/// <param name="Float64">Whether the device computes in float64.</param>
/// <param name="Int64Atomics">Whether it has atomics on 64-bit integers.</param>
/// <param name="SubGroupShuffles">Whether it shuffles among sub-groups of 32 natively.</param>
internal sealed record OpenClDialect(bool Float64, bool Int64Atomics, bool SubGroupShuffles);

/// <summary>The names of the IR's types in OpenCL C.</summary>
internal static class OpenClTypes
{
    /// <summary>The type of a variable.</summary>
    public static string Name(ScalarType type, AddressSpace space) => type switch
    {
        ScalarType.Int32 => "int",
        ScalarType.Int64 => "long",
        ScalarType.Float32 => "float",
        ScalarType.Float64 => "double",
        _ => Qualifier(space) + " uchar*",
    };

    /// <summary>The qualifier of an address space.</summary>
    public static string Qualifier(AddressSpace space) => space switch
    {
        AddressSpace.Global => "__global",
        AddressSpace.Shared => "__local",
        _ => "__private",
    };

    /// <summary>The type of an element in memory or of a parameter.</summary>
    public static string Name(ElementType type) => type switch
    {
        ElementType.Int8 => "char",
        ElementType.UInt8 => "uchar",
        ElementType.Int16 => "short",
        ElementType.UInt16 => "ushort",
        ElementType.Int32 => "int",
        ElementType.Int64 => "long",
        ElementType.Float32 => "float",
        _ => "double",
    };

    /// <summary>The type through which memory is accessed: it may alias every other, as views of a buffer do.</summary>
    public static string MemoryName(ElementType type, int count) =>
        count == 1 ? $"{Name(type)}_m" : FormattableString.Invariant($"{Name(type)}{count}_m");
}
