using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Softmax;

/// <summary>Softmax and the negative logarithm of the target's probability, without storing the probabilities.</summary>
internal static unsafe class CrossEntropyRows
{
    /// <summary>loss = ln Σ e^x − x[target]; the logarithm is kept for the gradient.</summary>
    public static void Forward<V>(float* x, long target, nint classes, float* loss, float* logSumExp)
        where V : struct, IVector<V, float>
    {
        *logSumExp = RowSoftmax.LogSumExp<V>(x, classes);
        *loss = *logSumExp - x[target];
    }

    /// <summary>dx = (e^(x − ln Σ e^x) − [target])·g.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Backward<V>(float* x, long target, nint classes, float logSumExp, float g, float* dx)
        where V : struct, IVector<V, float>
    {
        V shift = V.Broadcast(logSumExp);
        V scale = V.Broadcast(g);
        nint i = 0;
        for (; i <= classes - V.Count; i += V.Count)
        {
            V.Store(SingleMath.ExpOfNegative(V.Load(x + i) - shift) * scale, dx + i);
        }

        if (i < classes)
        {
            float* lanes = stackalloc float[V.Count];
            uint bytes = (uint)((classes - i) * sizeof(float));
            V.Store(shift, lanes);
            Unsafe.CopyBlockUnaligned(lanes, x + i, bytes);
            V.Store(SingleMath.ExpOfNegative(V.Load(lanes) - shift) * scale, lanes);
            Unsafe.CopyBlockUnaligned(dx + i, lanes, bytes);
        }

        dx[target] -= g;
    }
}
