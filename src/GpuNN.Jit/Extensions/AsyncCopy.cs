namespace GpuNN.Jit.Extensions;

/// <summary>
/// Copies of 16 bytes from global to shared memory that do not pass through registers and that nobody waits for at once
/// (<c>cp.async</c> on CUDA from sm_80). Elsewhere they are done on the spot.
/// </summary>
/// <remarks>
/// An item commits what it has begun as a group, waits until all but the newest groups have arrived, and meets the others at
/// <see cref="Group.Barrier"/>, since it has waited for its own copies only. A kernel without the wait or the barrier is wrong
/// on CUDA; of the two, the portable meaning shows a missing barrier only (as a race in checked mode).
/// </remarks>
public static class AsyncCopy
{
    /// <summary>Copies 16 bytes: <paramref name="count"/> elements from the source, then zeros.</summary>
    /// <param name="target">Shared memory.</param>
    /// <param name="to">The first element there, at a multiple of 16 bytes.</param>
    /// <param name="source">Global memory; it is not written while the kernel runs.</param>
    /// <param name="from">The first element here, at a multiple of 16 bytes.</param>
    /// <param name="count">How many elements, from 0 to those of 16 bytes; with 0 the source is not read.</param>
    public static void Copy<T>(ArrayView<T> target, int to, ArrayView<T> source, int from, int count)
        where T : unmanaged
    {
        for (int i = 0; i < 16 / Interop.SizeOf<T>(); i++)
        {
            T element = default;
            if (i < count) element = source[from + i];
            target[to + i] = element;
        }
    }

    /// <summary>Makes a group of the copies begun since the last.</summary>
    public static void Commit()
    {
    }

    /// <summary>Waits until at most the <paramref name="pending"/> newest groups of this item have not arrived.</summary>
    /// <param name="pending">A compile-time constant.</param>
    public static void Wait(int pending)
    {
    }
}
