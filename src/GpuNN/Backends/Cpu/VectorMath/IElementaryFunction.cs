namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>A function of one floating-point number: registers of single precision, double precision one by one. A long one is
/// compiled by itself: inlined into a loop beside another it would use up what the compiler spends on inlining, and the calls
/// left over would cost more than all of the arithmetic.</summary>
internal interface IElementaryFunction
{
    static abstract V Single<V>(V x)
        where V : struct, IVector<V, float>;

    static abstract double Double(double x);
}

/// <summary>The double-precision form of <typeparamref name="TFunction"/>.</summary>
internal readonly struct InDouble<TFunction> : IScalarFunction<double>
    where TFunction : struct, IElementaryFunction
{
    public static double Invoke(double value) => TFunction.Double(value);
}
