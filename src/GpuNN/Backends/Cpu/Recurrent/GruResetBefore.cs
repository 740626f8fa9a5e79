using GpuNN.Backends.Cpu.Gemm.Kernels;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>
/// A GRU whose reset gate acts on the state, before the candidate's product: a step is two products one after the other, of h
/// with the gates' weights and of r∘h with the candidate's, each packed once.
/// </summary>
internal static unsafe class GruResetBefore
{
    /// <summary>Runs all steps.</summary>
    /// <param name="sequence">Extents and direction.</param>
    /// <param name="first">Computes the gates; its place for z is set here.</param>
    /// <param name="second">Computes the candidate and writes h.</param>
    /// <param name="weights">U [3H, H].</param>
    /// <param name="initial">h0 [N, H].</param>
    /// <param name="h">h [T, N, H].</param>
    /// <param name="last">The last h [N, H].</param>
    public static void Forward(
        in RecurrentSequence sequence,
        in GruResetCell first,
        in GruCandidateCell second,
        float* weights,
        float* initial,
        float* h,
        float* last) =>
        KernelDispatch.Run<float, ForwardWork>(
            CpuInstructionSets.Default, new ForwardWork(sequence, first, second, weights, initial, h, last));

    /// <summary>Runs all steps back; the cells write the inputs' gradients.</summary>
    /// <param name="sequence">Extents and direction.</param>
    /// <param name="first">Computes dz and dn; its places for them are set here.</param>
    /// <param name="second">Computes dr.</param>
    /// <param name="weights">U [3H, H].</param>
    /// <param name="products">r∘h [T, N, H].</param>
    /// <param name="weightGradient">dU [3H, H].</param>
    /// <param name="biasGradient">db [3H], or null.</param>
    public static void Backward(
        in RecurrentSequence sequence,
        GruUpdateGradientCell first,
        GruResetGradientCell second,
        float* weights,
        float* products,
        float* weightGradient,
        float* biasGradient)
    {
        int hidden = sequence.Hidden;
        int rows = sequence.Steps * sequence.Batch;
        using ScratchMemory delta = ScratchMemory.Rent<float>(2L * rows * hidden);
        using ScratchMemory candidate = ScratchMemory.Rent<float>((long)rows * hidden);
        first.Delta = delta.Floats;
        second.Delta = delta.Floats;
        first.CandidateDelta = candidate.Floats;
        KernelDispatch.Run<float, BackwardWork>(
            CpuInstructionSets.Default, new BackwardWork(sequence, first, second, weights));
        nint block = 2 * (nint)hidden * hidden;
        RecurrentBackward.Finish(
            sequence,
            2 * hidden,
            weights,
            delta.Floats,
            first.InitialState,
            first.H,
            first.Kept,
            true,
            weightGradient,
            biasGradient);
        Gemm.Gemm.Multiply(
            hidden, hidden, rows, 1f, candidate.Floats, 1, hidden, products, hidden, 1, 0f, weightGradient + block, hidden);
        if (biasGradient != null)
        {
            RecurrentBackward.SumColumns(candidate.Floats, rows, hidden, biasGradient + (2 * hidden));
        }
    }

