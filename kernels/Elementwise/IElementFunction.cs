using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>A function of one element, with attributes α and β.</summary>
internal interface IUnaryFunction
{
    static abstract T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A function of two elements, with attributes α and β.</summary>
internal interface IBinaryFunction
{
    static abstract T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A function of three elements, with attributes α and β.</summary>
internal interface ITernaryFunction
{
    static abstract T Apply<T>(T x, T y, T z, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
