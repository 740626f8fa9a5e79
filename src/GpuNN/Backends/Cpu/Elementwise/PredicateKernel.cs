using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>Bytes 1 and 0 for the pairs of a row, each operand streamed or repeated.</summary>
internal static unsafe class PredicateKernel
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, T, TPredicate, TLeft, TRight>(T* x, T* y, byte* z, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TPredicate : struct, IPredicate<T>
        where TLeft : struct, IOperand
        where TRight : struct, IOperand
    {
        V left = V.Broadcast(*x);
        V right = V.Broadcast(*y);
        nint i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            V xi = TLeft.IsRepeated ? left : V.Load(x + i);
            V yi = TRight.IsRepeated ? right : V.Load(y + i);
            V.StoreMask(TPredicate.Invoke(xi, yi), z + i);
        }

        if (i < count)
        {
            T* lanes = stackalloc T[2 * V.Count];
            byte* answers = stackalloc byte[V.Count];
            V.Store(left, lanes);
            V.Store(right, lanes + V.Count);
            uint bytes = (uint)((count - i) * sizeof(T));
            if (!TLeft.IsRepeated)
            {
                Unsafe.CopyBlockUnaligned(lanes, x + i, bytes);
            }

            if (!TRight.IsRepeated)
            {
                Unsafe.CopyBlockUnaligned(lanes + V.Count, y + i, bytes);
            }

            V.StoreMask(TPredicate.Invoke(V.Load(lanes), V.Load(lanes + V.Count)), answers);
            Unsafe.CopyBlockUnaligned(z + i, answers, (uint)(count - i));
        }
    }
}
