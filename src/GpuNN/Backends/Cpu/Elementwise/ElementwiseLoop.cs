using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>
/// Runs a row kernel over an iteration space, blocks of the result on each thread. Rows that are contiguous in every
/// operand go to the kernel as they are; short or strided ones are gathered into tiles that stay in the first cache.
/// </summary>
internal static unsafe class ElementwiseLoop
{
    private const int Block = 16 * 1024;
    private const int ShortestRow = 16;
    private const int Tile = 512;

    public static void Run<TKernel>(in IterationSpace space, byte** operands, TKernel kernel)
        where TKernel : struct, IRowKernel
    {
        if (space.Count == 0)
        {
            return;
        }

        long* steps = stackalloc long[IterationSpace.MaximumOperands];
        bool isDirect = true;
        for (int i = 0; i < space.OperandCount; i++)
        {
            steps[i] = space.Stride(i, space.Rank - 1);
            isDirect &= steps[i] == 1 || (steps[i] == 0 && i > 0 && TKernel.AllowsRepeated);
        }

        isDirect &= space.Rank == 1 || space.Extent(space.Rank - 1) >= ShortestRow;
        if (isDirect && space.Rank == 1 && space.Count <= Block)
        {
            kernel.Invoke(operands, steps, (nint)space.Count);
            return;
        }

        fixed (IterationSpace* pinned = &space)
        {
            int blocks = checked((int)((space.Count + Block - 1) / Block));
            if (isDirect)
            {
                ParallelLoop.For(blocks, 2, new Rows<TKernel>(pinned, operands, steps, kernel));
            }
            else
            {
                ParallelLoop.For(blocks, 1, new Tiles<TKernel>(pinned, operands, kernel));
            }
        }
    }

    private readonly struct Rows<TKernel>(IterationSpace* space, byte** operands, long* steps, TKernel kernel)
        : IRangeBody
        where TKernel : struct, IRowKernel
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            int inner = space->Rank - 1;
            long row = space->Extent(inner);
            long at = (long)start * Block;
            long last = Math.Min((long)end * Block, space->Count);
            Position position = new(space, at);
            byte** row0 = stackalloc byte*[IterationSpace.MaximumOperands];
            while (at < last)
            {
                long count = Math.Min(row - position.Inner, last - at);
                for (int i = 0; i < space->OperandCount; i++)
                {
                    row0[i] = operands[i] + position.Offset(i) * TKernel.SizeOf(i);
                }

                kernel.Invoke(row0, steps, (nint)count);
                position.Advance(count);
                at += count;
            }

            Alignment.Fence();
        }
    }

    private readonly struct Tiles<TKernel>(IterationSpace* space, byte** operands, TKernel kernel) : IRangeBody
        where TKernel : struct, IRowKernel
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            byte* memory = stackalloc byte[IterationSpace.MaximumOperands * Tile * sizeof(long)];
            byte** tiles = stackalloc byte*[IterationSpace.MaximumOperands];
            long* steps = stackalloc long[IterationSpace.MaximumOperands];
            for (int i = 0; i < IterationSpace.MaximumOperands; i++)
            {
                steps[i] = 1;
            }

            long last = Math.Min((long)end * Block, space->Count);
            for (long at = (long)start * Block; at < last; at += Tile)
            {
                int count = (int)Math.Min(Tile, last - at);
                for (int i = 0; i < space->OperandCount; i++)
                {
                    int size = TKernel.SizeOf(i);
                    bool isDense = space->IsDense(i);
                    tiles[i] = isDense ? operands[i] + at * size : memory + i * Tile * sizeof(long);
                    if (i > 0 && !isDense)
                    {
                        TileCopy.Move(space, i, size, operands[i], tiles[i], at, count, isGather: true);
                    }
                }

                kernel.Invoke(tiles, steps, count);
                if (!space->IsDense(0))
                {
                    TileCopy.Move(space, 0, TKernel.SizeOf(0), operands[0], tiles[0], at, count, isGather: false);
                }
            }

            Alignment.Fence();
        }
    }
}
