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
        var rented = new List<GpuBuffer>();
        int steps = (int)inputs[0][0], samples = (int)inputs[1][0], size = (int)inputs[1][1];
        ArrayView<long> lengths = SequenceBuffers.Lengths(inputs, primitive.HasLengths, backend, rented);
        FillOperator.Run(backend, outputs[0], 0);
        CopyOperator.Run(backend, inputs[1], outputs[1]);
        if (primitive.KeepsGates)
        {
            FillOperator.Run(backend, outputs[2], 0);
            FillOperator.Run(backend, outputs[3], 0);
        }

        ArrayView<T> p = inputs[0].Elements<T>(), h = outputs[1].Elements<T>(), u = inputs[2].Elements<T>(), y = outputs[0].Elements<T>();
        ArrayView<T> product = backend.RentView(Types.Of<T>(), [samples, 3 * size], rented).Elements<T>();
        ArrayView<T> gated = backend.RentView(Types.Of<T>(), [samples, 2 * size], rented).Elements<T>();
        ArrayView<T> reset = backend.RentView(Types.Of<T>(), [samples, size], rented).Elements<T>();
        ArrayView<T> bias = primitive.HasBias ? inputs[3].Elements<T>() : product;
        ArrayView<T> gates = primitive.KeepsGates ? outputs[2].Elements<T>() : product;
        ArrayView<T> kept = primitive.KeepsGates ? outputs[3].Elements<T>() : product;
        StridedMatrix<T> state = StridedMatrix<T>.Rows(h, size), weights = StridedMatrix<T>.Rows(u, size).Transposed;
        StridedMatrix<T> candidate = StridedMatrix<T>.Rows(u.SubView(2L * size * size, (long)size * size), size).Transposed;
        var cell = backend.Kernels.Get(static kernels => new GruCell<T>(kernels));
        for (int step = 0; step < steps; step++)
        {
            var sizes = new SequenceSizes
            {
                Steps = steps,
                Samples = samples,
                Size = size,
                Step = step,
                IsReversed = primitive.IsReversed ? 1 : 0,
                HasLengths = primitive.HasLengths ? 1 : 0,
                HasBias = primitive.HasBias ? 1 : 0,
                KeepsGates = primitive.KeepsGates ? 1 : 0,
            };
            if (primitive.ResetsAfter)
            {
                MatrixProducts.Run(backend, state, weights, product, samples, 3 * size, size);
                cell.LaunchAfter(p, product, bias, h, y, gates, kept, lengths, sizes);
                continue;
            }

            MatrixProducts.Run(backend, state, weights, product, samples, 2 * size, size);
            cell.LaunchReset(p, product, bias, h, gated, reset, lengths, sizes);
            MatrixProducts.Run(backend, StridedMatrix<T>.Rows(reset, size), candidate, product, samples, size, size);
            cell.LaunchUpdate(p, product, bias, gated, reset, h, y, gates, kept, lengths, sizes);
        }

        backend.Return(rented);
    }

    public static void Run<T>(
        GpuBackend backend, GruSequenceGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rented = new List<GpuBuffer>();
        int steps = (int)inputs[0][0], samples = (int)inputs[0][1], size = (int)inputs[0][2], rows = steps * samples;
        DType dtype = Types.Of<T>();
        ArrayView<long> lengths = SequenceBuffers.Lengths(inputs, primitive.HasLengths, backend, rented);
        FillOperator.Run(backend, outputs[0], 0);
        CopyOperator.Run(backend, inputs[1], outputs[1]);
        BufferView products = primitive.ResetsAfter ? backend.RentView(dtype, [steps, samples, 3 * size], rented) : outputs[0];
        if (primitive.ResetsAfter) FillOperator.Run(backend, products, 0);
        ArrayView<T> delta = backend.RentView(dtype, [samples, 3 * size], rented).Elements<T>();
        ArrayView<T> dq = backend.RentView(dtype, [samples, size], rented).Elements<T>();
        ArrayView<T> before = backend.RentView(dtype, [steps, samples, size], rented).Elements<T>();
        ArrayView<T> dy = inputs[0].Elements<T>(), y = inputs[2].Elements<T>(), gates = inputs[3].Elements<T>(), kept = inputs[4].Elements<T>();
        ArrayView<T> initial = inputs[5].Elements<T>(), u = inputs[6].Elements<T>();
        ArrayView<T> dp = outputs[0].Elements<T>(), dh = outputs[1].Elements<T>(), dU = outputs[2].Elements<T>();
        ArrayView<T> candidate = u.SubView(2L * size * size, (long)size * size);
        var cell = backend.Kernels.Get(static kernels => new GruCellGradient<T>(kernels));
        var sizes = new SequenceSizes
        {
            Steps = steps,
            Samples = samples,
            Size = size,
            IsReversed = primitive.IsReversed ? 1 : 0,
            HasLengths = primitive.HasLengths ? 1 : 0,
        };
        for (int step = steps - 1; step >= 0; step--)
        {
            SequenceSizes now = sizes with { Step = step };
            cell.LaunchGates(dy, gates, kept, y, initial, dh, dp, delta, products.Elements<T>(), lengths, now, primitive.ResetsAfter);
            int width = primitive.ResetsAfter ? 3 * size : 2 * size;
            if (!primitive.ResetsAfter)
            {
                ArrayView<T> dn = delta.SubView(2L * size, delta.Length - (2L * size));
                MatrixProducts.Run(
                    backend, StridedMatrix<T>.Rows(dn, 3 * size), StridedMatrix<T>.Rows(candidate, size), dq, samples, size, size);
                cell.LaunchReset(gates, y, initial, dq, dh, delta, dp, lengths, now);
            }

            MatrixProducts.Run(
                backend, StridedMatrix<T>.Rows(delta, 3 * size), StridedMatrix<T>.Rows(u, size), dh, samples, size, width, accumulates: true);
        }

        backend.Kernels.Get(static kernels => new HiddenBefore<T>(kernels)).Launch(y, initial, before, lengths, sizes);
        SequenceBuffers.WeightGradients(
            backend, products, before, dU, primitive.HasBias ? outputs[3] : null, rows, 3 * size, size);
        if (!primitive.ResetsAfter)
        {
            ArrayView<T> dn = dp.SubView(2L * size, dp.Length - (2L * size));
            MatrixProducts.Run(
                backend,
                StridedMatrix<T>.Rows(dn, 3 * size).Transposed,
                StridedMatrix<T>.Rows(kept, size),
                dU.SubView(2L * size * size, (long)size * size),
                size,
                size,
                rows);
        }

        backend.Return(rented);
    }
}
