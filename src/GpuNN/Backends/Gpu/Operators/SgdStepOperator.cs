using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>A step of gradient descent, in place.</summary>
internal sealed class SgdStepOperator : IGpuOperator<SgdStepPrimitive>
{
    public static bool ReadsOutputs(SgdStepPrimitive primitive) => true;

    public static void Run<T>(
        GpuBackend backend, SgdStepPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new SgdStep<T>(kernels)).Launch(
            inputs[0].Elements<T>(),
            outputs[0].Elements<T>(),
            outputs[0].Size(),
            T.CreateChecked(primitive.LearningRate),
            T.CreateChecked(primitive.WeightDecay));
}
