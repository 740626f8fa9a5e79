using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>How a group of 256 brings a tile of 256 quads from memory to shared memory, where elements along m or n are
/// neighbours: an order in which neighbouring work items read neighbours, so that loads coalesce. Elements outside the matrix
/// are 0.</summary>
internal interface ITileOrder<T, TOperand>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperand : struct, IProductOperand<T>
{
    /// <summary>This work item's four elements.</summary>
    static abstract Quad<T> Load<TBlock>(TOperand operand, int origin, int firstOuter, int outerEnd, int firstInner, int innerEnd)
        where TBlock : struct, IProductBlock<T>;

    /// <summary>Puts them into the tile that begins at a place.</summary>
    static abstract void Store<TBlock>(ArrayView<T> tiles, int first, Quad<T> quad)
        where TBlock : struct, IProductBlock<T>;
}
