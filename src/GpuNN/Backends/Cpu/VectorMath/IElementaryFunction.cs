namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>A function of one floating-point number: registers of single precision, double precision one by one.</summary>
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
