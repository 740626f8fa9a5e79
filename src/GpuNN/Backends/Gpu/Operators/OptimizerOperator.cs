using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Steps of optimisers, in place, each in one pass over parameter and state.</summary>
internal sealed class OptimizerOperator
    : IGpuOperator<MomentumStepPrimitive>,
    IGpuOperator<AdaGradStepPrimitive>,
    IGpuOperator<AdaDeltaStepPrimitive>,
    IGpuOperator<RmsPropStepPrimitive>,
    IGpuOperator<AdamStepPrimitive>
{
    static bool IGpuOperator<MomentumStepPrimitive>.ReadsOutputs(MomentumStepPrimitive primitive) => true;

    static bool IGpuOperator<AdaGradStepPrimitive>.ReadsOutputs(AdaGradStepPrimitive primitive) => true;

    static bool IGpuOperator<AdaDeltaStepPrimitive>.ReadsOutputs(AdaDeltaStepPrimitive primitive) => true;

    static bool IGpuOperator<RmsPropStepPrimitive>.ReadsOutputs(RmsPropStepPrimitive primitive) => true;

    static bool IGpuOperator<AdamStepPrimitive>.ReadsOutputs(AdamStepPrimitive primitive) => true;

    public static void Run<T>(
        GpuBackend backend, MomentumStepPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new MomentumStep<T>(kernels)).Launch(
            inputs[0].Elements<T>(),
            outputs[0].Elements<T>(),
            outputs[1].Elements<T>(),
            outputs[0].Size(),
            Flag(primitive.IsNesterov),
            Flag(primitive.RateInside),
            T.CreateChecked(primitive.LearningRate),
            T.CreateChecked(primitive.Momentum),
            T.CreateChecked(1 - primitive.Dampening),
            T.CreateChecked(primitive.WeightDecay));

    public static void Run<T>(
        GpuBackend backend, AdaGradStepPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new AdaGradStep<T>(kernels)).Launch(
            inputs[0].Elements<T>(),
            outputs[0].Elements<T>(),
            outputs[1].Elements<T>(),
            outputs[0].Size(),
            Flag(primitive.EpsilonInside),
            T.CreateChecked(primitive.LearningRate),
            T.CreateChecked(primitive.Epsilon),
            T.CreateChecked(primitive.WeightDecay));

    public static void Run<T>(
        GpuBackend backend, AdaDeltaStepPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new AdaDeltaStep<T>(kernels)).Launch(
            inputs[0].Elements<T>(),
            outputs[0].Elements<T>(),
            outputs[1].Elements<T>(),
            outputs[2].Elements<T>(),
            outputs[0].Size(),
            Flag(primitive.EpsilonInside),
            T.CreateChecked(primitive.LearningRate),
            T.CreateChecked(primitive.Rho),
            T.CreateChecked(1 - primitive.Rho),
            T.CreateChecked(primitive.Epsilon),
            T.CreateChecked(primitive.WeightDecay));

    public static void Run<T>(
        GpuBackend backend, RmsPropStepPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> squares = outputs[1].Elements<T>();
        backend.Kernels.Get(static kernels => new RmsPropStep<T>(kernels)).Launch(
            inputs[0].Elements<T>(),
            outputs[0].Elements<T>(),
            squares,
            primitive.IsCentred ? outputs[2].Elements<T>() : squares,
            primitive.Momentum != 0 ? outputs[^1].Elements<T>() : squares,
            outputs[0].Size(),
            new RmsPropNumbers<T>
            {
                Rate = T.CreateChecked(primitive.LearningRate),
                Alpha = T.CreateChecked(primitive.Alpha),
                Rest = T.CreateChecked(1 - primitive.Alpha),
                Momentum = T.CreateChecked(primitive.Momentum),
                Epsilon = T.CreateChecked(primitive.Epsilon),
                Decay = T.CreateChecked(primitive.WeightDecay),
                IsCentred = Flag(primitive.IsCentred),
                HasMomentum = Flag(primitive.Momentum != 0),
                EpsilonInside = Flag(primitive.EpsilonInside),
            });
    }

    public static void Run<T>(
        GpuBackend backend, AdamStepPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new AdamNumbers<T>
        {
            Rate = T.CreateChecked(primitive.LearningRate),
            Beta1 = T.CreateChecked(primitive.Beta1),
            Beta2 = T.CreateChecked(primitive.Beta2),
            Epsilon = T.CreateChecked(primitive.Epsilon),
            Decay = T.CreateChecked(primitive.WeightDecay),
            Correction1 = T.CreateChecked(1 - Math.Pow(primitive.Beta1, primitive.Step)),
            Correction2 = T.CreateChecked(1 - Math.Pow(primitive.Beta2, primitive.Step)),
            IsDecoupled = Flag(primitive.IsDecoupled),
            EpsilonInside = Flag(primitive.EpsilonInside),
            IsAmsGrad = Flag(primitive.IsAmsGrad),
        };
        ArrayView<T> second = outputs[2].Elements<T>();
        backend.Kernels.Get(static kernels => new AdamStep<T>(kernels)).Launch(
            inputs[0].Elements<T>(),
            outputs[0].Elements<T>(),
            outputs[1].Elements<T>(),
            second,
            primitive.IsAmsGrad ? outputs[3].Elements<T>() : second,
            outputs[0].Size(),
            numbers);
    }

    private static int Flag(bool value) => value ? 1 : 0;
}
