using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Gemm.Kernels;
using GpuNN.Backends.Cpu.Gemm.Packing;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>
/// Back-propagation through time: the steps hand δ·U down block by block of units, U packed once; what sums over steps, dU and
/// db, is one product and one sum over all of them at the end.
/// </summary>
internal static unsafe class RecurrentBackward
{
    /// <summary>Runs all steps back.</summary>
    /// <param name="sequence">Extents and direction.</param>
    /// <param name="cell">The cell, which writes the gates' gradients.</param>
    /// <param name="weights">U [gates·H, H].</param>
    /// <param name="delta">δ [T, N, gates·H], the gradients of the products with the state, which the cell writes.</param>
    /// <param name="initial">h0 [N, H].</param>
    /// <param name="h">h [T, N, H].</param>
    /// <param name="initialGradient">dh0 [N, H]; the cell may have left a part of it there, which is added to.</param>
    /// <param name="isInitialGradientStarted">Whether it has.</param>
    /// <param name="weightGradient">dU [gates·H, H].</param>
    /// <param name="biasGradient">db [gates·H], or null.</param>
    /// <param name="instructionSet">Forces an instruction set.</param>
    public static void Run<TCell>(
        in RecurrentSequence sequence,
        in TCell cell,
        float* weights,
        float* delta,
        float* initial,
        float* h,
        float* initialGradient,
        bool isInitialGradientStarted,
        float* weightGradient,
        float* biasGradient,
        CpuInstructionSet? instructionSet = null)
        where TCell : struct, IRecurrentGradientCell
    {
        KernelDispatch.Run<float, Work<TCell>>(
            instructionSet ?? CpuInstructionSets.Default, new Work<TCell>(sequence, cell, weights, delta));
        Finish(
            sequence,
            TCell.Gates * sequence.Hidden,
            weights,
            delta,
            initial,
            h,
            initialGradient,
            isInitialGradientStarted,
            weightGradient,
            biasGradient);
    }

    /// <summary>What sums over steps: dh0, dU and db from all δ and those of each sample's first step.</summary>
    internal static void Finish(
        in RecurrentSequence sequence,
        int columns,
        float* weights,
        float* delta,
        float* initial,
        float* h,
        float* initialGradient,
        bool isInitialGradientStarted,
        float* weightGradient,
        float* biasGradient)
    {
        int hidden = sequence.Hidden;
        using ScratchMemory firsts = ScratchMemory.Rent<float>((long)sequence.Batch * columns);
        float* first = firsts.Floats;
        for (int n = 0; n < sequence.Batch; n++)
        {
            float* from = delta + ((((nint)sequence.FirstOf(n) * sequence.Batch) + n) * columns);
            new Span<float>(from, columns).CopyTo(new Span<float>(first + ((nint)n * columns), columns));
        }

        Gemm.Gemm.Multiply(
            sequence.Batch,
            hidden,
            columns,
            1f,
            first,
            columns,
            1,
            weights,
            hidden,
            1,
            isInitialGradientStarted ? 1f : 0f,
            initialGradient,
            hidden);

        // dU = Σ δ[t]ᵀ·h[t−1]: what has a step before it in one product, the first steps with h0 in another. Beyond a sample's
        // end δ is zero, and where time runs backwards so is the h that its first step would see.
        nint size = sequence.StateSize;
        nint deltaSize = (nint)sequence.Batch * columns;
        int rows = (sequence.Steps - 1) * sequence.Batch;
        float* deltas = sequence.IsReversed ? delta : delta + deltaSize;
        float* states = sequence.IsReversed ? h + size : h;
        Gemm.Gemm.Multiply(
            columns, hidden, rows, 1f, deltas, 1, columns, states, hidden, 1, 0f, weightGradient, hidden);
        Gemm.Gemm.Multiply(
            columns, hidden, sequence.Batch, 1f, first, 1, columns, initial, hidden, 1, 1f, weightGradient, hidden);
        if (biasGradient != null)
        {
            SumColumns(delta, sequence.Steps * sequence.Batch, columns, biasGradient);
        }
    }

    /// <summary>sums[j] = Σᵢ matrix[i, j].</summary>
    internal static void SumColumns(float* matrix, int rows, int columns, float* sums) =>
        ParallelLoop.For(columns, 256, new ColumnSums(matrix, rows, columns, sums));

