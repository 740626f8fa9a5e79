using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Gemm.Kernels;
using GpuNN.Backends.Cpu.Gemm.Packing;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>
/// A recurrence over a sequence: U is packed once, strips of units gate by gate, and each step multiplies a block of units'
/// gates and applies them at once, while the products are in the first cache.
/// </summary>
internal static unsafe class RecurrentForward
{
    /// <summary>Runs all steps. <paramref name="h"/> and <paramref name="last"/> receive the states.</summary>
    /// <param name="sequence">Extents and direction.</param>
    /// <param name="cell">The cell, which knows the projected inputs and writes h.</param>
    /// <param name="weights">U [gates·H, H].</param>
    /// <param name="initial">h0 [N, H].</param>
    /// <param name="h">h [T, N, H].</param>
    /// <param name="last">The last h [N, H].</param>
    /// <param name="instructionSet">Forces an instruction set.</param>
    public static void Run<TCell>(
        in RecurrentSequence sequence,
        in TCell cell,
        float* weights,
        float* initial,
        float* h,
        float* last,
        CpuInstructionSet? instructionSet = null)
        where TCell : struct, IRecurrentCell =>
        KernelDispatch.Run<float, Work<TCell>>(
            instructionSet ?? CpuInstructionSets.Default, new Work<TCell>(sequence, cell, weights, initial, h, last));

    private readonly struct Work<TCell>(
        RecurrentSequence sequence, TCell cell, float* weights, float* initial, float* h, float* last)
        : IKernelWork<float>
        where TCell : struct, IRecurrentCell
    {
        public void Run<TKernel>()
            where TKernel : struct, IGemmKernel<float>
        {
            int hidden = sequence.Hidden;
            int width = RecurrentStrips<TKernel>.Width;
            int blocks = RecurrentStrips<TKernel>.Blocks(hidden);
            nint size = sequence.StateSize;
            using ScratchMemory packed = ScratchMemory.Rent<float>((long)blocks * TCell.Gates * hidden * width);
            using ScratchMemory offsets = ScratchMemory.Rent<nint>(hidden);
            using ScratchMemory states = ScratchMemory.Rent<float>(sequence.HasLengths ? 2 * size : 1);
            RecurrentStrips<TKernel>.FillOffsets(offsets.As<nint>(), hidden);
            RecurrentStrips<TKernel>.Pack(
                blocks * TCell.Gates, new PackBody<TKernel, TCell>(weights, hidden, packed.Floats));
            int grain = RecurrentStrips<TKernel>.Grain(hidden, 2L * size * hidden * TCell.Gates);
            float* previous = initial;
            for (int i = 0; i < sequence.Steps; i++)
            {
                int t = sequence.TimeOf(i);
                float* next = sequence.HasLengths ? states.Floats + ((i & 1) * size) : h + (t * size);
                StepBody<TKernel, TCell> step = new(sequence, cell, packed.Floats, offsets.As<nint>(), t, previous, next);
                ParallelLoop.For(blocks, grain, step);
                previous = next;
            }

            new Span<float>(previous, (int)size).CopyTo(new Span<float>(last, (int)size));
        }
    }

    /// <summary>Packs the strips of a block of units one after the other.</summary>
    internal readonly struct PackBody<TKernel, TCell>(float* weights, int hidden, float* target) : IRangeBody
        where TKernel : struct, IGemmKernel<float>
        where TCell : struct, IRecurrentCell
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            int width = RecurrentStrips<TKernel>.Width;
            for (int strip = start; strip < end; strip++)
            {
                int gate = strip % TCell.Gates;
                int unit = strip / TCell.Gates * width;
                new MatrixPanels<float>(weights + (((nint)gate * hidden) + unit) * hidden, 1, hidden, false).Pack(
                    0, hidden, 0, Math.Min(width, hidden - unit), width, target + ((nint)strip * hidden * width));
            }
        }
    }

    /// <summary>Multiplies blocks of units' gates with a state and applies them.</summary>
    internal readonly struct StepBody<TKernel, TCell>(
        RecurrentSequence sequence, TCell cell, float* packed, nint* offsets, int t, float* previous, float* next)
        : IRangeBody
        where TKernel : struct, IGemmKernel<float>
        where TCell : struct, IRecurrentCell
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            int hidden = sequence.Hidden;
            int width = RecurrentStrips<TKernel>.Width;
            int rowBlock = Math.Min(RecurrentStrips<TKernel>.RowBlock, sequence.Batch);
            nint sumRow = (nint)TCell.Gates * width;
            using ScratchMemory scratch = ScratchMemory.Rent<float>(rowBlock * sumRow);
            UnitBlock units = new() { SumRow = sumRow, GateStride = width, Sums = scratch.Floats, Previous = previous, Next = next };
            for (int block = start; block < end; block++)
            {
                units.Unit = block * width;
                units.Units = Math.Min(width, hidden - units.Unit);
                for (int row = 0; row < sequence.Batch; row += rowBlock)
                {
                    units.Sample = row;
                    units.Samples = Math.Min(rowBlock, sequence.Batch - row);
                    RecurrentStrips<TKernel>.Multiply(
                        previous + ((nint)row * hidden),
                        hidden,
                        units.Samples,
                        hidden,
                        packed + (block * sumRow * hidden),
                        TCell.Gates,
                        offsets,
                        scratch.Floats,
                        cell.InputsOf(t, row, units.Unit),
                        (nint)TCell.Gates * hidden,
                        hidden);
                    if (sequence.HasLengths)
                    {
                        ApplyOneByOne(units);
                    }
                    else
                    {
                        Apply(units);
                    }
                }
            }
        }

        private void Apply(in UnitBlock units)
        {
            if (units.Units % UnitLanes.Count == 0)
            {
                cell.Forward<AllLanes>(t, units);
            }
            else
            {
                cell.Forward<FewLanes>(t, units);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void ApplyOneByOne(UnitBlock units)
        {
            int end = units.Sample + units.Samples;
            units.Samples = 1;
            for (; units.Sample < end; units.Sample++)
            {
                if (sequence.Has(units.Sample, t))
                {
                    Apply(units);
                }
                else
                {
                    cell.Skip(t, units);
                    nint at = ((nint)units.Sample * sequence.Hidden) + units.Unit;
                    new Span<float>(previous + at, units.Units).CopyTo(new Span<float>(next + at, units.Units));
                }

                units.Sums += units.SumRow;
            }
        }
    }
}
