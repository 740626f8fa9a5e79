namespace GpuNN;

/// <summary>The type of a tensor's elements.</summary>
public enum DType : byte
{
    /// <summary>IEEE binary32; what every device computes in.</summary>
    Float32,

    /// <summary>IEEE binary64; on the CPU, the reference and devices that have it.</summary>
    Float64,

    /// <summary>IEEE binary16, a storage type: arithmetic accumulates in float32.</summary>
    Float16,

    /// <summary>The upper half of a float32 (<see cref="GpuNN.BFloat16"/>), a storage type like <see cref="Float16"/>.</summary>
    BFloat16,

    /// <summary>32-bit signed integer.</summary>
    Int32,

    /// <summary>64-bit signed integer; the type of indices.</summary>
    Int64,

    /// <summary>8-bit unsigned integer.</summary>
    UInt8,

    /// <summary>A byte that is 0 or 1; what comparisons return.</summary>
    Bool,
}
