using System.Numerics;
using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.Gemm.Packing;

/// <summary>
/// The strips of a packed matrix in memory of the caller's: block of depth after block of depth, in each strip after strip,
/// [depth][width] each; a last strip of half a tile or less is half as wide.
/// </summary>
internal readonly unsafe struct PackedPanels<T> : IPanelSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _elements;
    private readonly int _depth;
    private readonly int _columns;
    private readonly int _tileColumns;
    private readonly int _paddedColumns;

    private PackedPanels(T* elements, int depth, int columns, int depthBlock, int tileColumns)
    {
        _elements = elements;
        _depth = depth;
        _columns = columns;
        _tileColumns = tileColumns;
        _paddedColumns = (columns + tileColumns - 1) / tileColumns * tileColumns;
        DepthBlock = depthBlock;
    }

    public StripResidence Residence => StripResidence.Prepacked;

    public bool HasRows => false;

    /// <summary>The depth of a block, which a product with these strips must use.</summary>
    public int DepthBlock { get; }

    /// <summary>The elements of memory that the strips take.</summary>
    public long ElementCount => (long)_depth * _paddedColumns;

    /// <summary>The layout for an instruction set, without memory yet.</summary>
    public static PackedPanels<T> Layout(int depth, int columns, CpuInstructionSet instructionSet)
    {
        int tileColumns = Gemm.TileColumns<T>(instructionSet);
        int block = GemmStrategy.Balanced(depth, GemmStrategy.DepthLimit(sizeof(T), tileColumns), 8);
        return new PackedPanels<T>(null, depth, columns, block, tileColumns);
    }

    /// <summary>The same strips at an address.</summary>
    public PackedPanels<T> At(T* elements) => new(elements, _depth, _columns, DepthBlock, _tileColumns);

    /// <summary>Packs every strip from another source.</summary>
    public void Fill<TSource>(in TSource source)
        where TSource : struct, IPanelSource<T>
    {
        for (int start = 0; start < _depth; start += DepthBlock)
        {
            int depth = Math.Min(DepthBlock, _depth - start);
            for (int column = 0; column < _columns; column += _tileColumns)
            {
                int columns = Math.Min(_tileColumns, _columns - column);
                source.Pack(start, depth, column, columns, Width(column), Strip(start, depth, column, out _));
            }
        }
    }

    public void Pack(int depthStart, int depth, int column, int columns, int width, T* target)
    {
        T* from = Strip(depthStart, depth, column, out nint stride);
        RowCopies.Copy(from, stride, depth, width, target, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Strip(int depthStart, int depth, int column, out nint depthStride)
    {
        depthStride = Width(column);
        return _elements + ((nint)depthStart * _paddedColumns) + ((nint)column * depth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Width(int column) => _columns - column > _tileColumns / 2 ? _tileColumns : _tileColumns / 2;
}
