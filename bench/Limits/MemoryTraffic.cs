using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Bench.Limits;

/// <summary>The loops whose speed bounds an operator that touches each element once.</summary>
internal static unsafe class MemoryTraffic
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Read(float* x, long length)
    {
        Vector256<float> a = default, b = default, c = default, d = default;
        for (long i = 0; i < length; i += 32)
        {
            a += Vector256.Load(x + i);
            b += Vector256.Load(x + i + 8);
            c += Vector256.Load(x + i + 16);
            d += Vector256.Load(x + i + 24);
        }
        return Vector256.Sum(a + b + c + d);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Copy(float* x, float* z, long length)
    {
        for (long i = 0; i < length; i += 32)
        {
            Vector256.Store(Vector256.Load(x + i), z + i);
            Vector256.Store(Vector256.Load(x + i + 8), z + i + 8);
            Vector256.Store(Vector256.Load(x + i + 16), z + i + 16);
            Vector256.Store(Vector256.Load(x + i + 24), z + i + 24);
        }
    }

    /// <summary>A copy that does not read the destination's lines before it overwrites them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void CopyNonTemporal(float* x, float* z, long length)
    {
        for (long i = 0; i < length; i += 32)
        {
            Vector256.StoreAlignedNonTemporal(Vector256.Load(x + i), z + i);
            Vector256.StoreAlignedNonTemporal(Vector256.Load(x + i + 8), z + i + 8);
            Vector256.StoreAlignedNonTemporal(Vector256.Load(x + i + 16), z + i + 16);
            Vector256.StoreAlignedNonTemporal(Vector256.Load(x + i + 24), z + i + 24);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* x, float* y, float* z, long length)
    {
        for (long i = 0; i < length; i += 32)
        {
            Vector256.Store(Vector256.Load(x + i) + Vector256.Load(y + i), z + i);
            Vector256.Store(Vector256.Load(x + i + 8) + Vector256.Load(y + i + 8), z + i + 8);
            Vector256.Store(Vector256.Load(x + i + 16) + Vector256.Load(y + i + 16), z + i + 16);
            Vector256.Store(Vector256.Load(x + i + 24) + Vector256.Load(y + i + 24), z + i + 24);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AddNonTemporal(float* x, float* y, float* z, long length)
    {
        for (long i = 0; i < length; i += 32)
        {
            Vector256.StoreAlignedNonTemporal(Vector256.Load(x + i) + Vector256.Load(y + i), z + i);
            Vector256.StoreAlignedNonTemporal(Vector256.Load(x + i + 8) + Vector256.Load(y + i + 8), z + i + 8);
            Vector256.StoreAlignedNonTemporal(Vector256.Load(x + i + 16) + Vector256.Load(y + i + 16), z + i + 16);
            Vector256.StoreAlignedNonTemporal(Vector256.Load(x + i + 24) + Vector256.Load(y + i + 24), z + i + 24);
        }
    }
}
