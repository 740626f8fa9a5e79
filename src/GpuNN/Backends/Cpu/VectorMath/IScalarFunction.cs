namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>A function of one number, for what has no vector form.</summary>
internal interface IScalarFunction<T>
{
    static abstract T Invoke(T value);
}

/// <summary>A function of two numbers, for what has no vector form.</summary>
internal interface IScalarFunction2<T>
{
    static abstract T Invoke(T left, T right);
}
