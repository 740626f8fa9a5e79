using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>z = condition ? x : y along rows; a condition is a byte, 0 or not.</summary>
internal static unsafe class SelectKernel
{
    /// <summary>A condition per element; x and y streamed or repeated.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, T, TLeft, TRight>(byte* condition, T* x, T* y, T* z, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged
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
            V.Store(V.Select(V.LoadMask(condition + i), xi, yi), z + i);
        }

        for (; i < count; i++)
        {
            z[i] = condition[i] != 0 ? x[TLeft.IsRepeated ? 0 : i] : y[TRight.IsRepeated ? 0 : i];
        }
    }

    /// <summary>One condition for the whole row: its source is copied, or filled with where it is one element.</summary>
    public static void Run<T>(bool condition, T* x, long stepX, T* y, long stepY, T* z, nint count)
        where T : unmanaged
    {
        T* source = condition ? x : y;
        Span<T> row = new(z, (int)count);
        if ((condition ? stepX : stepY) == 0)
        {
            row.Fill(*source);
        }
        else
        {
            new ReadOnlySpan<T>(source, (int)count).CopyTo(row);
        }
    }
}
