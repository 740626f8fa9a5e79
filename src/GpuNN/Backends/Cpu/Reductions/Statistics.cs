using System.Numerics;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Elementwise.Operators;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>Reductions of x[outer, reduced, inner] to z[outer, inner] that are made of several.</summary>
internal static unsafe class Statistics
{
    /// <summary>z = Σ x / n; NaN where n is 0.</summary>
    public static void Mean<T>(T* x, long outer, long reduced, long inner, T* z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        ReductionEngine.Reduce<T, SumReducer<T>>(x, outer, reduced, inner, z);
        Divide(z, outer * inner, T.CreateChecked(reduced));
    }

    /// <summary>z = Σ (x − mean)² / (n − correction), in two passes.</summary>
    public static void Variance<T>(T* x, long outer, long reduced, long inner, double correction, T* z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        using ScratchMemory memory = ScratchMemory.Rent<T>(outer * inner);
        T* mean = memory.As<T>();
        Mean(x, outer, reduced, inner, mean);
        ReductionEngine.Reduce<T, SquaredDeviationReducer<T>>(x, outer, reduced, inner, z, mean);
        Divide(z, outer * inner, T.CreateChecked(Math.Max(reduced - correction, 0)));
    }

    /// <summary>z = max + ln Σ e^(x − max), with 0 for an infinite maximum.</summary>
    public static void LogSumExp<T>(T* x, long outer, long reduced, long inner, T* z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        long count = outer * inner;
        using ScratchMemory memory = ScratchMemory.Rent<T>(count);
        T* maximum = memory.As<T>();
        ReductionEngine.Reduce<T, MaximumReducer<T>>(x, outer, reduced, inner, maximum);
        for (long i = 0; i < count; i++)
        {
            maximum[i] = T.IsInfinity(maximum[i]) ? T.Zero : maximum[i];
        }

        ReductionEngine.Reduce<T, ExponentialReducer<T>>(x, outer, reduced, inner, z, maximum);
        ElementwiseEngine.Unary(default(Elementary<T, LogFunction>), z, z, IterationSpace.Contiguous(count, 2));
        ElementwiseEngine.Binary(default(Add<T>), z, maximum, z, IterationSpace.Contiguous(count, 3));
    }

    private static void Divide<T>(T* z, long count, T divisor)
        where T : unmanaged
    {
        IterationSpace space = IterationSpace.Create([count], [1, 1, 0], 3);
        ElementwiseEngine.Binary(default(Divide<T>), z, &divisor, z, space);
    }
}
