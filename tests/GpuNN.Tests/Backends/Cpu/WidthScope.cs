using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Tests.Backends.Cpu;

/// <summary>Forces the register width while it lives. Results do not depend on it, so tests beside it may run on.</summary>
internal sealed class WidthScope : IDisposable
{
    private readonly int _before = VectorWidth.Bits;

    public WidthScope(int bits) => VectorWidth.Bits = bits;

    public void Dispose() => VectorWidth.Bits = _before;
}
