using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>An activation at the end of a product or a convolution.</summary>
internal interface IActivation
{
    static abstract T Activate<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>An activation whose derivative is a function of its result.</summary>
internal interface IDifferentiableActivation : IActivation
{
    static abstract T Derivative<T>(T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>x.</summary>
internal readonly struct IdentityActivation : IDifferentiableActivation
{
    public static T Activate<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x;

    public static T Derivative<T>(T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One;
}

/// <summary>max(x, 0); NaN stays NaN.</summary>
internal readonly struct ReLUFunction : IUnaryFunction, IDifferentiableActivation
{
    public static T Activate<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x <= T.Zero ? T.Zero : x;

    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Activate(x);

    public static T Derivative<T>(T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => y > T.Zero ? T.One : T.Zero;
}

/// <summary>1 / (1 + e⁻ˣ).</summary>
internal readonly struct SigmoidFunction : IUnaryFunction, IDifferentiableActivation
{
    public static T Activate<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));

    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Activate(x);

    public static T Derivative<T>(T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => y * (T.One - y);
}

/// <summary>tanh x.</summary>
internal readonly struct TanhFunction : IUnaryFunction, IDifferentiableActivation
{
    public static T Activate<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => HyperbolicTangent.Of(x);

    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Activate(x);

    public static T Derivative<T>(T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One - (y * y);
}
