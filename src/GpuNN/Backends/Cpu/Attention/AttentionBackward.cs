using GpuNN.Backends.Cpu.Gemm.Packing;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Attention;

/// <summary>
/// The gradient of an attention, tile by tile: the weights p = e^(s − log Σ e^s) are computed again instead of kept. With
/// ds = α·p∘(do·vᵀ − Σ do∘o): dq = ds·k, dk = dsᵀ·q, dv = pᵀ·do.
/// </summary>
internal static unsafe class AttentionBackward
{
    private const int QueryBlock = 128;

    /// <summary>The tensors of the forward pass and the gradients, which are contiguous.</summary>
    public struct Operands
    {
        public AttentionOperand<float> Gradient;
        public AttentionOperand<float> Query;
        public AttentionOperand<float> Key;
        public AttentionOperand<float> Value;
        public AttentionOperand<float> Output;
        public AttentionOperand<float> LogSums;
        public float* QueryGradient;
        public float* KeyGradient;
        public float* ValueGradient;
    }

    /// <summary>Computes dq, dk, dv.</summary>
    public static void Run(in AttentionShape shape, in Operands operands, CpuInstructionSet? instructionSet = null)
    {
        CpuInstructionSet instructions = instructionSet ?? CpuInstructionSets.Default;
        switch (VectorWidth.Bits)
        {
            case 512:
                Run(new Body<Lanes512<float>>(shape, operands, instructions), shape.Batch);
                break;
            case 256:
                Run(new Body<Lanes256<float>>(shape, operands, instructions), shape.Batch);
                break;
            default:
                Run(new Body<Lanes128<float>>(shape, operands, instructions), shape.Batch);
                break;
        }
    }

    /// <summary>Threads over the batch where it is long, else inside the products.</summary>
    private static void Run<V>(Body<V> body, int batch)
        where V : struct, IVector<V, float>
    {
        if (batch >= CpuThreading.ThreadCount)
        {
            ParallelLoop.For(batch, 1, body);
        }
        else
        {
            body.Invoke(0, batch);
        }
    }

