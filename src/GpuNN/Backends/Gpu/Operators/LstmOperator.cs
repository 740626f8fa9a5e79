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
        using var run = new SequenceRun<T>(
            backend, inputs, inputs[3], primitive.IsReversed, primitive.HasLengths, primitive.HasBias, primitive.KeepsGates);
        run.Prepare(inputs, outputs, states: 2);
        ArrayView<T> product = run.Rent([run.Samples, 4 * run.Size]).Elements<T>(), gates = product, cells = product;
        if (primitive.KeepsGates)
        {
            FillOperator.Run(backend, outputs[3], 0);
            FillOperator.Run(backend, outputs[4], 0);
            (gates, cells) = (outputs[3].Elements<T>(), outputs[4].Elements<T>());
        }

        ArrayView<T> p = inputs[0].Elements<T>(), y = outputs[0].Elements<T>(), h = outputs[1].Elements<T>(), c = outputs[2].Elements<T>();
        ArrayView<T> bias = primitive.HasBias ? inputs[4].Elements<T>() : product;
        var cell = backend.Kernels.Get(static kernels => new LstmCell<T>(kernels));
        for (int step = 0; step < run.Steps; step++)
        {
            run.Project(h, product);
            cell.Launch(p, product, bias, h, c, y, gates, cells, run.Lengths, run.At(step));
        }
    }

    public static void Run<T>(
        GpuBackend backend, LstmSequenceGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var run = new SequenceRun<T>(backend, inputs, inputs[8], primitive.IsReversed, primitive.HasLengths, primitive.HasBias);
        run.Prepare(inputs, outputs, states: 2);
        ArrayView<T> delta = run.Rent([run.Samples, 4 * run.Size]).Elements<T>();
        ArrayView<T> dy = inputs[0].Elements<T>(), gates = inputs[4].Elements<T>(), cells = inputs[5].Elements<T>(), initial = inputs[7].Elements<T>();
        ArrayView<T> dp = outputs[0].Elements<T>(), dh = outputs[1].Elements<T>(), dc = outputs[2].Elements<T>();
        var cell = backend.Kernels.Get(static kernels => new LstmCell<T>(kernels));
        for (int step = run.Steps - 1; step >= 0; step--)
        {
            cell.LaunchGradient(dy, gates, cells, initial, dh, dc, dp, delta, run.Lengths, run.At(step));
            run.PassBack(delta, dh, gates: 4);
        }

        run.SumWeightGradients(
            outputs[0], inputs[3].Elements<T>(), inputs[6].Elements<T>(), outputs[3].Elements<T>(), primitive.HasBias ? outputs[4] : null);
    }
}
