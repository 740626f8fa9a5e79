using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>How results leave the registers.</summary>
internal unsafe interface IStore
{
    static abstract bool IsNonTemporal { get; }

    static abstract void Store<V, T>(V value, T* destination)
        where V : struct, IVector<V, T>
        where T : unmanaged;
}

/// <summary>Into the cache.</summary>
internal readonly unsafe struct CachedStore : IStore
{
    public static bool IsNonTemporal => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T>(V value, T* destination)
        where V : struct, IVector<V, T>
        where T : unmanaged => V.Store(value, destination);
}

/// <summary>Past the caches, for results that exceed them: saves reading the line before it is overwritten.</summary>
internal readonly unsafe struct NonTemporalStore : IStore
{
    public static bool IsNonTemporal => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T>(V value, T* destination)
        where V : struct, IVector<V, T>
        where T : unmanaged => V.StoreNonTemporal(value, destination);
}
