using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

/// <inheritdoc cref="SingleMath.Exp{V}(V)"/>
internal readonly struct ExpFunction : IElementaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Single<V>(V x)
        where V : struct, IVector<V, float> => SingleMath.Exp(x);

    public static double Double(double x) => Math.Exp(x);
}

/// <inheritdoc cref="SingleMath.Expm1{V}(V)"/>
internal readonly struct Expm1Function : IElementaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Single<V>(V x)
        where V : struct, IVector<V, float> => SingleMath.Expm1(x);

    public static double Double(double x) => DoubleMath.Expm1(x);
}

/// <inheritdoc cref="SingleMath.Log{V}(V)"/>
internal readonly struct LogFunction : IElementaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Single<V>(V x)
        where V : struct, IVector<V, float> => SingleMath.Log(x);

    public static double Double(double x) => Math.Log(x);
}

/// <inheritdoc cref="SingleMath.Log1p{V}(V)"/>
internal readonly struct Log1pFunction : IElementaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Single<V>(V x)
        where V : struct, IVector<V, float> => SingleMath.Log1p(x);

    public static double Double(double x) => DoubleMath.Log1p(x);
}

/// <inheritdoc cref="SingleMath.Log2{V}(V)"/>
internal readonly struct Log2Function : IElementaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Single<V>(V x)
        where V : struct, IVector<V, float> => SingleMath.Log2(x);

    public static double Double(double x) => Math.Log2(x);
}

/// <inheritdoc cref="SingleMath.Tanh{V}(V)"/>
internal readonly struct TanhFunction : IElementaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Single<V>(V x)
        where V : struct, IVector<V, float> => SingleMath.Tanh(x);

    public static double Double(double x) => Math.Tanh(x);
}

/// <inheritdoc cref="SingleMath.Sigmoid{V}(V)"/>
internal readonly struct SigmoidFunction : IElementaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Single<V>(V x)
        where V : struct, IVector<V, float> => SingleMath.Sigmoid(x);

    public static double Double(double x) => 1 / (1 + Math.Exp(-x));
}

/// <inheritdoc cref="SingleMath.Erf{V}(V)"/>
internal readonly struct ErfFunction : IElementaryFunction
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Single<V>(V x)
        where V : struct, IVector<V, float> => SingleMath.Erf(x);

    public static double Double(double x) => DoubleMath.Erf(x);
}

/// <inheritdoc cref="SingleMath.Sin{V}(V)"/>
internal readonly struct SinFunction : IElementaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Single<V>(V x)
        where V : struct, IVector<V, float> => SingleMath.Sin(x);

    public static double Double(double x) => Math.Sin(x);
}

/// <inheritdoc cref="SingleMath.Cos{V}(V)"/>
internal readonly struct CosFunction : IElementaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Single<V>(V x)
        where V : struct, IVector<V, float> => SingleMath.Cos(x);

    public static double Double(double x) => Math.Cos(x);
}

/// <inheritdoc cref="SingleMath.Softplus{V}(V)"/>
internal readonly struct SoftplusFunction : IElementaryFunction
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Single<V>(V x)
        where V : struct, IVector<V, float> => SingleMath.Softplus(x);

    public static double Double(double x) => Math.Max(x, 0) + DoubleMath.Log1p(Math.Exp(-Math.Abs(x)));
}

/// <inheritdoc cref="SingleMath.NormalDistribution{V}(V)"/>
internal readonly struct NormalDistributionFunction : IElementaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Single<V>(V x)
        where V : struct, IVector<V, float> => SingleMath.NormalDistribution(x);

    public static double Double(double x) => DoubleMath.NormalDistribution(x);
}

/// <inheritdoc cref="SingleMath.NormalDensity{V}(V)"/>
internal readonly struct NormalDensityFunction : IElementaryFunction
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Single<V>(V x)
        where V : struct, IVector<V, float> => SingleMath.NormalDensity(x);

    public static double Double(double x) => Math.Exp(-0.5 * x * x) * 0.39894228040143267794;
}