    private readonly struct Body<V>(AttentionShape shape, Operands operands, CpuInstructionSet instructionSet) : IRangeBody
        where V : struct, IVector<V, float>
    {
        public void Invoke(int start, int end)
        {
            int keys = Math.Min(shape.Keys, AttentionShape.KeyBlock);
            int queries = Math.Min(shape.Queries, QueryBlock);
            using ScratchMemory keyScratch = Packed(shape.Inner, keys);
            using ScratchMemory valueScratch = Packed(shape.Size, keys);
            using ScratchMemory keyRowScratch = Packed(keys, shape.Inner);
            using ScratchMemory queryScratch = Packed(queries, shape.Inner);
            using ScratchMemory gradientScratch = Packed(queries, shape.Size);
            using ScratchMemory tiles = ScratchMemory.Rent<float>(2L * QueryBlock * AttentionShape.ScoreRow);
            using ScratchMemory shares = ScratchMemory.Rent<float>(shape.Queries);
            float* weights = tiles.Floats;
            float* slopes = weights + (QueryBlock * AttentionShape.ScoreRow);
            for (int batch = start; batch < end; batch++)
            {
                Clear(batch);
                FillShares(batch, shares.Floats);
                for (int at = 0; at < shape.Keys; at += AttentionShape.KeyBlock)
                {
                    int count = Math.Min(AttentionShape.KeyBlock, shape.Keys - at);
                    (AttentionOperand<float> key, AttentionOperand<float> value) = (operands.Key, operands.Value);
                    PackedPanels<float> keysTransposed = Pack(key.At(batch, at), key.Column, key.Row, shape.Inner, count, keyScratch);
                    PackedPanels<float> valuesTransposed = Pack(value.At(batch, at), value.Column, value.Row, shape.Size, count, valueScratch);
                    PackedPanels<float> keyRows = Pack(key.At(batch, at), key.Row, key.Column, count, shape.Inner, keyRowScratch);
                    for (int q = 0; q < shape.Queries; q += QueryBlock)
                    {
                        int rows = Math.Min(QueryBlock, shape.Queries - q);
                        if (shape.Visible(q + rows - 1, at, count) == 0)
                        {
                            continue;
                        }

                        Scores(batch, q, rows, at, count, keysTransposed, valuesTransposed, weights, slopes, shares.Floats);
                        (AttentionOperand<float> query, AttentionOperand<float> gradient) = (operands.Query, operands.Gradient);
                        PackedPanels<float> queryRows = Pack(query.At(batch, q), query.Row, query.Column, rows, shape.Inner, queryScratch);
                        PackedPanels<float> gradientRows = Pack(gradient.At(batch, q), gradient.Row, gradient.Column, rows, shape.Size, gradientScratch);
                        nint scoreRow = AttentionShape.ScoreRow;
                        Add(rows, shape.Inner, count, slopes, scoreRow, 1, keyRows, operands.QueryGradient + Start(batch, shape.Queries, q, shape.Inner));
                        Add(count, shape.Inner, rows, slopes, 1, scoreRow, queryRows, operands.KeyGradient + Start(batch, shape.Keys, at, shape.Inner));
                        Add(count, shape.Size, rows, weights, 1, scoreRow, gradientRows, operands.ValueGradient + Start(batch, shape.Keys, at, shape.Size));
                    }
                }
            }
        }

        private static nint Start(int batch, int rows, int row, int size) => (((nint)batch * rows) + row) * size;

        private ScratchMemory Packed(int depth, int columns) =>
            ScratchMemory.Rent<float>(AttentionProducts.PackedCount(depth, columns, instructionSet));

        private PackedPanels<float> Pack(
            float* source, nint depthStride, nint columnStride, int depth, int columns, in ScratchMemory memory) =>
            AttentionProducts.Pack(source, depthStride, columnStride, depth, columns, memory.Floats, instructionSet);

        private void Add(
            int rows, int columns, int depth, float* left, nint leftRow, nint leftDepth, in PackedPanels<float> right, float* sum) =>
            AttentionProducts.Multiply(rows, columns, depth, 1, left, leftRow, leftDepth, right, 1, sum, columns, instructionSet);

        private void Clear(int batch)
        {
            new Span<float>(operands.QueryGradient + Start(batch, shape.Queries, 0, shape.Inner), shape.Queries * shape.Inner).Clear();
            new Span<float>(operands.KeyGradient + Start(batch, shape.Keys, 0, shape.Inner), shape.Keys * shape.Inner).Clear();
            new Span<float>(operands.ValueGradient + Start(batch, shape.Keys, 0, shape.Size), shape.Keys * shape.Size).Clear();
        }

        /// <summary>Σ do∘o of every query.</summary>
        private void FillShares(int batch, float* shares)
        {
            for (int q = 0; q < shape.Queries; q++)
            {
                float* gradient = operands.Gradient.At(batch, q);
                float* output = operands.Output.At(batch, q);
                float sum = 0;
                for (int e = 0; e < shape.Size; e++)
                {
                    sum += gradient[e * operands.Gradient.Column] * output[e * operands.Output.Column];
                }

                shares[q] = sum;
            }
        }

        /// <summary>The weights and slopes of one tile; both 0 where the query does not see the key.</summary>
        private void Scores(
            int batch,
            int query,
            int rows,
            int key,
            int keys,
            in PackedPanels<float> keysTransposed,
            in PackedPanels<float> valuesTransposed,
            float* weights,
            float* slopes,
            float* shares)
        {
            (AttentionOperand<float> queries, AttentionOperand<float> gradient) = (operands.Query, operands.Gradient);
            nint scoreRow = AttentionShape.ScoreRow;
            AttentionProducts.Multiply(
                rows, keys, shape.Inner, shape.Scale, queries.At(batch, query), queries.Row, queries.Column, keysTransposed, 0, weights, scoreRow, instructionSet);
            AttentionProducts.Multiply(
                rows, keys, shape.Size, 1, gradient.At(batch, query), gradient.Row, gradient.Column, valuesTransposed, 0, slopes, scoreRow, instructionSet);
            for (int r = 0; r < rows; r++)
            {
                float* weight = weights + (r * scoreRow);
                float* slope = slopes + (r * scoreRow);
                int visible = shape.Visible(query + r, key, keys);
                new Span<float>(weight + visible, keys - visible).Clear();
                new Span<float>(slope + visible, keys - visible).Clear();
                shape.ApplyMask(weight, batch, query + r, key, visible);
                AttentionRows<V>.Slopes(
                    weight, slope, visible, *operands.LogSums.At(batch, query + r), shares[query + r], shape.Scale);
            }
        }
    }
}
