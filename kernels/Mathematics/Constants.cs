using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Constants of a kernel's precision. Static readonly fields: compilers of kernels read them as constants.</summary>
internal static class Constants<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly T Half = T.CreateChecked(0.5);
    public static readonly T Two = T.CreateChecked(2);
    public static readonly T Three = T.CreateChecked(3);
    public static readonly T Six = T.CreateChecked(6);
    public static readonly T OneOverLn2 = T.CreateChecked(1.4426950408889634);
    public static readonly T OneOverSqrt2 = T.CreateChecked(0.70710678118654752);
    public static readonly T OneOverSqrt2Pi = T.CreateChecked(0.39894228040143268);
    public static readonly T SqrtTwoOverPi = T.CreateChecked(0.79788456080286536);
    public static readonly T TwoPi = T.CreateChecked(6.2831853071795865);

    /// <summary>2⁻²⁴: the step of uniform numbers.</summary>
    public static readonly T Unit24 = T.CreateChecked(1.0 / (1 << 24));

    /// <summary>The cubic term of the approximate GELU.</summary>
    public static readonly T GeluCubic = T.CreateChecked(0.044715);

    /// <summary>The lower bound of logarithms in the binary cross-entropy.</summary>
    public static readonly T LeastLog = T.CreateChecked(-100);

    /// <summary>The lower bound of p·(1 − p) in its gradient.</summary>
    public static readonly T SmallestSpread = T.CreateChecked(1e-12);
}