    private readonly struct Work<TCell>(RecurrentSequence sequence, TCell cell, float* weights, float* delta)
        : IKernelWork<float>
        where TCell : struct, IRecurrentGradientCell
    {
        public void Run<TKernel>()
            where TKernel : struct, IGemmKernel<float>
        {
            int hidden = sequence.Hidden;
            int depth = TCell.Gates * hidden;
            int width = RecurrentStrips<TKernel>.Width;
            int blocks = RecurrentStrips<TKernel>.Blocks(hidden);
            using ScratchMemory packed = ScratchMemory.Rent<float>((long)blocks * depth * width);
            using ScratchMemory offsets = ScratchMemory.Rent<nint>(depth);
            RecurrentStrips<TKernel>.FillOffsets(offsets.As<nint>(), depth);
            RecurrentStrips<TKernel>.Pack(blocks, new PackBody<TKernel>(weights, hidden, depth, packed.Floats));
            int grain = RecurrentStrips<TKernel>.Grain(hidden, 2L * sequence.StateSize * depth);
            for (int i = sequence.Steps - 1; i >= 0; i--)
            {
                int t = sequence.TimeOf(i);
                ParallelLoop.For(
                    blocks,
                    grain,
                    new StepBody<TKernel, TCell>(
                        sequence, cell, packed.Floats, offsets.As<nint>(), delta, t, sequence.Next(t)));
            }
        }
    }

    /// <summary>Packs the columns of a block of units.</summary>
    internal readonly struct PackBody<TKernel>(float* weights, int hidden, int depth, float* target) : IRangeBody
        where TKernel : struct, IGemmKernel<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            int width = RecurrentStrips<TKernel>.Width;
            for (int block = start; block < end; block++)
            {
                new MatrixPanels<float>(weights, hidden, 1, false).Pack(
                    0,
                    depth,
                    block * width,
                    Math.Min(width, hidden - (block * width)),
                    width,
                    target + ((nint)block * depth * width));
            }
        }
    }

    /// <summary>Hands δ·U of the time <paramref name="source"/> down to the units of time <paramref name="t"/>.</summary>
    internal readonly struct StepBody<TKernel, TCell>(
        RecurrentSequence sequence, TCell cell, float* packed, nint* offsets, float* delta, int t, int source)
        : IRangeBody
        where TKernel : struct, IGemmKernel<float>
        where TCell : struct, IRecurrentGradientCell
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            int hidden = sequence.Hidden;
            int depth = TCell.Gates * hidden;
            int width = RecurrentStrips<TKernel>.Width;
            int rowBlock = Math.Min(RecurrentStrips<TKernel>.RowBlock, sequence.Batch);
            float* next = delta + ((nint)source * sequence.Batch * depth);
            using ScratchMemory scratch = ScratchMemory.Rent<float>((long)rowBlock * width);
            for (int block = start; block < end; block++)
            {
                int units = Math.Min(width, hidden - (block * width));
                for (int row = 0; row < sequence.Batch; row += rowBlock)
                {
                    int rows = Math.Min(rowBlock, sequence.Batch - row);
                    if ((uint)source < (uint)sequence.Steps)
                    {
                        RecurrentStrips<TKernel>.Multiply(
                            next + ((nint)row * depth),
                            depth,
                            rows,
                            depth,
                            packed + ((nint)block * depth * width),
                            1,
                            offsets,
                            scratch.Floats);
                    }

                    for (int r = 0; r < rows; r++)
                    {
                        Apply(row + r, block * width, units, scratch.Floats + (r * width));
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Apply(int sample, int unit, int units, float* sums)
        {
            bool has = sequence.Has(sample, t);
            bool isCarried = sequence.Has(sample, source);
            for (int u = 0; u < units; u += UnitLanes.Count)
            {
                int lanes = Math.Min(UnitLanes.Count, units - u);
                float* carried = isCarried ? sums + u : null;
                if (has && lanes == UnitLanes.Count)
                {
                    cell.Backward<AllLanes>(t, sample, unit + u, lanes, carried);
                }
                else if (has)
                {
                    cell.Backward<FewLanes>(t, sample, unit + u, lanes, carried);
                }
                else
                {
                    cell.Skip(t, sample, unit + u, lanes);
                }
            }
        }
    }

    private readonly struct ColumnSums(float* matrix, int rows, int columns, float* sums) : IRangeBody
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            Span<float> target = new(sums + start, end - start);
            target.Clear();
            for (int r = 0; r < rows; r++)
            {
                float* row = matrix + ((nint)r * columns);
                int j = start;
                for (; j + UnitLanes.Count <= end; j += UnitLanes.Count)
                {
                    Lanes256<float>.Store(Lanes256<float>.Load(sums + j) + Lanes256<float>.Load(row + j), sums + j);
                }

                for (; j < end; j++)
                {
                    sums[j] += row[j];
                }
            }
        }
    }
}
