namespace GpuNN.Kernels;

/// <summary>The product by tensor cores: a group of eight warps computes a 128×128 tile of C, a warp 64×32 of it as 4×4 products
/// of 16×8. 64 bytes of each line of A and B are multiplied while the next 64 arrive in the other half of shared memory
/// by asynchronous copies. Both factors begin every line at a multiple of 16 bytes. Wins for large products of float16 and
/// bfloat16, and of float32 where TF32 is allowed.</summary>
internal sealed class TensorCoreProduct<TStored, TStorage, TElement, TATile, TBTile, TOutput>(KernelSet kernels)
    where TStored : unmanaged
    where TStorage : struct, IElementStorage<TStored, float>
    where TElement : struct, ITensorElement
    where TATile : struct, ITensorTile<TElement>
    where TBTile : struct, ITensorTile<TElement>
    where TOutput : struct, IProductOutput<float>
{
    /// <summary>The edge of a tile of C.</summary>
    public const int Tile = 128;

    /// <summary>Words of a tile in shared memory, of which there are two of A and two of B.</summary>
    private const int TileWords = 2560;

    private readonly Action<KernelConfig, MatrixOperand<TStored, float, TStorage>, MatrixOperand<TStored, float, TStorage>, TOutput, ProductSize> _multiply =
        kernels.Load<MatrixOperand<TStored, float, TStorage>, MatrixOperand<TStored, float, TStorage>, TOutput, ProductSize>(TensorCoreProductKernel);

    internal static void TensorCoreProductKernel(
        MatrixOperand<TStored, float, TStorage> a, MatrixOperand<TStored, float, TStorage> b, TOutput output, ProductSize size)
    {
        ArrayView<uint> words = SharedMemory.Allocate<uint>(4 * TileWords);
        int across = (size.N + Tile - 1) / Tile, down = (size.M + Tile - 1) / Tile;
        int line = Grid.IdxX / across, slice = line / down, from = size.From(slice), to = size.To(slice);
        int firstRow = (line - (slice * down)) * Tile, firstColumn = (Grid.IdxX - (line * across)) * Tile;
        int aOrigin = a.Origin(size.BatchOf(slice)), bOrigin = b.Origin(size.BatchOf(slice));
        int depth = 16 * TElement.PerWord, warp = Warp.WarpIdx, row = warp / 4 * 64, column = warp % 4 * 32;
        TensorSums<TElement> sums = default;
        Fetch(words, 0, a, b, aOrigin, bOrigin, firstRow, firstColumn, from, to, size);
        int pair = 0;
        for (int p = from; p < to; p += depth)
        {
            Fetch(words, (2 * TileWords) - pair, a, b, aOrigin, bOrigin, firstRow, firstColumn, p + depth, to, size);
            AsyncCopy.Wait(1);
            Group.Barrier();
            ArrayView<uint> aTile = words.SubView(pair, TileWords), bTile = words.SubView(pair + TileWords, TileWords);
            sums.Add<TATile, TBTile>(aTile, bTile, row, column, 0);
            sums.Add<TATile, TBTile>(aTile, bTile, row, column, 1);
            Group.Barrier();
            pair = (2 * TileWords) - pair;
        }

        sums.Store(output, size, slice, firstRow + row, firstColumn + column);
    }

    public void Launch(
        MatrixOperand<TStored, float, TStorage> a, MatrixOperand<TStored, float, TStorage> b, TOutput output, ProductSize size) =>
        _multiply(
            LaunchGrid.Groups(size.Slices * ((size.M + Tile - 1) / Tile) * ((size.N + Tile - 1) / Tile)), a, b, output, size);

    private static void Fetch(
        ArrayView<uint> words, int pair, MatrixOperand<TStored, float, TStorage> a, MatrixOperand<TStored, float, TStorage> b,
        int aOrigin, int bOrigin, int firstRow, int firstColumn, int inner, int innerEnd, ProductSize size)
    {
        TATile.Fetch(
            words.SubView(pair, TileWords).Cast<TStored>(), a.Elements, aOrigin, a.OuterStride, a.InnerStride,
            firstRow, size.M, inner, innerEnd);
        TBTile.Fetch(
            words.SubView(pair + TileWords, TileWords).Cast<TStored>(), b.Elements, bOrigin, b.OuterStride, b.InnerStride,
            firstColumn, size.N, inner, innerEnd);
        AsyncCopy.Commit();
    }
}