    private readonly struct ForwardWork(
        RecurrentSequence sequence,
        GruResetCell first,
        GruCandidateCell second,
        float* weights,
        float* initial,
        float* h,
        float* last) : IKernelWork<float>
    {
        public void Run<TKernel>()
            where TKernel : struct, IGemmKernel<float>
        {
            int hidden = sequence.Hidden;
            int blocks = RecurrentStrips<TKernel>.Blocks(hidden);
            nint size = sequence.StateSize;
            nint strip = (nint)hidden * RecurrentStrips<TKernel>.Width;
            using ScratchMemory packed = ScratchMemory.Rent<float>(3L * blocks * strip);
            using ScratchMemory offsets = ScratchMemory.Rent<nint>(hidden);
            using ScratchMemory states = ScratchMemory.Rent<float>(4 * size);
            float* gates = packed.Floats;
            float* candidate = gates + (2 * blocks * strip);
            RecurrentStrips<TKernel>.FillOffsets(offsets.As<nint>(), hidden);
            RecurrentStrips<TKernel>.Pack(
                2 * blocks, new RecurrentForward.PackBody<TKernel, GruResetCell>(weights, hidden, gates));
            RecurrentStrips<TKernel>.Pack(
                blocks,
                new RecurrentForward.PackBody<TKernel, GruCandidateCell>(
                    weights + (2 * (nint)hidden * hidden), hidden, candidate));

            GruResetCell reset = first;
            GruCandidateCell update = second;
            reset.Update = states.Floats + (2 * size);
            update.Update = reset.Update;
            float* kept = states.Floats + (3 * size);
            int resetGrain = RecurrentStrips<TKernel>.Grain(hidden, 4L * size * hidden);
            int updateGrain = RecurrentStrips<TKernel>.Grain(hidden, 2L * size * hidden);
            float* previous = initial;
            for (int i = 0; i < sequence.Steps; i++)
            {
                int t = sequence.TimeOf(i);
                float* next = sequence.HasLengths ? states.Floats + ((i & 1) * size) : h + (t * size);
                update.Before = previous;

                // A sample that has no such step keeps its state: the first half hands it to the second.
                ParallelLoop.For(
                    blocks,
                    resetGrain,
                    new RecurrentForward.StepBody<TKernel, GruResetCell>(
                        sequence, reset, gates, offsets.As<nint>(), t, previous, kept));
                ParallelLoop.For(
                    blocks,
                    updateGrain,
                    new RecurrentForward.StepBody<TKernel, GruCandidateCell>(
                        sequence, update, candidate, offsets.As<nint>(), t, kept, next));
                previous = next;
            }

            new Span<float>(previous, (int)size).CopyTo(new Span<float>(last, (int)size));
        }
    }

    private readonly struct BackwardWork(
        RecurrentSequence sequence, GruUpdateGradientCell first, GruResetGradientCell second, float* weights)
        : IKernelWork<float>
    {
        public void Run<TKernel>()
            where TKernel : struct, IGemmKernel<float>
        {
            int hidden = sequence.Hidden;
            int blocks = RecurrentStrips<TKernel>.Blocks(hidden);
            nint strip = (nint)hidden * RecurrentStrips<TKernel>.Width;
            using ScratchMemory packed = ScratchMemory.Rent<float>(3L * blocks * strip);
            using ScratchMemory offsets = ScratchMemory.Rent<nint>(2 * hidden);
            float* gates = packed.Floats;
            float* candidate = gates + (2 * blocks * strip);
            RecurrentStrips<TKernel>.FillOffsets(offsets.As<nint>(), 2 * hidden);
            RecurrentStrips<TKernel>.Pack(
                blocks, new RecurrentBackward.PackBody<TKernel>(weights, hidden, 2 * hidden, gates));
            RecurrentStrips<TKernel>.Pack(
                blocks,
                new RecurrentBackward.PackBody<TKernel>(
                    weights + (2 * (nint)hidden * hidden), hidden, hidden, candidate));
            int updateGrain = RecurrentStrips<TKernel>.Grain(hidden, 4L * sequence.StateSize * hidden);
            int resetGrain = RecurrentStrips<TKernel>.Grain(hidden, 2L * sequence.StateSize * hidden);
            for (int i = sequence.Steps - 1; i >= 0; i--)
            {
                int t = sequence.TimeOf(i);
                ParallelLoop.For(
                    blocks,
                    updateGrain,
                    new RecurrentBackward.StepBody<TKernel, GruUpdateGradientCell>(
                        sequence, first, gates, offsets.As<nint>(), first.Delta, t, sequence.Next(t)));
                ParallelLoop.For(
                    blocks,
                    resetGrain,
                    new RecurrentBackward.StepBody<TKernel, GruResetGradientCell>(
                        sequence, second, candidate, offsets.As<nint>(), first.CandidateDelta, t, t));
            }
        }
    }
}
