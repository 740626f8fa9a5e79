using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Elman sequences: a product and one fused kernel per step.</summary>
internal sealed class ElmanOperator : IGpuOperator<ElmanSequencePrimitive>, IGpuOperator<ElmanSequenceGradientPrimitive>
{
    static bool IGpuOperator<ElmanSequencePrimitive>.IsIndex(ElmanSequencePrimitive primitive, int operand, bool isOutput) =>
        !isOutput && primitive.HasLengths && operand == (primitive.HasBias ? 4 : 3);

    static bool IGpuOperator<ElmanSequenceGradientPrimitive>.IsIndex(
        ElmanSequenceGradientPrimitive primitive, int operand, bool isOutput) => !isOutput && operand == 5;

    public static void Run<T>(
        GpuBackend backend, ElmanSequencePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (primitive.Activation)
        {
            case Activation.ReLU: Forward<T, ReLUFunction>(backend, primitive, inputs, outputs); break;
            case Activation.Sigmoid: Forward<T, SigmoidFunction>(backend, primitive, inputs, outputs); break;
            case Activation.Tanh: Forward<T, TanhFunction>(backend, primitive, inputs, outputs); break;
            default: Forward<T, IdentityActivation>(backend, primitive, inputs, outputs); break;
        }
    }

    public static void Run<T>(
        GpuBackend backend, ElmanSequenceGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (primitive.Activation)
        {
            case Activation.ReLU: Backward<T, ReLUFunction>(backend, primitive, inputs, outputs); break;
            case Activation.Sigmoid: Backward<T, SigmoidFunction>(backend, primitive, inputs, outputs); break;
            case Activation.Tanh: Backward<T, TanhFunction>(backend, primitive, inputs, outputs); break;
            default: Backward<T, IdentityActivation>(backend, primitive, inputs, outputs); break;
        }
    }

    private static void Forward<T, TActivation>(
        GpuBackend backend, ElmanSequencePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TActivation : struct, IDifferentiableActivation
    {
        var rented = new List<GpuBuffer>();
        int steps = (int)inputs[0][0], samples = (int)inputs[0][1], size = (int)inputs[0][2];
        ArrayView<long> lengths = SequenceBuffers.Lengths(inputs, primitive.HasLengths, backend, rented);
        FillOperator.Run(backend, outputs[0], 0);
        CopyOperator.Run(backend, inputs[1], outputs[1]);
        ArrayView<T> h = outputs[1].Elements<T>(), u = inputs[2].Elements<T>();
        ArrayView<T> product = backend.RentView(Types.Of<T>(), [samples, size], rented).Elements<T>();
        var cell = backend.Kernels.Get(static kernels => new ElmanCell<T, TActivation>(kernels));
        for (int step = 0; step < steps; step++)
        {
            MatrixProducts.Run(
                backend, StridedMatrix<T>.Rows(h, size), StridedMatrix<T>.Rows(u, size).Transposed, product, samples, size, size);
            cell.Launch(
                inputs[0].Elements<T>(),
                product,
                primitive.HasBias ? inputs[3].Elements<T>() : product,
                h,
                outputs[0].Elements<T>(),
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
                });
        }

        backend.Return(rented);
    }

    private static void Backward<T, TActivation>(
        GpuBackend backend, ElmanSequenceGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TActivation : struct, IDifferentiableActivation
    {
        var rented = new List<GpuBuffer>();
        int steps = (int)inputs[0][0], samples = (int)inputs[0][1], size = (int)inputs[0][2];
        ArrayView<long> lengths = SequenceBuffers.Lengths(inputs, primitive.HasLengths, backend, rented);
        FillOperator.Run(backend, outputs[0], 0);
        CopyOperator.Run(backend, inputs[1], outputs[1]);
        ArrayView<T> dh = outputs[1].Elements<T>(), u = inputs[4].Elements<T>();
        ArrayView<T> delta = backend.RentView(Types.Of<T>(), [samples, size], rented).Elements<T>();
        ArrayView<T> before = backend.RentView(Types.Of<T>(), [steps, samples, size], rented).Elements<T>();
        var cell = backend.Kernels.Get(static kernels => new ElmanCell<T, TActivation>(kernels));
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
                inputs[0].Elements<T>(), inputs[2].Elements<T>(), dh, outputs[0].Elements<T>(), delta, lengths, sizes with { Step = step });
            MatrixProducts.Run(
                backend, StridedMatrix<T>.Rows(delta, size), StridedMatrix<T>.Rows(u, size), dh, samples, size, size, accumulates: true);
        }

        backend.Kernels.Get(static kernels => new HiddenBefore<T>(kernels))
            .Launch(inputs[2].Elements<T>(), inputs[3].Elements<T>(), before, lengths, sizes);
        SequenceBuffers.WeightGradients(
            backend, outputs[0], before, outputs[2].Elements<T>(), primitive.HasBias ? outputs[3] : null, steps * samples, size, size);
        backend.Return(rented);
    }
}
