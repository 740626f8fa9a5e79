using GpuNN.Backends.Cpu.Gemm.Packing;
using GpuNN.Backends.Cpu.Softmax;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Attention;

/// <summary>
/// o = softmax(α·q·kᵀ, masked)·v in tiles of scores that never leave the second cache (Dao et al., FlashAttention): a task
/// packs a block of keys and values once and takes its queries past it, block of queries after block.
/// </summary>
internal static unsafe class AttentionForward
{
    private const int QueryBlock = 64;

    /// <summary>Computes o [B, L, V], contiguous, and log Σ e^s [B, L].</summary>
    public static void Run(
        in AttentionShape shape,
        AttentionOperand<float> query,
        AttentionOperand<float> key,
        AttentionOperand<float> value,
        float* output,
        float* logSums,
        CpuInstructionSet? instructionSet = null)
    {
        int blocks = (shape.Queries + QueryBlock - 1) / QueryBlock;
        const int TasksPerThread = 2;
        int wanted = TasksPerThread * CpuThreading.ThreadCount;
        int parts = shape.Batch >= wanted ? 1 : Math.Clamp(wanted / Math.Max(shape.Batch, 1), 1, Math.Max(blocks, 1));
        Context context = new()
        {
            Shape = shape,
            Query = query,
            Key = key,
            Value = value,
            Output = output,
            LogSums = logSums,
            Parts = parts,
            PartQueries = (blocks + parts - 1) / parts * QueryBlock,
            InstructionSet = instructionSet ?? CpuInstructionSets.Default,
        };
        int tasks = shape.Batch * parts;
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(tasks, 1, new Body<Lanes512<float>>(context));
                break;
            case 256:
                ParallelLoop.For(tasks, 1, new Body<Lanes256<float>>(context));
                break;
            default:
                ParallelLoop.For(tasks, 1, new Body<Lanes128<float>>(context));
                break;
        }
    }

    private struct Context
    {
        public AttentionShape Shape;
        public AttentionOperand<float> Query;
        public AttentionOperand<float> Key;
        public AttentionOperand<float> Value;
        public float* Output;
        public float* LogSums;
        public int Parts;
        public int PartQueries;
        public CpuInstructionSet InstructionSet;
    }

    private readonly struct Body<V>(Context context) : IRangeBody
        where V : struct, IVector<V, float>
    {
        public void Invoke(int start, int end)
        {
            AttentionShape shape = context.Shape;
            int keys = Math.Min(shape.Keys, AttentionShape.KeyBlock);
            using ScratchMemory keyScratch = ScratchMemory.Rent<float>(
                AttentionProducts.PackedCount(shape.Inner, keys, context.InstructionSet));
            using ScratchMemory valueScratch = ScratchMemory.Rent<float>(
                AttentionProducts.PackedCount(keys, shape.Size, context.InstructionSet));
            using ScratchMemory scores = ScratchMemory.Rent<float>(QueryBlock * AttentionShape.ScoreRow);
            using ScratchMemory states = ScratchMemory.Rent<float>(2L * context.PartQueries);
            for (int task = start; task < end; task++)
            {
                int batch = task / context.Parts;
                int first = task % context.Parts * context.PartQueries;
                int last = Math.Min(first + context.PartQueries, shape.Queries);
                float* maxima = states.Floats;
                float* sums = maxima + context.PartQueries;
                new Span<float>(maxima, context.PartQueries).Fill(float.NegativeInfinity);
                new Span<float>(sums, context.PartQueries).Clear();
                int reach = shape.IsCausal ? Math.Min(shape.Keys, last) : shape.Keys;
                for (int at = 0; at < reach; at += AttentionShape.KeyBlock)
                {
                    int count = Math.Min(AttentionShape.KeyBlock, shape.Keys - at);
                    PackedPanels<float> packedKeys = AttentionProducts.Pack(
                        context.Key.At(batch, at), context.Key.Column, context.Key.Row, shape.Inner, count, keyScratch.Floats, context.InstructionSet);
                    PackedPanels<float> packedValues = AttentionProducts.Pack(
                        context.Value.At(batch, at), context.Value.Row, context.Value.Column, count, shape.Size, valueScratch.Floats, context.InstructionSet);
                    for (int q = first; q < last; q += QueryBlock)
                    {
                        int rows = Math.Min(QueryBlock, last - q);
                        if (shape.Visible(q + rows - 1, at, count) > 0)
                        {
                            Tile(batch, q, rows, at, count, packedKeys, packedValues, scores.Floats, maxima + (q - first), sums + (q - first));
                        }
                    }
                }

                Finish(batch, first, last, maxima, sums);
            }
        }

        private void Tile(
            int batch,
            int query,
            int rows,
            int key,
            int keys,
            in PackedPanels<float> packedKeys,
            in PackedPanels<float> packedValues,
            float* scores,
            float* maxima,
            float* sums)
        {
            AttentionShape shape = context.Shape;
            float* output = context.Output + ((((nint)batch * shape.Queries) + query) * shape.Size);
            AttentionProducts.Multiply(
                rows,
                keys,
                shape.Inner,
                shape.Scale,
                context.Query.At(batch, query),
                context.Query.Row,
                context.Query.Column,
                packedKeys,
                0,
                scores,
                AttentionShape.ScoreRow,
                context.InstructionSet);
            for (int r = 0; r < rows; r++)
            {
                float* line = scores + (r * AttentionShape.ScoreRow);
                int visible = shape.Visible(query + r, key, keys);
                new Span<float>(line + visible, keys - visible).Clear();
                if (visible == 0)
                {
                    continue;
                }

                shape.ApplyMask(line, batch, query + r, key, visible);
                AttentionRows<V>.Accumulate(
                    line, visible, ref maxima[r], ref sums[r], output + ((nint)r * shape.Size), key == 0 ? 0 : shape.Size);
            }

            AttentionProducts.Multiply(
                rows, shape.Size, keys, 1, scores, AttentionShape.ScoreRow, 1, packedValues, key == 0 ? 0 : 1, output, shape.Size, context.InstructionSet);
        }

        private void Finish(int batch, int first, int last, float* maxima, float* sums)
        {
            int size = context.Shape.Size;
            for (int q = first; q < last; q++)
            {
                nint row = ((nint)batch * context.Shape.Queries) + q;
                (float maximum, float sum) = (maxima[q - first], sums[q - first]);
                bool seesNothing = maximum == float.NegativeInfinity;
                RowSoftmax.Scale<V>(context.Output + (row * size), size, seesNothing ? float.NaN : 1 / sum);
                context.LogSums[row] = seesNothing ? float.NaN : maximum + MathF.Log(sum);
            }
        }
    }
}
