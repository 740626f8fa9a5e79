namespace GpuNN.Jit.Oclgrind;

/// <summary>Kernels with a fault that oclgrind must find.</summary>
internal static class PlantedFaults
{
    /// <summary>Writes shared memory and reads a neighbour's without waiting for it.</summary>
    public static void ForgetsABarrier(ArrayView<int> data)
    {
        ArrayView<int> shared = SharedMemory.Allocate<int>(64);
        shared[Group.IdxX] = data[Group.IdxX];
        data[Group.IdxX] = shared[Group.IdxX ^ 1];
    }
}
