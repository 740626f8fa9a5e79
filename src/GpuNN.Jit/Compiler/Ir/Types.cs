namespace GpuNN.Jit.Compiler.Ir;

/// <summary>
/// The type of an expression. Integers have no sign: operators do. A truth value is an <see cref="Int32"/> of 0 or 1.
/// </summary>
internal enum ScalarType : byte
{
    Int32,
    Int64,
    Float32,
    Float64,

    /// <summary>An address; the space is known statically (<see cref="Variable.Space"/>, <see cref="Allocation.Space"/>).</summary>
    Pointer,
}

/// <summary>
/// The type of an element in memory. Loads of narrow integers extend to <see cref="ScalarType.Int32"/>, stores truncate.
/// Half precision is a <see cref="UInt16"/> with <see cref="Operator.HalfToSingle"/>.
/// </summary>
internal enum ElementType : byte
{
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    Int64,
    Float32,
    Float64,
}

/// <summary>The memory an address points into.</summary>
internal enum AddressSpace : byte
{
    Global,
    Shared,

    /// <summary>Memory of one work item.</summary>
    Local,
}

/// <summary>A value that differs between items, groups or launches; always an <see cref="ScalarType.Int32"/>.</summary>
internal enum SpecialRegister : byte
{
    GroupIndexX,
    GroupIndexY,
    GroupIndexZ,
    ItemIndexX,
    ItemIndexY,
    ItemIndexZ,
    GridSizeX,
    GridSizeY,
    GridSizeZ,
    GroupSizeX,
    GroupSizeY,
    GroupSizeZ,

    /// <summary>((z · GroupSizeY + y) · GroupSizeX + x) mod 32.</summary>
    LaneIndex,

    /// <summary>The size of the dynamic shared memory in bytes.</summary>
    DynamicSharedSize,
}

/// <summary>Sizes and correspondences of the types.</summary>
internal static class IrTypes
{
    /// <summary>The number of lanes of a warp, the same on every target.</summary>
    public const int WarpSize = 32;

    /// <summary>The size of an element in bytes.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Int8 or ElementType.UInt8 => 1,
        ElementType.Int16 or ElementType.UInt16 => 2,
        ElementType.Int32 or ElementType.Float32 => 4,
        _ => 8,
    };

    /// <summary>The type an element has once it is loaded.</summary>
    public static ScalarType Scalar(this ElementType type) => type switch
    {
        ElementType.Int64 => ScalarType.Int64,
        ElementType.Float32 => ScalarType.Float32,
        ElementType.Float64 => ScalarType.Float64,
        _ => ScalarType.Int32,
    };

    /// <summary>The size of a scalar in bytes.</summary>
    public static int Size(this ScalarType type) => type is ScalarType.Int32 or ScalarType.Float32 ? 4 : 8;

    /// <summary>True for the two floating-point types.</summary>
    public static bool IsFloat(this ScalarType type) => type is ScalarType.Float32 or ScalarType.Float64;
}
