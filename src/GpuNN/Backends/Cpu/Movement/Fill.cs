using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Elementwise.Operators;

namespace GpuNN.Backends.Cpu.Movement;

/// <summary>Sets elements to one value.</summary>
internal static unsafe class Fill
{
    public static void Run<T>(T* z, long count, T value)
        where T : unmanaged
    {
        IterationSpace space = IterationSpace.Create([count], [1, 0, 0], 3);
        ElementwiseEngine.Binary(default(First<T>), &value, &value, z, space);
    }
}
