using System.Numerics;
using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.Sparse;

/// <summary>Entries sorted by row, and rows of entries.</summary>
internal static unsafe class SparsePatterns
{
    /// <summary>
    /// Counting sort: offsets[i] entries have a row below i, and order lists the entries row by row, as they came within
    /// one. The rows are checked before.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Sort<TIndex>(TIndex* rows, int entries, int rowCount, int* offsets, int* order)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        new Span<int>(offsets, rowCount + 1).Clear();
        for (int entry = 0; entry < entries; entry++)
        {
            offsets[int.CreateTruncating(rows[entry])]++;
        }

        int below = 0;
        for (int row = 0; row <= rowCount; row++)
        {
            int count = offsets[row];
            offsets[row] = below;
            below += count;
        }

        // While entries are placed, offsets[row] is the next free place of the row; then each is its successor's.
        for (int entry = 0; entry < entries; entry++)
        {
            order[offsets[int.CreateTruncating(rows[entry])]++] = entry;
        }

        for (int row = rowCount; row > 0; row--)
        {
            offsets[row] = offsets[row - 1];
        }

        offsets[0] = 0;
    }

    /// <summary>rows[e] = i for the entries from offsets[i] to below offsets[i + 1].</summary>
    public static void Rows(int* offsets, int rowCount, int* rows)
    {
        for (int row = 0; row < rowCount; row++)
        {
            new Span<int>(rows + offsets[row], offsets[row + 1] - offsets[row]).Fill(row);
        }
    }
}
