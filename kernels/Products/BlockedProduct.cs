using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The product by tiles of C, whose sums the items of a group hold in registers: 64×64 by 4×4, or 128×128 by 8×8, which
/// reads shared memory once for four products. The tiles of A and B lie in shared memory twice: while one pair is
/// multiplied, each item fetches its quad of the next into registers and then puts it into the other pair, so that a
/// step costs one barrier and the products hide the loads. The block says which sums are an item's, the orders how tiles
/// are read: see <see cref="IProductBlock{T}"/> and <see cref="ITileOrder{T, TOperand}"/>. Wins for all but small products.</summary>
internal sealed class BlockedProduct<T, TA, TB, TOutput, TAOrder, TBOrder, TBlock>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TA : struct, IProductOperand<T>
    where TB : struct, IProductOperand<T>
    where TOutput : struct, IProductOutput<T>
    where TAOrder : struct, ITileOrder<T, TA>
    where TBOrder : struct, ITileOrder<T, TB>
    where TBlock : struct, IProductBlock<T>
{
    private readonly Action<KernelConfig, TA, TB, TOutput, ProductSize> _multiply =
        kernels.Load<TA, TB, TOutput, ProductSize>(BlockedProductKernel);

    internal static void BlockedProductKernel(TA a, TB b, TOutput output, ProductSize size)
    {
        int across = (size.N + TBlock.Tile - 1) / TBlock.Tile, down = (size.M + TBlock.Tile - 1) / TBlock.Tile;
        int line = Grid.IdxX / across, slice = line / down, from = size.From(slice), to = size.To(slice);
        int firstRow = (line - (slice * down)) * TBlock.Tile, firstColumn = (Grid.IdxX - (line * across)) * TBlock.Tile;
        int aOrigin = a.Origin(size.BatchOf(slice)), bOrigin = b.Origin(size.BatchOf(slice));
        int tile = TBlock.Depth * TBlock.Pitch;
        ArrayView<T> tiles = TBlock.AllocateTiles();
        TBlock sums = default;
        Quad<T> aNext = TAOrder.Load<TBlock>(a, aOrigin, firstRow, size.M, from, to);
        Quad<T> bNext = TBOrder.Load<TBlock>(b, bOrigin, firstColumn, size.N, from, to);
        int pair = 0;
        for (int p = from; p < to; p += TBlock.Depth)
        {
            TAOrder.Store<TBlock>(tiles, pair, aNext);
            TBOrder.Store<TBlock>(tiles, pair + tile, bNext);
            Group.Barrier();
            aNext = TAOrder.Load<TBlock>(a, aOrigin, firstRow, size.M, p + TBlock.Depth, to);
            bNext = TBOrder.Load<TBlock>(b, bOrigin, firstColumn, size.N, p + TBlock.Depth, to);
            for (int q = 0; q < TBlock.Depth; q++)
            {
                int place = pair + (q * TBlock.Pitch);
                sums.Add(tiles, place, place + tile);
            }

            pair = (2 * tile) - pair;
        }

        sums.Store(output, size, slice, firstRow, firstColumn);
    }

    public void Launch(TA a, TB b, TOutput output, ProductSize size) => _multiply(
        LaunchGrid.Groups(
            size.Slices * ((size.M + TBlock.Tile - 1) / TBlock.Tile) * ((size.N + TBlock.Tile - 1) / TBlock.Tile)),
        a, b, output, size);
}
