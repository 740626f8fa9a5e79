using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Tests.Backends.Cpu;

/// <summary>Forces the register width while it lives. It is the whole process's, and sums depend on it in the last bit:
/// what uses it runs alone (<see cref="ExclusiveCollection"/>).</summary>
internal sealed class WidthScope : IDisposable
{
    private readonly int _before = VectorWidth.Bits;

    public WidthScope(int bits) => VectorWidth.Bits = bits;

    public void Dispose() => VectorWidth.Bits = _before;
}
