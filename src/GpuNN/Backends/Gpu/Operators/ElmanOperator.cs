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
        using var run = new SequenceRun<T>(backend, inputs, inputs[2], primitive.IsReversed, primitive.HasLengths, primitive.HasBias);
        run.Prepare(inputs, outputs, states: 1);
        ArrayView<T> product = run.Rent([run.Samples, run.Size]).Elements<T>();
        ArrayView<T> p = inputs[0].Elements<T>(), h = outputs[1].Elements<T>(), y = outputs[0].Elements<T>();
        ArrayView<T> bias = primitive.HasBias ? inputs[3].Elements<T>() : product;
        var cell = backend.Kernels.Get(static kernels => new ElmanCell<T, TActivation>(kernels));
        for (int step = 0; step < run.Steps; step++)
        {
            run.Project(h, product);
            cell.Launch(p, product, bias, h, y, run.Lengths, run.At(step));
        }
    }

    private static void Backward<T, TActivation>(
        GpuBackend backend, ElmanSequenceGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TActivation : struct, IDifferentiableActivation
    {
        using var run = new SequenceRun<T>(backend, inputs, inputs[4], primitive.IsReversed, primitive.HasLengths, primitive.HasBias);
        run.Prepare(inputs, outputs, states: 1);
        ArrayView<T> delta = run.Rent([run.Samples, run.Size]).Elements<T>();
        ArrayView<T> dy = inputs[0].Elements<T>(), y = inputs[2].Elements<T>(), dh = outputs[1].Elements<T>(), dp = outputs[0].Elements<T>();
        var cell = backend.Kernels.Get(static kernels => new ElmanCell<T, TActivation>(kernels));
        for (int step = run.Steps - 1; step >= 0; step--)
        {
            cell.LaunchGradient(dy, y, dh, dp, delta, run.Lengths, run.At(step));
            run.PassBack(delta, dh, gates: 1);
        }

        run.SumWeightGradients(outputs[0], y, inputs[3].Elements<T>(), outputs[2].Elements<T>(), primitive.HasBias ? outputs[3] : null);
    }
}
