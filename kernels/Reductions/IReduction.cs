using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>How many elements become one: finish(combine(map(x₀), map(x₁), …), count). Combine is associative up to
/// rounding. A pivot is a number per output that an earlier reduction found: the mean, the maximum.</summary>
internal interface IReduction
{
    /// <summary>What changes nothing when combined.</summary>
    static abstract T Identity<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Applied to each element.</summary>
    static abstract T Map<T>(T x, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Combines two partial results.</summary>
    static abstract T Combine<T>(T first, T second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Applied to the combination of all.</summary>
    static abstract T Finish<T>(T total, T count, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
