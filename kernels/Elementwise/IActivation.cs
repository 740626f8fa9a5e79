using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>An activation at the end of a product or a convolution.</summary>
internal interface IActivation
{
    static abstract T Activate<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>x.</summary>
internal readonly struct IdentityActivation : IActivation
{
    public static T Activate<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x;
}

/// <summary>max(x, 0); NaN stays NaN.</summary>
internal readonly struct ReLUFunction : IUnaryFunction, IActivation
{
    public static T Activate<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x <= T.Zero ? T.Zero : x;

    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Activate(x);
}

/// <summary>1 / (1 + e⁻ˣ).</summary>
internal readonly struct SigmoidFunction : IUnaryFunction, IActivation
{
    public static T Activate<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));

    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Activate(x);
}

/// <summary>tanh x.</summary>
internal readonly struct TanhFunction : IUnaryFunction, IActivation
{
    public static T Activate<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => HyperbolicTangent.Of(x);

    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Activate(x);
}
