using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>4×4 sums of a 64×64 tile, rows and columns 16 apart: work items that are neighbours touch neighbours, in shared
/// memory and in C, so that a processor's vector registers hold the items of a row.</summary>
internal struct SpreadBlock64<T> : IProductBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Accumulators4x4<T> Sums;

    public static int Tile => 64;

    public static int Depth => 16;

    public static int Pitch => 65;

    public static ArrayView<T> AllocateTiles() => SharedMemory.Allocate<T>(4 * 16 * 65);

    public void Add(ArrayView<T> tiles, int aLine, int bLine)
    {
        int a = aLine + (Group.IdxX / 16), b = bLine + (Group.IdxX % 16);
        Sums.Add(
            tiles[a], tiles[a + 16], tiles[a + 32], tiles[a + 48],
            tiles[b], tiles[b + 16], tiles[b + 32], tiles[b + 48]);
    }

    public void Store<TOutput>(TOutput output, ProductSize size, int batch, int firstRow, int firstColumn)
        where TOutput : struct, IProductOutput<T> =>
        Sums.StoreSpread(output, size, batch, firstRow + (Group.IdxX / 16), firstColumn + (Group.IdxX % 16));
}

/// <summary>8×8 sums of a 128×128 tile, rows and columns 16 apart.</summary>
internal struct SpreadBlock128<T> : IProductBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Accumulators4x4<T> TopLeft, TopRight, BottomLeft, BottomRight;

    public static int Tile => 128;

    public static int Depth => 8;

    public static int Pitch => 129;

    public static ArrayView<T> AllocateTiles() => SharedMemory.Allocate<T>(4 * 8 * 129);

    public void Add(ArrayView<T> tiles, int aLine, int bLine)
    {
        int a = aLine + (Group.IdxX / 16), b = bLine + (Group.IdxX % 16);
        T a0 = tiles[a], a1 = tiles[a + 16], a2 = tiles[a + 32], a3 = tiles[a + 48];
        T a4 = tiles[a + 64], a5 = tiles[a + 80], a6 = tiles[a + 96], a7 = tiles[a + 112];
        T b0 = tiles[b], b1 = tiles[b + 16], b2 = tiles[b + 32], b3 = tiles[b + 48];
        TopLeft.Add(a0, a1, a2, a3, b0, b1, b2, b3);
        BottomLeft.Add(a4, a5, a6, a7, b0, b1, b2, b3);
        T b4 = tiles[b + 64], b5 = tiles[b + 80], b6 = tiles[b + 96], b7 = tiles[b + 112];
        TopRight.Add(a0, a1, a2, a3, b4, b5, b6, b7);
        BottomRight.Add(a4, a5, a6, a7, b4, b5, b6, b7);
    }

    public void Store<TOutput>(TOutput output, ProductSize size, int batch, int firstRow, int firstColumn)
        where TOutput : struct, IProductOutput<T>
    {
        int row = firstRow + (Group.IdxX / 16), column = firstColumn + (Group.IdxX % 16);
        TopLeft.StoreSpread(output, size, batch, row, column);
        TopRight.StoreSpread(output, size, batch, row, column + 64);
        BottomLeft.StoreSpread(output, size, batch, row + 64, column);
        BottomRight.StoreSpread(output, size, batch, row + 64, column + 64);
    }
}
