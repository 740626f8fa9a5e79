namespace GpuNN.Jit.Compiler.Ir;

/// <summary>
/// What an <see cref="Operation"/> computes. The operands of arithmetic have the type of the result; operands of
/// comparisons have one type and the result is an Int32 of 0 or 1.
/// </summary>
/// <remarks>
/// Integers wrap, the smallest one divided by −1 too. An integer divided by zero has no meaning, and each target does what
/// is safe: the CLR throws as C# does, OpenCL gives 0, PTX any number, and checked mode names kernel and line. A shift count counts modulo the width.
/// Minimum and maximum of floats let NaN win and order −0 below +0. Nothing is contracted:
/// <see cref="FusedMultiplyAdd"/> alone rounds once. Floats convert to integers with saturation, NaN to 0.
/// </remarks>
internal enum Operator : byte
{
    Add,
    Subtract,
    Multiply,

    /// <summary>Signed integers (towards zero) and floats.</summary>
    Divide,
    DivideUnsigned,

    /// <summary>Signed integers and floats; the sign is the dividend's.</summary>
    Remainder,
    RemainderUnsigned,
    Negate,

    And,
    Or,
    Xor,
    Not,

    /// <summary>(value, Int32 count modulo the width).</summary>
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,

    /// <summary>Signed integers and floats.</summary>
    Minimum,
    Maximum,
    MinimumUnsigned,
    MaximumUnsigned,
    Absolute,

    /// <summary>Integers, floats (false for NaN) and pointers.</summary>
    Equal,

    /// <summary>The negation of <see cref="Equal"/>: true for NaN.</summary>
    NotEqual,

    /// <summary>Signed integers, and floats (false for NaN).</summary>
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    LessUnsigned,
    LessOrEqualUnsigned,
    GreaterUnsigned,
    GreaterOrEqualUnsigned,

    /// <summary>Floats; true for NaN.</summary>
    LessUnordered,
    LessOrEqualUnordered,
    GreaterUnordered,
    GreaterOrEqualUnordered,

    /// <summary>(Int32 condition, if not zero, if zero); both values are computed.</summary>
    Select,

    /// <summary>The low bits of an Int32, extended again to Int32.</summary>
    NarrowInt8,
    NarrowUInt8,
    NarrowInt16,
    NarrowUInt16,

    /// <summary>Int32 → Int64.</summary>
    ExtendSigned,
    ExtendUnsigned,

    /// <summary>Int64 → Int32.</summary>
    Truncate,

    /// <summary>An integer of either width to either float.</summary>
    SignedToFloat,
    UnsignedToFloat,

    /// <summary>Either float to an integer of either width, saturating, NaN → 0.</summary>
    FloatToSigned,
    FloatToUnsigned,

    /// <summary>Float32 ↔ Float64.</summary>
    FloatToFloat,

    /// <summary>The bits as a number of the other kind and the same width.</summary>
    FloatToBits,
    BitsToFloat,

    /// <summary>The low 16 bits of an Int32, as binary16, to Float32; and back, to nearest even.</summary>
    HalfToSingle,
    SingleToHalf,

    SquareRoot,
    Exponential,
    Logarithm,
    Logarithm2,
    Logarithm10,
    Sine,
    Cosine,
    Tangent,
    ArcSine,
    ArcCosine,
    ArcTangent,
    HyperbolicSine,
    HyperbolicCosine,
    HyperbolicTangent,
    CubeRoot,
    Floor,
    Ceiling,
    RoundTowardZero,
    RoundToEven,
    Power,

    /// <summary>(y, x).</summary>
    ArcTangent2,

    /// <summary>(magnitude, sign).</summary>
    CopySign,

    /// <summary>a · b + c, rounded once.</summary>
    FusedMultiplyAdd,

    /// <summary>The result is an Int32 for either width.</summary>
    PopulationCount,
    LeadingZeroCount,
    TrailingZeroCount,

    /// <summary>(Pointer, Int64 bytes) → Pointer.</summary>
    PointerAdd,
}
