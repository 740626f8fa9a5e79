using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Softmax cross-entropy and its gradient.</summary>
internal sealed class CrossEntropyOperator
    : IGpuOperator<CrossEntropyPrimitive>, IGpuOperator<CrossEntropyGradientPrimitive>
{
    private const int Targets = 1;

    static bool IGpuOperator<CrossEntropyPrimitive>.IsIndex(CrossEntropyPrimitive primitive, int operand, bool isOutput) =>
        !isOutput && operand == Targets;

    static bool IGpuOperator<CrossEntropyGradientPrimitive>.IsIndex(
        CrossEntropyGradientPrimitive primitive, int operand, bool isOutput) => !isOutput && operand == Targets;

    static string IGpuOperator<CrossEntropyPrimitive>.Explain(
        GpuBackend backend, CrossEntropyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {LineStrategy.ForPasses(backend.Kind, (int)inputs[0][1], inner: 1)}";

    public static void Run<T>(
        GpuBackend backend, CrossEntropyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> x = inputs[0].Elements<T>();
        backend.Kernels.Get(static kernels => new CrossEntropy<T>(kernels)).Launch(
            x,
            inputs[Targets].Elements<long>(),
            primitive.HasWeights ? inputs[2].Elements<T>() : x,
            outputs[0].Elements<T>(),
            outputs[1].Elements<T>(),
            Options<T>(inputs[0], primitive.HasWeights, primitive.LabelSmoothing, primitive.IgnoredIndex),
            LineStrategy.ForPasses(backend.Kind, (int)inputs[0][1], inner: 1).UsesGroups);
    }

    public static void Run<T>(
        GpuBackend backend,
        CrossEntropyGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rented = new List<GpuBuffer>();
        ArrayView<T> x = inputs[0].Elements<T>(), total = x;
        if (primitive.HasWeights)
        {
            BufferView sum = backend.RentView(Types.Of<T>(), [1], rented);
            ReduceOperator.Run<T, SumReduction>(backend, inputs[4], sum, 1);
            total = sum.Elements<T>();
        }

        backend.Kernels.Get(static kernels => new CrossEntropy<T>(kernels)).LaunchGradient(
            x,
            inputs[Targets].Elements<long>(),
            inputs[2].Elements<T>(),
            inputs[3].Elements<T>(),
            primitive.HasWeights ? inputs[4].Elements<T>() : x,
            total,
            outputs[0].Elements<T>(),
            Options<T>(inputs[0], primitive.HasWeights, primitive.LabelSmoothing, primitive.IgnoredIndex));
        backend.Return(rented);
    }

    private static CrossEntropyOptions<T> Options<T>(BufferView logits, bool hasWeights, double smoothing, long? ignored)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            Samples = (int)logits[0],
            Classes = (int)logits[1],
            HasWeights = hasWeights ? 1 : 0,
            Rest = T.CreateChecked(1 - smoothing),
            Share = T.CreateChecked(smoothing / logits[1]),
            HasIgnored = ignored.HasValue ? 1 : 0,
            IgnoredIndex = ignored ?? 0,
        };
}
