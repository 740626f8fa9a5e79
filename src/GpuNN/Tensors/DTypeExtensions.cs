namespace GpuNN;

/// <summary>Facts about <see cref="DType"/> values.</summary>
public static class DTypeExtensions
{
    /// <summary>Bytes of one element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a member of <see cref="DType"/>.</exception>
    public static int Size(this DType dtype) => dtype switch
    {
        DType.Float64 or DType.Int64 => 8,
        DType.Float32 or DType.Int32 => 4,
        DType.Float16 or DType.BFloat16 => 2,
        DType.UInt8 or DType.Bool => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, null),
    };

    /// <summary>Whether elements are floating-point numbers, and so may have a gradient.</summary>
    public static bool IsFloatingPoint(this DType dtype) => dtype <= DType.BFloat16;

    /// <summary>Whether elements are integers (<see cref="DType.Bool"/> is not).</summary>
    public static bool IsInteger(this DType dtype) => dtype is DType.Int32 or DType.Int64 or DType.UInt8;

    /// <summary>The <see cref="DType"/> whose elements are stored as <typeparamref name="T"/>.</summary>
    /// <exception cref="DTypeMismatchException">No tensor stores <typeparamref name="T"/>.</exception>
    public static DType Of<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return DType.Float32;
        if (typeof(T) == typeof(double)) return DType.Float64;
        if (typeof(T) == typeof(Half)) return DType.Float16;
        if (typeof(T) == typeof(BFloat16)) return DType.BFloat16;
        if (typeof(T) == typeof(int)) return DType.Int32;
        if (typeof(T) == typeof(long)) return DType.Int64;
        if (typeof(T) == typeof(byte)) return DType.UInt8;
        if (typeof(T) == typeof(bool)) return DType.Bool;
        throw new DTypeMismatchException(
            nameof(Of), nameof(T), typeof(T).Name, "float, double, Half, BFloat16, int, long, byte or bool");
    }

    /// <summary>The type that arithmetic between two types gives: the wider of the higher kind, as NumPy and PyTorch
    /// promote (bool &lt; integers &lt; floating point; float16 with bfloat16 gives float32).</summary>
    public static DType Promote(DType first, DType second)
    {
        if (first == second) return first;
        if ((first, second) is (DType.Float16, DType.BFloat16) or (DType.BFloat16, DType.Float16)) return DType.Float32;
        return Rank(first) >= Rank(second) ? first : second;
    }

    private static int Rank(DType dtype) => dtype switch
    {
        DType.Bool => 0,
        DType.UInt8 => 1,
        DType.Int32 => 2,
        DType.Int64 => 3,
        DType.Float16 or DType.BFloat16 => 4,
        DType.Float32 => 5,
        _ => 6,
    };
}
