using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The product by 64×64 tiles of C, 16 deep: a group of 256 holds the tiles of A and B in shared memory, an item 4×4
/// sums in registers, which reads shared memory once for two products. An item's rows and columns lie 16 apart, so that
/// neighbours touch neighbours both in shared memory and in C. Wins for all but small products.</summary>
internal sealed class BlockedProduct64<T, TA, TB, TOutput, TAOrder, TBOrder>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TA : struct, IProductOperand<T>
    where TB : struct, IProductOperand<T>
    where TOutput : struct, IProductOutput<T>
    where TAOrder : struct, ITileOrder
    where TBOrder : struct, ITileOrder
{
    /// <summary>The edge of a tile of C.</summary>
    public const int Tile = 64;

    /// <summary>How deep the tiles of A and B are.</summary>
    public const int Depth = 16;

    /// <summary>A tile's row in shared memory, one longer against bank conflicts.</summary>
    private const int Pitch = Tile + 1;

    private readonly Action<KernelConfig, TA, TB, TOutput, ProductSize> _multiply =
        kernels.Load<TA, TB, TOutput, ProductSize>(BlockedProduct64Kernel);

    internal static void BlockedProduct64Kernel(TA a, TB b, TOutput output, ProductSize size)
    {
        int line = Grid.IdxX / ((size.N + Tile - 1) / Tile), batch = line / ((size.M + Tile - 1) / Tile);
        int firstRow = (line - (batch * ((size.M + Tile - 1) / Tile))) * Tile;
        int firstColumn = (Grid.IdxX - (line * ((size.N + Tile - 1) / Tile))) * Tile;
        Accumulators4x4<T> sums = Sum(a, b, size, batch, firstRow, firstColumn, 0, size.K);
        int row = firstRow + (Group.IdxX / 16), column = firstColumn + (Group.IdxX % 16);
        StoreRow(output, size, batch, row, column, sums.C00, sums.C01, sums.C02, sums.C03);
        StoreRow(output, size, batch, row + 16, column, sums.C10, sums.C11, sums.C12, sums.C13);
        StoreRow(output, size, batch, row + 32, column, sums.C20, sums.C21, sums.C22, sums.C23);
        StoreRow(output, size, batch, row + 48, column, sums.C30, sums.C31, sums.C32, sums.C33);
    }

    public void Launch(TA a, TB b, TOutput output, ProductSize size) =>
        _multiply(
            LaunchGrid.Groups(size.Batches * ((size.M + Tile - 1) / Tile) * ((size.N + Tile - 1) / Tile)), a, b, output, size);

    private static Accumulators4x4<T> Sum(
        TA a, TB b, ProductSize size, int batch, int firstRow, int firstColumn, int from, int to)
    {
        ArrayView<T> aTile = SharedMemory.Allocate<T>(Depth * Pitch);
        ArrayView<T> bTile = SharedMemory.Allocate<T>(Depth * Pitch);
        int item = Group.IdxX;
        int y = item / 16, x = item % 16;
        Accumulators4x4<T> sums = default;
        for (int p = from; p < to; p += Depth)
        {
            for (int element = item; element < Tile * Depth; element += LaunchGrid.GroupSize)
            {
                int row = TAOrder.Outer(element), aInner = TAOrder.Inner(element);
                aTile[(aInner * Pitch) + row] = firstRow + row < size.M && p + aInner < to
                    ? a.Load(batch, firstRow + row, p + aInner)
                    : T.Zero;
                int column = TBOrder.Outer(element), bInner = TBOrder.Inner(element);
                bTile[(bInner * Pitch) + column] = firstColumn + column < size.N && p + bInner < to
                    ? b.Load(batch, firstColumn + column, p + bInner)
                    : T.Zero;
            }

            Group.Barrier();
            for (int q = 0; q < Depth; q++)
            {
                int aIndex = (q * Pitch) + y, bIndex = (q * Pitch) + x;
                sums.Add(
                    aTile[aIndex], aTile[aIndex + 16], aTile[aIndex + 32], aTile[aIndex + 48],
                    bTile[bIndex], bTile[bIndex + 16], bTile[bIndex + 32], bTile[bIndex + 48]);
            }

            Group.Barrier();
        }

        return sums;
    }

    private static void StoreRow(TOutput output, ProductSize size, int batch, int row, int column, T c0, T c1, T c2, T c3)
    {
        if (row >= size.M) return;
        if (column < size.N) output.Store(batch, row, column, c0);
        if (column + 16 < size.N) output.Store(batch, row, column + 16, c1);
        if (column + 32 < size.N) output.Store(batch, row, column + 32, c2);
        if (column + 48 < size.N) output.Store(batch, row, column + 48, c3);
    }
}
