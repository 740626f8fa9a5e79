using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>4×4 sums of a 64×64 tile, rows and columns side by side: a quad of A and a quad of B, each one 128-bit load from
/// shared memory, for 16 products.</summary>
internal struct QuadBlock64<T> : IProductBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Accumulators4x4<T> Sums;

    public static int Tile => 64;

    public static int Depth => 16;

    public static int Pitch => 68;

    public static ArrayView<T> AllocateTiles() => SharedMemory.Allocate<T>(4 * 16 * 68);

    public void Add(ArrayView<T> tiles, int aLine, int bLine) => Sums.Add(
        Quad<T>.At(tiles, aLine + (Group.IdxX / 16 * 4)), Quad<T>.At(tiles, bLine + (Group.IdxX % 16 * 4)));

    public void Store<TOutput>(TOutput output, ProductSize size, int batch, int firstRow, int firstColumn)
        where TOutput : struct, IProductOutput<T> =>
        Sums.StoreQuads(output, size, batch, firstRow + (Group.IdxX / 16 * 4), firstColumn + (Group.IdxX % 16 * 4));
}

/// <summary>8×8 sums of a 128×128 tile, as 2×2 quads by quads that lie 64 apart, so that the quads which the items of a warp
/// read fill the banks evenly: four 128-bit loads for 64 products.</summary>
internal struct QuadBlock128<T> : IProductBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Accumulators4x4<T> TopLeft, TopRight, BottomLeft, BottomRight;

    public static int Tile => 128;

    public static int Depth => 8;

    public static int Pitch => 132;

    public static ArrayView<T> AllocateTiles() => SharedMemory.Allocate<T>(4 * 8 * 132);

    public void Add(ArrayView<T> tiles, int aLine, int bLine)
    {
        int a = aLine + (Group.IdxX / 16 * 4), b = bLine + (Group.IdxX % 16 * 4);
        Quad<T> top = Quad<T>.At(tiles, a), bottom = Quad<T>.At(tiles, a + 64);
        Quad<T> left = Quad<T>.At(tiles, b), right = Quad<T>.At(tiles, b + 64);
        TopLeft.Add(top, left);
        TopRight.Add(top, right);
        BottomLeft.Add(bottom, left);
        BottomRight.Add(bottom, right);
    }

    public void Store<TOutput>(TOutput output, ProductSize size, int batch, int firstRow, int firstColumn)
        where TOutput : struct, IProductOutput<T>
    {
        int row = firstRow + (Group.IdxX / 16 * 4), column = firstColumn + (Group.IdxX % 16 * 4);
        TopLeft.StoreQuads(output, size, batch, row, column);
        TopRight.StoreQuads(output, size, batch, row, column + 64);
        BottomLeft.StoreQuads(output, size, batch, row + 64, column);
        BottomRight.StoreQuads(output, size, batch, row + 64, column + 64);
    }
}
