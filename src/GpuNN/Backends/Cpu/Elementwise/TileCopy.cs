using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>Copies part of a strided operand to a contiguous tile, or back.</summary>
internal static unsafe class TileCopy
{
    public static void Move(
        IterationSpace* space, int operand, int size, byte* strided, byte* tile, long at, int count, bool isGather)
    {
        switch (size)
        {
            case 1:
                Move(space, operand, strided, tile, at, count, isGather);
                break;
            case 2:
                Move(space, operand, (short*)strided, (short*)tile, at, count, isGather);
                break;
            case 4:
                Move(space, operand, (int*)strided, (int*)tile, at, count, isGather);
                break;
            default:
                Move(space, operand, (long*)strided, (long*)tile, at, count, isGather);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Move<T>(
        IterationSpace* space, int operand, T* strided, T* tile, long at, int count, bool isGather)
        where T : unmanaged
    {
        Position position = new(space, at);
        long row = space->Extent(space->Rank - 1);
        long step = space->Stride(operand, space->Rank - 1);
        for (int done = 0; done < count;)
        {
            int run = (int)Math.Min(row - position.Inner, count - done);
            T* line = strided + position.Offset(operand);
            if (isGather)
            {
                for (int i = 0; i < run; i++)
                {
                    tile[done + i] = line[i * step];
                }
            }
            else
            {
                for (int i = 0; i < run; i++)
                {
                    line[i * step] = tile[done + i];
                }
            }

            position.Advance(run);
            done += run;
        }
    }
}
