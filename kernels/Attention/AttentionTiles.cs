using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Products of tiles in shared memory that the kernels of attention are made of. An item's rows are
/// item / 16 + i·Rows/4; its columns item % 16 + 16·j: neighbouring items touch neighbours.</summary>
internal static class AttentionTiles
{
    /// <summary>The rows that pass by at a time.</summary>
    public const int Passing = 32;

    /// <summary>The columns of a tile.</summary>
    public const int Width = 64;

    private const int PassingPitch = Passing + 1;

    /// <summary>The groups that share the columns of a row.</summary>
    public static int Across(int width) => (width + Width - 1) / Width;

    /// <summary>Shared memory for a tile of passing rows, transposed or not.</summary>
    public static ArrayView<T> AllocatePassing<T>()
        where T : unmanaged => SharedMemory.Allocate<T>(64 * 33);

    /// <summary>The products of an item's four rows of a with its two passing rows of b, whose tiles both move along the
    /// width. A barrier comes first, so the tiles may be in use before; a stays in its tile where it fits into
    /// one.</summary>
    public static ScoreSums<T> Dots<T, TBlock>(
        ArrayView<T> a, int aFirst, int aCount, ArrayView<T> aTile, bool isThere, ArrayView<T> b, int bFirst, int bCount, ArrayView<T> bTile, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBlock : struct, IAttentionBlock<T>
    {
        ScoreSums<T> sums = default;
        int row = Group.IdxX / 16, column = Group.IdxX % 16, step = TBlock.Rows / 4, pitch = TBlock.Rows + 1;
        for (int from = 0; from < width; from += Width)
        {
            Group.Barrier();
            if (!isThere || width > Width) LoadTransposed(a, aFirst, aCount, aTile, TBlock.Rows, from, width, TBlock.Rows * 4);
            LoadTransposed(b, bFirst, bCount, bTile, Passing, from, width, TBlock.Rows * 4);
            Group.Barrier();
            int depth = XMath.Min(Width, width - from);
            for (int e = 0; e < depth; e++)
            {
                int aLine = (e * pitch) + row, bLine = (e * PassingPitch) + column;
                sums.Add(
                    aTile[aLine], aTile[aLine + step], aTile[aLine + (2 * step)], aTile[aLine + (3 * step)],
                    bTile[bLine], bTile[bLine + 16]);
            }
        }

        return sums;
    }

    /// <summary>Adds weightsᵀ·tile for an item's four rows and four columns of the tile's 64.</summary>
    public static void AddProduct<T, TBlock>(ref Accumulators4x4<T> sums, ArrayView<T> weights, ArrayView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBlock : struct, IAttentionBlock<T>
    {
        int row = Group.IdxX / 16, column = Group.IdxX % 16, step = TBlock.Rows / 4, pitch = TBlock.Rows + 1;
        for (int p = 0; p < Passing; p++)
        {
            int weight = (p * pitch) + row, value = (p * Width) + column;
            sums.Add(
                weights[weight], weights[weight + step], weights[weight + (2 * step)], weights[weight + (3 * step)],
                tile[value], tile[value + 16], tile[value + 32], tile[value + 48]);
        }
    }

    /// <summary>Multiplies an item's four rows by a factor each.</summary>
    public static void Scale<T>(ref Accumulators4x4<T> sums, T f0, T f1, T f2, T f3)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sums.C00 *= f0;
        sums.C01 *= f0;
        sums.C02 *= f0;
        sums.C03 *= f0;
        sums.C10 *= f1;
        sums.C11 *= f1;
        sums.C12 *= f1;
        sums.C13 *= f1;
        sums.C20 *= f2;
        sums.C21 *= f2;
        sums.C22 *= f2;
        sums.C23 *= f2;
        sums.C30 *= f3;
        sums.C31 *= f3;
        sums.C32 *= f3;
        sums.C33 *= f3;
    }

    /// <summary>tile[p, e] = x[first + p, from + e] for 32 rows and 64 columns; 0 beyond.</summary>
    public static void LoadRows<T>(ArrayView<T> x, int first, int count, ArrayView<T> tile, int from, int width, int items)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = Group.IdxX; i < Passing * Width; i += items)
        {
            int p = i / Width, e = i % Width;
            T value = T.Zero;
            if (p < count && from + e < width) value = x[((first + p) * width) + from + e];
            tile[i] = value;
        }
    }

    /// <summary>Hands an item's four rows and four columns of x (rows, width) what it has summed up.</summary>
    public static void Store<T, TBlock>(Accumulators4x4<T> sums, ArrayView<T> x, int first, int count, int from, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBlock : struct, IAttentionBlock<T>
    {
        int row = Group.IdxX / 16, step = TBlock.Rows / 4;
        StoreRow(x, first, count, row, from, width, sums.C00, sums.C01, sums.C02, sums.C03);
        StoreRow(x, first, count, row + step, from, width, sums.C10, sums.C11, sums.C12, sums.C13);
        StoreRow(x, first, count, row + (2 * step), from, width, sums.C20, sums.C21, sums.C22, sums.C23);
        StoreRow(x, first, count, row + (3 * step), from, width, sums.C30, sums.C31, sums.C32, sums.C33);
    }

    private static void StoreRow<T>(ArrayView<T> x, int first, int count, int row, int from, int width, T c0, T c1, T c2, T c3)
        where T : unmanaged
    {
        if (row >= count) return;
        int column = from + (Group.IdxX % 16), target = ((first + row) * width) + column;
        if (column < width) x[target] = c0;
        if (column + 16 < width) x[target + 16] = c1;
        if (column + 32 < width) x[target + 32] = c2;
        if (column + 48 < width) x[target + 48] = c3;
    }

    /// <summary>tile[e, r] = x[first + r, from + e] for 64 columns; 0 beyond.</summary>
    private static void LoadTransposed<T>(ArrayView<T> x, int first, int count, ArrayView<T> tile, int rows, int from, int width, int items)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = Group.IdxX; i < rows * Width; i += items)
        {
            int r = i / Width, e = i % Width;
            T value = T.Zero;
            if (r < count && from + e < width) value = x[((first + r) * width) + from + e];
            tile[(e * (rows + 1)) + r] = value;
        }
    }
}

/// <summary>4×2 sums in registers.</summary>
internal struct ScoreSums<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T S00, S01, S10, S11, S20, S21, S30, S31;

    /// <summary>Adds the outer product of a column of four and a row of two.</summary>
    public void Add(T a0, T a1, T a2, T a3, T b0, T b1)
    {
        S00 = MultiplyAdd.Of(a0, b0, S00);
        S01 = MultiplyAdd.Of(a0, b1, S01);
        S10 = MultiplyAdd.Of(a1, b0, S10);
        S11 = MultiplyAdd.Of(a1, b1, S11);
        S20 = MultiplyAdd.Of(a2, b0, S20);
        S21 = MultiplyAdd.Of(a2, b1, S21);
        S30 = MultiplyAdd.Of(a3, b0, S30);
        S31 = MultiplyAdd.Of(a3, b1, S31);
    }

    /// <summary>Sum i of row i / 2 and column i % 2.</summary>
    public readonly T At(int i) => i switch
    {
        0 => S00,
        1 => S01,
        2 => S10,
        3 => S11,
        4 => S20,
        5 => S21,
        6 => S30,
        _ => S31,
    };
}
