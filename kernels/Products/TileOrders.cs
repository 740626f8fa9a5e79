using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Neighbours along k, one element at a time: a row-major A, or a transposed B.</summary>
internal readonly struct InnerFirst<T, TOperand> : ITileOrder<T, TOperand>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperand : struct, IProductOperand<T>
{
    public static Quad<T> Load<TBlock>(TOperand operand, int origin, int firstOuter, int outerEnd, int firstInner, int innerEnd)
        where TBlock : struct, IProductBlock<T>
    {
        int inner = firstInner + (Group.IdxX % TBlock.Depth), outer = firstOuter + (Group.IdxX / TBlock.Depth);
        int step = LaunchGrid.GroupSize / TBlock.Depth;
        Quad<T> quad = default;
        if (inner >= innerEnd) return quad;
        if (outer < outerEnd) quad.X = operand.Load(origin, outer, inner);
        if (outer + step < outerEnd) quad.Y = operand.Load(origin, outer + step, inner);
        if (outer + (2 * step) < outerEnd) quad.Z = operand.Load(origin, outer + (2 * step), inner);
        if (outer + (3 * step) < outerEnd) quad.W = operand.Load(origin, outer + (3 * step), inner);
        return quad;
    }

    public static void Store<TBlock>(ArrayView<T> tiles, int first, Quad<T> quad)
        where TBlock : struct, IProductBlock<T>
    {
        int place = first + (Group.IdxX % TBlock.Depth * TBlock.Pitch) + (Group.IdxX / TBlock.Depth);
        int step = LaunchGrid.GroupSize / TBlock.Depth;
        tiles[place] = quad.X;
        tiles[place + step] = quad.Y;
        tiles[place + (2 * step)] = quad.Z;
        tiles[place + (3 * step)] = quad.W;
    }
}

/// <summary>Neighbours along m or n, one element at a time: a transposed A, or a row-major B.</summary>
internal readonly struct OuterFirst<T, TOperand> : ITileOrder<T, TOperand>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperand : struct, IProductOperand<T>
{
    public static Quad<T> Load<TBlock>(TOperand operand, int origin, int firstOuter, int outerEnd, int firstInner, int innerEnd)
        where TBlock : struct, IProductBlock<T>
    {
        int outer = firstOuter + (Group.IdxX % TBlock.Tile), inner = firstInner + (Group.IdxX / TBlock.Tile);
        int step = LaunchGrid.GroupSize / TBlock.Tile;
        Quad<T> quad = default;
        if (outer >= outerEnd) return quad;
        if (inner < innerEnd) quad.X = operand.Load(origin, outer, inner);
        if (inner + step < innerEnd) quad.Y = operand.Load(origin, outer, inner + step);
        if (inner + (2 * step) < innerEnd) quad.Z = operand.Load(origin, outer, inner + (2 * step));
        if (inner + (3 * step) < innerEnd) quad.W = operand.Load(origin, outer, inner + (3 * step));
        return quad;
    }

    public static void Store<TBlock>(ArrayView<T> tiles, int first, Quad<T> quad)
        where TBlock : struct, IProductBlock<T>
    {
        int place = first + (Group.IdxX / TBlock.Tile * TBlock.Pitch) + (Group.IdxX % TBlock.Tile);
        int step = LaunchGrid.GroupSize / TBlock.Tile * TBlock.Pitch;
        tiles[place] = quad.X;
        tiles[place + step] = quad.Y;
        tiles[place + (2 * step)] = quad.Z;
        tiles[place + (3 * step)] = quad.W;
    }
}

/// <summary>Four neighbours along k in one load; their places in the tile lie a row apart.</summary>
internal readonly struct InnerQuads<T, TOperand> : ITileOrder<T, TOperand>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperand : struct, IQuadOperand<T>
{
    public static Quad<T> Load<TBlock>(TOperand operand, int origin, int firstOuter, int outerEnd, int firstInner, int innerEnd)
        where TBlock : struct, IProductBlock<T>
    {
        int perLine = TBlock.Depth / 4;
        int inner = firstInner + (Group.IdxX % perLine * 4), outer = firstOuter + (Group.IdxX / perLine);
        return inner < innerEnd && outer < outerEnd ? operand.LoadQuad(origin, outer, inner) : default;
    }

    public static void Store<TBlock>(ArrayView<T> tiles, int first, Quad<T> quad)
        where TBlock : struct, IProductBlock<T>
    {
        int perLine = TBlock.Depth / 4;
        int place = first + (Group.IdxX % perLine * 4 * TBlock.Pitch) + (Group.IdxX / perLine);
        tiles[place] = quad.X;
        tiles[place + TBlock.Pitch] = quad.Y;
        tiles[place + (2 * TBlock.Pitch)] = quad.Z;
        tiles[place + (3 * TBlock.Pitch)] = quad.W;
    }
}

/// <summary>Four neighbours along m or n in one load, and one store into the tile.</summary>
internal readonly struct OuterQuads<T, TOperand> : ITileOrder<T, TOperand>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperand : struct, IQuadOperand<T>
{
    public static Quad<T> Load<TBlock>(TOperand operand, int origin, int firstOuter, int outerEnd, int firstInner, int innerEnd)
        where TBlock : struct, IProductBlock<T>
    {
        int perLine = TBlock.Tile / 4;
        int outer = firstOuter + (Group.IdxX % perLine * 4), inner = firstInner + (Group.IdxX / perLine);
        return inner < innerEnd && outer < outerEnd ? operand.LoadQuad(origin, outer, inner) : default;
    }

    public static void Store<TBlock>(ArrayView<T> tiles, int first, Quad<T> quad)
        where TBlock : struct, IProductBlock<T>
    {
        int perLine = TBlock.Tile / 4;
        Quad<T>.Store(tiles, first + (Group.IdxX / perLine * TBlock.Pitch) + (Group.IdxX % perLine * 4), quad);
    }
}
