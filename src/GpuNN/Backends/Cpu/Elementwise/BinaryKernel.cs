using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>z = f(x, y) along a row, each operand streamed or repeated; z may be x or y.</summary>
internal static unsafe class BinaryKernel
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, T, TOperator, TLeft, TRight, TStore>(TOperator f, T* x, T* y, T* z, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TOperator : struct, IBinaryOperator<T>
        where TLeft : struct, IOperand
        where TRight : struct, IOperand
        where TStore : struct, IStore
    {
        V left = TLeft.IsRepeated ? V.Broadcast(*x) : V.Zero;
        V right = TRight.IsRepeated ? V.Broadcast(*y) : V.Zero;
        nint i = 0;
        if (TStore.IsNonTemporal)
        {
            i = Alignment.ElementsBefore<V, T>(z, count);
            Short<V, T, TOperator, TLeft, TRight>(f, x, y, z, i);
        }

        if (TOperator.IsShort)
        {
            for (; i <= count - 4 * V.Count; i += 4 * V.Count)
            {
                V x0 = TLeft.IsRepeated ? left : V.Load(x + i);
                V y0 = TRight.IsRepeated ? right : V.Load(y + i);
                V x1 = TLeft.IsRepeated ? left : V.Load(x + i + V.Count);
                V y1 = TRight.IsRepeated ? right : V.Load(y + i + V.Count);
                V x2 = TLeft.IsRepeated ? left : V.Load(x + i + 2 * V.Count);
                V y2 = TRight.IsRepeated ? right : V.Load(y + i + 2 * V.Count);
                V x3 = TLeft.IsRepeated ? left : V.Load(x + i + 3 * V.Count);
                V y3 = TRight.IsRepeated ? right : V.Load(y + i + 3 * V.Count);
                TStore.Store(f.Invoke(x0, y0), z + i);
                TStore.Store(f.Invoke(x1, y1), z + i + V.Count);
                TStore.Store(f.Invoke(x2, y2), z + i + 2 * V.Count);
                TStore.Store(f.Invoke(x3, y3), z + i + 3 * V.Count);
            }
        }

        for (; i <= count - V.Count; i += V.Count)
        {
            V xi = TLeft.IsRepeated ? left : V.Load(x + i);
            V yi = TRight.IsRepeated ? right : V.Load(y + i);
            TStore.Store(f.Invoke(xi, yi), z + i);
        }

        Short<V, T, TOperator, TLeft, TRight>(
            f, TLeft.IsRepeated ? x : x + i, TRight.IsRepeated ? y : y + i, z + i, count - i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Short<V, T, TOperator, TLeft, TRight>(TOperator f, T* x, T* y, T* z, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TOperator : struct, IBinaryOperator<T>
        where TLeft : struct, IOperand
        where TRight : struct, IOperand
    {
        if (count > 0)
        {
            T* left = stackalloc T[V.Count];
            T* right = stackalloc T[V.Count];
            V.Store(V.Broadcast(*x), left);
            V.Store(V.Broadcast(*y), right);
            uint bytes = (uint)(count * sizeof(T));
            if (!TLeft.IsRepeated)
            {
                Unsafe.CopyBlockUnaligned(left, x, bytes);
            }

            if (!TRight.IsRepeated)
            {
                Unsafe.CopyBlockUnaligned(right, y, bytes);
            }

            V.Store(f.Invoke(V.Load(left), V.Load(right)), left);
            Unsafe.CopyBlockUnaligned(z, left, bytes);
        }
    }
}
