using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>LSTM sequences: a product and one fused kernel per step; in the gradient one product for the weights of all
/// steps.</summary>
internal sealed class LstmOperator : IGpuOperator<LstmSequencePrimitive>, IGpuOperator<LstmSequenceGradientPrimitive>
{
    static bool IGpuOperator<LstmSequencePrimitive>.IsIndex(LstmSequencePrimitive primitive, int operand, bool isOutput) =>
        !isOutput && primitive.HasLengths && operand == (primitive.HasBias ? 5 : 4);

    static bool IGpuOperator<LstmSequenceGradientPrimitive>.IsIndex(
        LstmSequenceGradientPrimitive primitive, int operand, bool isOutput) => !isOutput && operand == 9;

    public static void Run<T>(
        GpuBackend backend, LstmSequencePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rented = new List<GpuBuffer>();
        int steps = (int)inputs[0][0], samples = (int)inputs[1][0], size = (int)inputs[1][1];
        ArrayView<long> lengths = SequenceBuffers.Lengths(inputs, primitive.HasLengths, backend, rented);
        FillOperator.Run(backend, outputs[0], 0);
        CopyOperator.Run(backend, inputs[1], outputs[1]);
        CopyOperator.Run(backend, inputs[2], outputs[2]);
        ArrayView<T> h = outputs[1].Elements<T>(), c = outputs[2].Elements<T>(), u = inputs[3].Elements<T>();
        if (primitive.KeepsGates)
        {
            FillOperator.Run(backend, outputs[3], 0);
            FillOperator.Run(backend, outputs[4], 0);
        }

        ArrayView<T> product = backend.RentView(Types.Of<T>(), [samples, 4 * size], rented).Elements<T>();
        var cell = backend.Kernels.Get(static kernels => new LstmCell<T>(kernels));
        for (int step = 0; step < steps; step++)
        {
            MatrixProducts.Run(
                backend, StridedMatrix<T>.Rows(h, size), StridedMatrix<T>.Rows(u, size).Transposed, product, samples, 4 * size, size);
            cell.Launch(
                inputs[0].Elements<T>(),
                product,
                primitive.HasBias ? inputs[4].Elements<T>() : product,
                h,
                c,
                outputs[0].Elements<T>(),
                primitive.KeepsGates ? outputs[3].Elements<T>() : product,
                primitive.KeepsGates ? outputs[4].Elements<T>() : product,
                lengths,
                new SequenceSizes
                {
                    Steps = steps,
                    Samples = samples,
                    Size = size,
                    Step = step,
                    IsReversed = primitive.IsReversed ? 1 : 0,
                    HasLengths = primitive.HasLengths ? 1 : 0,
                    HasBias = primitive.HasBias ? 1 : 0,
                    KeepsGates = primitive.KeepsGates ? 1 : 0,
                });
        }

        backend.Return(rented);
    }

    public static void Run<T>(
        GpuBackend backend, LstmSequenceGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rented = new List<GpuBuffer>();
        int steps = (int)inputs[0][0], samples = (int)inputs[0][1], size = (int)inputs[0][2];
        ArrayView<long> lengths = SequenceBuffers.Lengths(inputs, primitive.HasLengths, backend, rented);
        FillOperator.Run(backend, outputs[0], 0);
        CopyOperator.Run(backend, inputs[1], outputs[1]);
        CopyOperator.Run(backend, inputs[2], outputs[2]);
        ArrayView<T> dh = outputs[1].Elements<T>(), dc = outputs[2].Elements<T>(), u = inputs[8].Elements<T>();
        ArrayView<T> delta = backend.RentView(Types.Of<T>(), [samples, 4 * size], rented).Elements<T>();
        ArrayView<T> before = backend.RentView(Types.Of<T>(), [steps, samples, size], rented).Elements<T>();
        var cell = backend.Kernels.Get(static kernels => new LstmCell<T>(kernels));
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
            cell.LaunchGradient(
                inputs[0].Elements<T>(),
                inputs[4].Elements<T>(),
                inputs[5].Elements<T>(),
                inputs[7].Elements<T>(),
                dh,
                dc,
                outputs[0].Elements<T>(),
                delta,
                lengths,
                sizes with { Step = step });
            MatrixProducts.Run(
                backend, StridedMatrix<T>.Rows(delta, 4 * size), StridedMatrix<T>.Rows(u, size), dh, samples, size, 4 * size, accumulates: true);
        }

        backend.Kernels.Get(static kernels => new HiddenBefore<T>(kernels))
            .Launch(inputs[3].Elements<T>(), inputs[6].Elements<T>(), before, lengths, sizes);
        SequenceBuffers.WeightGradients(
            backend, outputs[0], before, outputs[3].Elements<T>(), primitive.HasBias ? outputs[4] : null, steps * samples, 4 * size, size);
        backend.Return(rented);
    }
}
