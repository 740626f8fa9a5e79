using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Backends.Cpu.Gemm.Epilogues;

/// <summary>A function applied to each element of a product.</summary>
internal interface IActivation<T>
    where T : unmanaged
{
    /// <summary>Whether it changes nothing, known at compilation.</summary>
    static abstract bool IsIdentity { get; }

    static abstract Vector256<T> Apply(Vector256<T> x);

    static abstract T Apply(T x);
}

/// <summary>f(x) = x.</summary>
internal readonly struct IdentityActivation<T> : IActivation<T>
    where T : unmanaged
{
    public static bool IsIdentity => true;

    public static Vector256<T> Apply(Vector256<T> x) => x;

    public static T Apply(T x) => x;
}

/// <summary>f(x) = max(0, x), NaN where x is.</summary>
internal readonly struct ReluActivation<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool IsIdentity => false;

    // x64 returns the second operand where either is NaN; NEON returns NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> x) => Vector256.MaxNative(Vector256<T>.Zero, x);

    public static T Apply(T x) => x <= T.Zero ? T.Zero : x;
}
