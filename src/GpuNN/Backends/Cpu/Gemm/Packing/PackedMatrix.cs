using System.Numerics;

namespace GpuNN.Backends.Cpu.Gemm.Packing;

/// <summary>
/// A right operand B[K × N] packed once for one instruction set: weights of a layer, or of a recurrence that reads them at
/// every step.
/// </summary>
internal sealed unsafe class PackedMatrix<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Alignment = 128;
    private T* _elements;

    /// <summary>Packs a matrix at any strides.</summary>
    public PackedMatrix(
        T* source, nint depthStride, nint columnStride, int depth, int columns, CpuInstructionSet? instructionSet = null)
    {
        InstructionSet = instructionSet ?? CpuInstructionSets.Default;
        Depth = depth;
        Columns = columns;
        Panels = PackedPanels<T>.Layout(depth, columns, InstructionSet);
        _elements = (T*)HostMemory.Allocate((nuint)Panels.ElementCount * (nuint)sizeof(T), Alignment);
        Panels = Panels.At(_elements);
        Panels.Fill(new MatrixPanels<T>(source, depthStride, columnStride, false));
    }

    /// <summary>Frees the memory if nobody did.</summary>
    ~PackedMatrix() => Free();

    /// <summary>K.</summary>
    public int Depth { get; }

    /// <summary>N.</summary>
    public int Columns { get; }

    /// <summary>The instruction set whose tile the strips have.</summary>
    public CpuInstructionSet InstructionSet { get; }

    /// <summary>The strips.</summary>
    public PackedPanels<T> Panels { get; }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        HostMemory.Free(_elements);
        _elements = null;
    }
}
