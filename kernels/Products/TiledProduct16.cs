using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The product by 16×16 tiles of A and B in shared memory, which are read 16 times less often than by the naive
/// kernel. A group of 256 computes a 16×16 tile of C, an item one element. Wins where C is too small to fill 64×64
/// tiles.</summary>
internal sealed class TiledProduct16<T, TA, TB, TOutput>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TA : struct, IProductOperand<T>
    where TB : struct, IProductOperand<T>
    where TOutput : struct, IProductOutput<T>
{
    /// <summary>The edge of a tile.</summary>
    public const int Tile = 16;

    /// <summary>A tile's row in shared memory, one longer against bank conflicts.</summary>
    private const int Pitch = Tile + 1;

    private readonly Action<KernelConfig, TA, TB, TOutput, ProductSize> _multiply =
        kernels.Load<TA, TB, TOutput, ProductSize>(TiledProduct16Kernel);

    internal static void TiledProduct16Kernel(TA a, TB b, TOutput output, ProductSize size)
    {
        ArrayView<T> aTile = SharedMemory.Allocate<T>(Tile * Pitch);
        ArrayView<T> bTile = SharedMemory.Allocate<T>(Tile * Pitch);
        int across = (size.N + Tile - 1) / Tile, down = (size.M + Tile - 1) / Tile;
        int line = Grid.IdxX / across, slice = line / down, to = size.To(slice);
        int aOrigin = a.Origin(size.BatchOf(slice)), bOrigin = b.Origin(size.BatchOf(slice));
        int y = Group.IdxX / Tile, x = Group.IdxX - (y * Tile);
        int row = ((line - (slice * down)) * Tile) + y, column = ((Grid.IdxX - (line * across)) * Tile) + x;
        T sum = T.Zero;
        for (int p = size.From(slice); p < to; p += Tile)
        {
            aTile[(y * Pitch) + x] = row < size.M && p + x < to ? a.Load(aOrigin, row, p + x) : T.Zero;
            bTile[(y * Pitch) + x] = column < size.N && p + y < to ? b.Load(bOrigin, column, p + y) : T.Zero;
            Group.Barrier();
            for (int q = 0; q < Tile; q++) sum = MultiplyAdd.Of(aTile[(y * Pitch) + q], bTile[(q * Pitch) + x], sum);
            Group.Barrier();
        }

        if (row < size.M && column < size.N) output.Store(slice, row, column, sum);
    }

    public void Launch(TA a, TB b, TOutput output, ProductSize size) =>
        _multiply(
            LaunchGrid.Groups(size.Slices * ((size.M + Tile - 1) / Tile) * ((size.N + Tile - 1) / Tile)), a, b, output, size);
}
