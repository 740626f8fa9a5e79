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
        inputs[0][1] <= CrossEntropy<float>.FewClasses
            ? $"{primitive.Name}: an item per row, since {inputs[0][1]} classes are few"
            : $"{primitive.Name}: a group per row of {inputs[0][1]} classes";

    public static void Run<T>(
        GpuBackend backend, CrossEntropyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new CrossEntropy<T>(kernels)).Launch(
            inputs[0].Elements<T>(),
            inputs[Targets].Elements<long>(),
            outputs[0].Elements<T>(),
            outputs[1].Elements<T>(),
            (int)inputs[0][0],
            (int)inputs[0][1]);

    public static void Run<T>(
        GpuBackend backend,
        CrossEntropyGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new CrossEntropy<T>(kernels)).LaunchGradient(
            inputs[0].Elements<T>(),
            inputs[Targets].Elements<long>(),
            inputs[2].Elements<T>(),
            inputs[3].Elements<T>(),
            outputs[0].Elements<T>(),
            (int)inputs[0][0],
            (int)inputs[0][1]);
}
