using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Backends.Cpu.Gemm.Packing;

/// <summary>Copies of a block of contiguous rows from one stride to another.</summary>
internal static unsafe class RowCopies
{
    /// <summary>target[r·targetRow + c] = source[r·sourceRow + c] for all rows and columns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(T* source, nint sourceRow, int rows, int columns, T* target, nint targetRow)
        where T : unmanaged
    {
        int bytes = columns * sizeof(T);
        if (bytes == 64)
        {
            for (int r = 0; r < rows; r++)
            {
                Vector256<byte> low = Vector256.Load((byte*)source);
                Vector256<byte> high = Vector256.Load((byte*)source + 32);
                low.Store((byte*)target);
                high.Store((byte*)target + 32);
                if (Sse.IsSupported)
                {
                    // The next strip's part of this row: the processor sees no stream in one line of each row.
                    Sse.Prefetch1((byte*)source + 64);
                }

                source += sourceRow;
                target += targetRow;
            }
        }
        else
        {
            for (int r = 0; r < rows; r++)
            {
                Unsafe.CopyBlockUnaligned(target, source, (uint)bytes);
                source += sourceRow;
                target += targetRow;
            }
        }
    }

    /// <summary>Writes zeros from column <paramref name="columns"/> to the end of each row of width <paramref name="width"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ClearColumns<T>(T* target, int width, int rows, int columns)
        where T : unmanaged
    {
        for (int r = 0; r < rows && columns < width; r++)
        {
            for (int c = columns; c < width; c++)
            {
                target[c] = default;
            }

            target += width;
        }
    }
}
