using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>
/// Reduces the rows of a matrix to one row: eight rows at a time into a result that stays in the first cache, blocks of
/// rows combined in pairs.
/// </summary>
internal static unsafe class ColumnReduction
{
    /// <summary>The widest strip: with the partial results of a recursion it stays in the first two caches.</summary>
    public const int LargestWidth = 2048;

    private const int BlockRows = 64;

    /// <summary>z[j] = the reduction of x[·, j]; <paramref name="shift"/> has one number per column, or is null.</summary>
    public static void Run<V, T, TReducer>(T* x, nint rows, nint stride, int width, T* shift, T* z)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        if (rows <= BlockRows)
        {
            new Span<T>(z, width).Fill(TReducer.Identity);
            Block<V, T, TReducer>(x, rows, stride, width, shift, z);
            return;
        }

        nint half = (rows / 2 + BlockRows - 1) / BlockRows * BlockRows;
        Run<V, T, TReducer>(x, half, stride, width, shift, z);
        using ScratchMemory memory = ScratchMemory.Rent<T>(width);
        T* other = memory.As<T>();
        Run<V, T, TReducer>(x + half * stride, rows - half, stride, width, shift, other);
        Combine<V, T, TReducer>(z, other, width);
    }

    /// <summary>z[j] = combined z[j] and other[j].</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Combine<V, T, TReducer>(T* z, T* other, int width)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        int j = 0;
        for (; j <= width - V.Count; j += V.Count)
        {
            V.Store(TReducer.Combine(V.Load(z + j), V.Load(other + j)), z + j);
        }

        for (; j < width; j++)
        {
            z[j] = V.Lane(TReducer.Combine(V.Broadcast(z[j]), V.Broadcast(other[j])), 0);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Block<V, T, TReducer>(T* x, nint rows, nint stride, int width, T* shift, T* z)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        int vectorised = width / V.Count * V.Count;
        nint r = 0;
        for (; r <= rows - 8; r += 8)
        {
            T* row = x + r * stride;
            T* row4 = row + 4 * stride;
            for (int j = 0; j < vectorised; j += V.Count)
            {
                V s = TReducer.IsShifted ? V.Load(shift + j) : V.Zero;
                V a = TReducer.Combine(
                    TReducer.Map(V.Load(row + j), s), TReducer.Map(V.Load(row + stride + j), s));
                V b = TReducer.Combine(
                    TReducer.Map(V.Load(row + 2 * stride + j), s), TReducer.Map(V.Load(row + 3 * stride + j), s));
                V c = TReducer.Combine(
                    TReducer.Map(V.Load(row4 + j), s), TReducer.Map(V.Load(row4 + stride + j), s));
                V d = TReducer.Combine(
                    TReducer.Map(V.Load(row4 + 2 * stride + j), s), TReducer.Map(V.Load(row4 + 3 * stride + j), s));
                V eight = TReducer.Combine(TReducer.Combine(a, b), TReducer.Combine(c, d));
                V.Store(TReducer.Combine(V.Load(z + j), eight), z + j);
            }
        }

        for (; r < rows; r++)
        {
            T* row = x + r * stride;
            for (int j = 0; j < vectorised; j += V.Count)
            {
                V s = TReducer.IsShifted ? V.Load(shift + j) : V.Zero;
                V.Store(TReducer.Combine(V.Load(z + j), TReducer.Map(V.Load(row + j), s)), z + j);
            }
        }

        if (vectorised < width)
        {
            Edge<V, T, TReducer>(x + vectorised, rows, stride, width - vectorised, shift + vectorised, z + vectorised);
        }
    }

    /// <summary>Fewer columns than a register has lanes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Edge<V, T, TReducer>(T* x, nint rows, nint stride, int width, T* shift, T* z)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        T* lanes = stackalloc T[V.Count];
        new Span<T>(lanes, V.Count).Clear();
        if (TReducer.IsShifted)
        {
            Copy(shift, lanes, width);
        }

        V s = V.Load(lanes);
        Copy(z, lanes, width);
        V result = V.Load(lanes);
        for (nint r = 0; r < rows; r++)
        {
            Copy(x + r * stride, lanes, width);
            result = TReducer.Combine(result, TReducer.Map(V.Load(lanes), s));
        }

        V.Store(result, lanes);
        Copy(lanes, z, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<T>(T* source, T* destination, int count)
        where T : unmanaged
    {
        for (int i = 0; i < count; i++)
        {
            destination[i] = source[i];
        }
    }
}
