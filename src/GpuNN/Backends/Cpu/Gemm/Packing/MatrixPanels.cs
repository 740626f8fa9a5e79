using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.Gemm.Packing;

/// <summary>Strips of a matrix in memory, at any two strides.</summary>
/// <param name="source">Element (0, 0).</param>
/// <param name="depthStride">Elements from a row to the next.</param>
/// <param name="columnStride">Elements from a column to the next.</param>
/// <param name="inPlace">Whether full strips of contiguous rows may be read where they lie.</param>
internal readonly unsafe struct MatrixPanels<T>(T* source, nint depthStride, nint columnStride, bool inPlace)
    : IPanelSource<T>
    where T : unmanaged
{
    public StripResidence Residence => inPlace ? StripResidence.InPlaceWhereFull : StripResidence.Packed;

    public bool HasRows => columnStride == 1;

    public T* Strip(int depthStart, int depth, int column, out nint stride)
    {
        stride = depthStride;
        return source + (depthStart * depthStride) + column;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(int depthStart, int depth, int column, int columns, int width, T* target)
    {
        T* from = source + (depthStart * depthStride) + (column * columnStride);
        if (columnStride == 1)
        {
            RowCopies.Copy(from, depthStride, depth, columns, target, width);
            RowCopies.ClearColumns(target, width, depth, columns);
        }
        else
        {
            Transposition.TransposeWithZeros(from, columnStride, depthStride, columns, depth, target, width);
        }
    }
}
