using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using GpuNN.Backends.Cpu.Gemm.Kernels;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>Products of a state with packed recurrent weights, a block of units at a time.</summary>
internal static unsafe class RecurrentStrips<TKernel>
    where TKernel : struct, IGemmKernel<float>
{
    private const int DepthBlock = 256;
    private const int RowsOfAVector = 2;
    private const long FlopsWorthThreads = 400_000;

    /// <summary>Units of a block, the columns of a strip.</summary>
    public static int Width => 2 * TKernel.VectorCount;

    /// <summary>Rows of state that a task multiplies at once.</summary>
    public static int RowBlock => 48;

    /// <summary>Blocks of units.</summary>
    public static int Blocks(int hidden) => (hidden + Width - 1) / Width;

    /// <summary>How many blocks a task takes: all of them where a step is too small for threads.</summary>
    public static int Grain(int hidden, long flopsOfAStep) => flopsOfAStep < FlopsWorthThreads ? Blocks(hidden) : 1;

    /// <summary>
    /// sums[r, s·W + j] = Σₖ state[r, k]·strips[s][k][j] for <paramref name="count"/> strips. Where the sums meet numbers that
    /// were written long ago, row r and strip s at awaited + r·awaitedRow + s·awaitedStrip, those are fetched tile by tile.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        float* state, nint stateRow, int rows, int depth, float* strips, int count, nint* offsets, float* sums,
        float* awaited = null, nint awaitedRow = 0, nint awaitedStrip = 0)
    {
        nint strip = (nint)depth * Width;
        nint sumRow = (nint)count * Width;
        if (rows <= RowsOfAVector)
        {
            for (int r = 0; r < rows; r++)
            {
                TKernel.MultiplyRows(
                    count, 2, state + (r * stateRow), strips, strip, offsets, sums + (r * sumRow), Width, depth);
            }

            return;
        }

        for (int s = 0; s < count; s++)
        {
            for (int start = 0; start < depth; start += DepthBlock)
            {
                int block = Math.Min(DepthBlock, depth - start);
                int tilesLeft = (rows + TKernel.TileRows - 1) / TKernel.TileRows;
                float* weights = strips + (s * strip) + ((nint)start * Width);

                // Few rows soon use up a block of weights, and the next one still lies in the third cache.
                float* following = weights + ((nint)block * Width);
                nint share = (nint)block * Width / tilesLeft;
                for (int r = 0; r < rows;)
                {
                    int height = (rows - r + tilesLeft - 1) / tilesLeft;
                    if (start == 0 && awaited != null)
                    {
                        Fetch(awaited + (r * awaitedRow) + (s * awaitedStrip), awaitedRow, height);
                    }

                    TKernel.Multiply(
                        height,
                        2,
                        state + (r * stateRow) + start,
                        stateRow,
                        1,
                        weights,
                        Width,
                        sums + (r * sumRow) + (s * Width),
                        sumRow,
                        block,
                        1f,
                        start == 0 ? 0f : 1f,
                        following);
                    following += share;
                    r += height;
                    tilesLeft--;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(float* first, nint row, int rows)
    {
        if (Sse.IsSupported)
        {
            for (int r = 0; r < rows; r++)
            {
                Sse.Prefetch0(first);
                Sse.Prefetch0(first + Width - 1);
                first += row;
            }
        }
    }

    /// <summary>The offsets in bytes of a strip's rows.</summary>
    public static void FillOffsets(nint* offsets, int depth)
    {
        for (int k = 0; k < depth; k++)
        {
            offsets[k] = (nint)k * Width * sizeof(float);
        }
    }

    /// <summary>Packs strips in parallel: the body packs strip i to i·depth·W.</summary>
    public static void Pack<TBody>(int count, TBody body)
        where TBody : struct, IRangeBody => ParallelLoop.For(count, 4, body);
}
