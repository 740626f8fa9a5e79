using GpuNN.Jit;

namespace GpuNN.Bench.Jit;

/// <summary>The kernels that the runtime is measured with.</summary>
internal static class JitKernels
{
    /// <summary>The edge of the matrices.</summary>
    public const int Size = 256;

    /// <summary>The edge of a tile, and of a group.</summary>
    public const int Tile = 16;

    /// <summary>The edge of the block of C that a group of <see cref="Block64"/> computes.</summary>
    public const int Block = 64;

    public static void Empty(int nothing)
    {
    }

    /// <summary>C = A·B by 16×16 tiles in shared memory.</summary>
    public static void Tile16(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int n)
    {
        var tileA = SharedMemory.Allocate<float>(Tile * Tile);
        var tileB = SharedMemory.Allocate<float>(Tile * Tile);
        int x = Group.IdxX, y = Group.IdxY;
        int row = Grid.IdxY * Tile + y, column = Grid.IdxX * Tile + x;
        float sum = 0;
        for (int start = 0; start < n; start += Tile)
        {
            tileA[y * Tile + x] = a[row * n + start + x];
            tileB[y * Tile + x] = b[(start + y) * n + column];
            Group.Barrier();
            for (int k = 0; k < Tile; k++)
                sum += tileA[y * Tile + k] * tileB[k * Tile + x];
            Group.Barrier();
        }
        c[row * n + column] = sum;
    }

    /// <summary>C = A·B by 64×64 blocks of which an item holds 4×4 sums.</summary>
    public static void Block64(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int n)
    {
        var tileA = SharedMemory.Allocate<float>(Tile * Block);
        var tileB = SharedMemory.Allocate<float>(Tile * Block);
        int x = Group.IdxX, y = Group.IdxY;
        int row = Grid.IdxY * Block, column = Grid.IdxX * Block;
        Sums sums = default;
        for (int start = 0; start < n; start += Tile)
        {
            for (int i = 0; i < 4; i++)
            {
                tileA[x * Block + i * Tile + y] = a[(row + i * Tile + y) * n + start + x];
                tileB[y * Block + i * Tile + x] = b[(start + y) * n + column + i * Tile + x];
            }
            Group.Barrier();
            for (int k = 0; k < Tile; k++)
            {
                sums.Add(
                    tileA[k * Block + y], tileA[k * Block + Tile + y], tileA[k * Block + 2 * Tile + y], tileA[k * Block + 3 * Tile + y],
                    tileB[k * Block + x], tileB[k * Block + Tile + x], tileB[k * Block + 2 * Tile + x], tileB[k * Block + 3 * Tile + x]);
            }
            Group.Barrier();
        }
        StoreRow(c, (row + y) * n + column + x, sums.S00, sums.S01, sums.S02, sums.S03);
        StoreRow(c, (row + Tile + y) * n + column + x, sums.S10, sums.S11, sums.S12, sums.S13);
        StoreRow(c, (row + 2 * Tile + y) * n + column + x, sums.S20, sums.S21, sums.S22, sums.S23);
        StoreRow(c, (row + 3 * Tile + y) * n + column + x, sums.S30, sums.S31, sums.S32, sums.S33);
    }

    /// <summary>sums[w] = Σ x over warp w, by five shuffles.</summary>
    public static void WarpSums(ArrayView<float> x, ArrayView<float> sums)
    {
        int item = Grid.IdxX * Group.DimX + Group.IdxX;
        float value = x[item];
        value += Warp.ShuffleDown(value, 16);
        value += Warp.ShuffleDown(value, 8);
        value += Warp.ShuffleDown(value, 4);
        value += Warp.ShuffleDown(value, 2);
        value += Warp.ShuffleDown(value, 1);
        if (Warp.LaneIdx == 0)
            sums[item / Warp.WarpSize] = value;
    }

    private static void StoreRow(ArrayView<float> c, int place, float s0, float s1, float s2, float s3)
    {
        c[place] = s0;
        c[place + Tile] = s1;
        c[place + 2 * Tile] = s2;
        c[place + 3 * Tile] = s3;
    }

    private struct Sums
    {
        public float S00, S01, S02, S03, S10, S11, S12, S13, S20, S21, S22, S23, S30, S31, S32, S33;

        public void Add(float a0, float a1, float a2, float a3, float b0, float b1, float b2, float b3)
        {
            S00 += a0 * b0;
            S01 += a0 * b1;
            S02 += a0 * b2;
            S03 += a0 * b3;
            S10 += a1 * b0;
            S11 += a1 * b1;
            S12 += a1 * b2;
            S13 += a1 * b3;
            S20 += a2 * b0;
            S21 += a2 * b1;
            S22 += a2 * b2;
            S23 += a2 * b3;
            S30 += a3 * b0;
            S31 += a3 * b1;
            S32 += a3 * b2;
            S33 += a3 * b3;
        }
    }
}
