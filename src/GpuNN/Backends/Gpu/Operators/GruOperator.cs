using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>GRU sequences with the reset gate after or before the product: one or two products and fused kernels per
/// step.</summary>
internal sealed class GruOperator : IGpuOperator<GruSequencePrimitive>, IGpuOperator<GruSequenceGradientPrimitive>
{
    static bool IGpuOperator<GruSequencePrimitive>.IsIndex(GruSequencePrimitive primitive, int operand, bool isOutput) =>
        !isOutput && primitive.HasLengths && operand == (primitive.HasBias ? 4 : 3);

    static bool IGpuOperator<GruSequenceGradientPrimitive>.IsIndex(
        GruSequenceGradientPrimitive primitive, int operand, bool isOutput) => !isOutput && operand == 7;

    public static void Run<T>(
        GpuBackend backend, GruSequencePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var run = new SequenceRun<T>(
            backend, inputs, inputs[2], primitive.IsReversed, primitive.HasLengths, primitive.HasBias, primitive.KeepsGates);
        run.Prepare(inputs, outputs, states: 1);
        ArrayView<T> product = run.Rent([run.Samples, 3 * run.Size]).Elements<T>(), gates = product, kept = product;
        if (primitive.KeepsGates)
        {
            FillOperator.Run(backend, outputs[2], 0);
            FillOperator.Run(backend, outputs[3], 0);
            (gates, kept) = (outputs[2].Elements<T>(), outputs[3].Elements<T>());
        }

        ArrayView<T> p = inputs[0].Elements<T>(), h = outputs[1].Elements<T>(), y = outputs[0].Elements<T>();
        ArrayView<T> gated = run.Rent([run.Samples, 2 * run.Size]).Elements<T>(), reset = run.Rent([run.Samples, run.Size]).Elements<T>();
        ArrayView<T> bias = primitive.HasBias ? inputs[3].Elements<T>() : product;
        var cell = backend.Kernels.Get(static kernels => new GruCell<T>(kernels));
        for (int step = 0; step < run.Steps; step++)
        {
            SequenceSizes now = run.At(step);
            if (primitive.ResetsAfter)
            {
                run.Project(h, product);
                cell.LaunchAfter(p, product, bias, h, y, gates, kept, run.Lengths, now);
                continue;
            }

            run.Project(h, product, firstGate: 0, gates: 2);
            cell.LaunchReset(p, product, bias, h, gated, reset, run.Lengths, now);
            run.Project(reset, product, firstGate: 2, gates: 1);
            cell.LaunchUpdate(p, product, bias, gated, reset, h, y, gates, kept, run.Lengths, now);
        }
    }

    public static void Run<T>(
        GpuBackend backend, GruSequenceGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var run = new SequenceRun<T>(backend, inputs, inputs[6], primitive.IsReversed, primitive.HasLengths, primitive.HasBias);
        run.Prepare(inputs, outputs, states: 1);
        int samples = run.Samples, size = run.Size, gatesAtOnce = primitive.ResetsAfter ? 3 : 2;
        BufferView products = primitive.ResetsAfter ? run.Rent([run.Steps, samples, 3 * size]) : outputs[0];
        if (primitive.ResetsAfter) FillOperator.Run(backend, products, 0);
        ArrayView<T> delta = run.Rent([samples, 3 * size]).Elements<T>(), dq = run.Rent([samples, size]).Elements<T>();
        ArrayView<T> dy = inputs[0].Elements<T>(), y = inputs[2].Elements<T>(), gates = inputs[3].Elements<T>(), kept = inputs[4].Elements<T>();
        ArrayView<T> initial = inputs[5].Elements<T>(), dp = outputs[0].Elements<T>(), dh = outputs[1].Elements<T>(), dU = outputs[2].Elements<T>();
        var cell = backend.Kernels.Get(static kernels => new GruCellGradient<T>(kernels));
        for (int step = run.Steps - 1; step >= 0; step--)
        {
            SequenceSizes now = run.At(step);
            cell.LaunchGates(dy, gates, kept, y, initial, dh, dp, delta, products.Elements<T>(), run.Lengths, now, primitive.ResetsAfter);
            if (!primitive.ResetsAfter)
            {
                StridedMatrix<T> dn = StridedMatrix<T>.Rows(Candidates(delta, size), 3 * size);
                MatrixProducts.Run(backend, dn, StridedMatrix<T>.Rows(run.Gates(2, 1), size), dq, samples, size, size);
                cell.LaunchReset(gates, y, initial, dq, dh, delta, dp, run.Lengths, now);
            }

            run.PassBack(delta, dh, gatesAtOnce);
        }

        run.SumWeightGradients(products, y, initial, dU, primitive.HasBias ? outputs[3] : null);
        if (primitive.ResetsAfter) return;
        // The candidate's weights met r∘h[t−1], which was kept.
        MatrixProducts.Run(
            backend,
            StridedMatrix<T>.Rows(Candidates(dp, size), 3 * size).Transposed,
            StridedMatrix<T>.Rows(kept, size),
            dU.SubView(2L * size * size, (long)size * size),
            size,
            size,
            run.Steps * samples);
    }

    /// <summary>Rows of three gates from the third on.</summary>
    private static ArrayView<T> Candidates<T>(ArrayView<T> rows, int size)
        where T : unmanaged => rows.SubView(2L * size, rows.Length - (2L * size));
}
