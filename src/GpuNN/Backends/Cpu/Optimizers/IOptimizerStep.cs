using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Optimizers;

/// <summary>One step of an optimiser on registers: the parameter and up to three states change in place.</summary>
internal interface IOptimizerStep<T>
    where T : unmanaged
{
    /// <summary>How many states the method keeps per parameter.</summary>
    static abstract int StateCount { get; }

    void Invoke<V>(V gradient, ref V parameter, ref V first, ref V second, ref V third)
        where V : struct, IVector<V, T>;
}
