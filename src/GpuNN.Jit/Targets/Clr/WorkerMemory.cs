using System.Runtime.InteropServices;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>Shared and item memory of the thread that runs groups; grows, and goes with the thread.</summary>
internal sealed unsafe class WorkerMemory
{
    private const nuint Alignment = 64;

    [ThreadStatic]
    private static WorkerMemory? t_instance;

    private byte* _memory;
    private nuint _size;

    ~WorkerMemory() => NativeMemory.AlignedFree(_memory);

    /// <summary>The calling thread's memory, at least <paramref name="size"/> bytes.</summary>
    public static byte* Reserve(nuint size) => (t_instance ??= new WorkerMemory()).Grow(size);

    private byte* Grow(nuint size)
    {
        if (size <= _size)
            return _memory;
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        _size = 0;
        _memory = (byte*)NativeMemory.AlignedAlloc(size, Alignment);
        _size = size;
        return _memory;
    }
}
