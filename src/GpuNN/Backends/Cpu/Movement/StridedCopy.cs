using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Elementwise.Operators;
using GpuNN.Backends.Cpu.Gemm.Packing;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Movement;

/// <summary>Copies between any strides; where rows of one side are columns of the other, in blocks that fit the caches.</summary>
internal static unsafe class StridedCopy
{
    private const int BlockRows = 64;
    private const int BlockColumns = 64;

    /// <summary>Operand 0 of the space is the target, operand 1 the source.</summary>
    public static void Run<T>(T* source, T* target, in IterationSpace space)
        where T : unmanaged
    {
        int inner = space.Rank - 1;
        int turned = Turned(space);
        if (turned < 0)
        {
            ElementwiseEngine.Unary(default(Identity<T>), source, target, space);
            return;
        }

        long blocks = (space.Extent(turned) + BlockRows - 1) / BlockRows
            * ((space.Extent(inner) + BlockColumns - 1) / BlockColumns);
        long matrices = space.Count / (space.Extent(turned) * space.Extent(inner));
        fixed (IterationSpace* pinned = &space)
        {
            ParallelLoop.For(checked((int)(blocks * matrices)), 4, new Body<T>(pinned, source, target, turned, (int)blocks));
        }
    }

    /// <summary>The dimension along which the source is contiguous, where it is not the target's.</summary>
    private static int Turned(in IterationSpace space)
    {
        int inner = space.Rank - 1;
        if (space.Count == 0 || space.Stride(0, inner) != 1 || space.Stride(1, inner) <= 1 || space.Extent(inner) < 8)
        {
            return -1;
        }

        for (int d = 0; d < inner; d++)
        {
            if (space.Stride(1, d) == 1 && space.Extent(d) >= 8)
            {
                return d;
            }
        }

        return -1;
    }

    private readonly struct Body<T>(IterationSpace* space, T* source, T* target, int turned, int blocks) : IRangeBody
        where T : unmanaged
    {
        public void Invoke(int start, int end)
        {
            int inner = space->Rank - 1;
            long innerBlocks = (space->Extent(inner) + BlockColumns - 1) / BlockColumns;
            for (int task = start; task < end; task++)
            {
                long from = 0;
                long to = 0;
                long matrix = task / blocks;
                for (int d = inner - 1; d >= 0; d--)
                {
                    if (d != turned)
                    {
                        (matrix, long index) = Math.DivRem(matrix, space->Extent(d));
                        from += index * space->Stride(1, d);
                        to += index * space->Stride(0, d);
                    }
                }

                long row = task % blocks / innerBlocks * BlockRows;
                long column = task % blocks % innerBlocks * BlockColumns;
                nint sourceRow = (nint)space->Stride(1, inner);
                nint targetRow = (nint)space->Stride(0, turned);

                // Rows of the source's block run along the target's contiguous dimension.
                Transposition.Transpose(
                    source + from + row + column * sourceRow,
                    sourceRow,
                    1,
                    (int)Math.Min(BlockColumns, space->Extent(inner) - column),
                    (int)Math.Min(BlockRows, space->Extent(turned) - row),
                    target + to + column + row * targetRow,
                    targetRow);
            }
        }
    }
}
