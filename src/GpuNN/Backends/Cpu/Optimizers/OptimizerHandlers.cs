using System.Numerics;

namespace GpuNN.Backends.Cpu.Optimizers;

/// <summary>Optimiser steps on the CPU, float32 and float64.</summary>
internal static unsafe class OptimizerHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        Add<SgdStepPrimitive>(table, Sgd<float>, Sgd<double>);
        Add<MomentumStepPrimitive>(table, Momentum<float>, Momentum<double>);
        Add<AdaGradStepPrimitive>(table, AdaGrad<float>, AdaGrad<double>);
        Add<AdaDeltaStepPrimitive>(table, AdaDelta<float>, AdaDelta<double>);
        Add<RmsPropStepPrimitive>(table, RmsProp<float>, RmsProp<double>);
        Add<AdamStepPrimitive>(table, Adam<float>, Adam<double>);
    }

    private static void Add<TPrimitive>(
        PrimitiveTable<CpuBackend> table,
        PrimitiveHandler<CpuBackend, TPrimitive> single,
        PrimitiveHandler<CpuBackend, TPrimitive> wide)
        where TPrimitive : Primitive =>
        table.Add<TPrimitive>(
            (backend, primitive, inputs, outputs) =>
            {
                if (inputs[0].DType == DType.Float32)
                {
                    single(backend, primitive, inputs, outputs);
                }
                else
                {
                    wide(backend, primitive, inputs, outputs);
                }
            },
            static (_, _, inputs, outputs) =>
                inputs[0].DType is (DType.Float32 or DType.Float64)
                && HostOperands.AreAll(inputs[0].DType, inputs)
                && HostOperands.AreAll(inputs[0].DType, outputs)
                    ? Support.Yes
                    : Support.No("it is vectorised for contiguous float32 or float64 operands"));

    private static void Run<T, TStep>(TStep step, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged
        where TStep : struct, IOptimizerStep<T> =>
        OptimizerEngine.Run(
            step,
            inputs[0].Pointer<T>(),
            outputs[0].Pointer<T>(),
            outputs.Length > 1 ? outputs[1].Pointer<T>() : null,
            outputs.Length > 2 ? outputs[2].Pointer<T>() : null,
            outputs.Length > 3 ? outputs[3].Pointer<T>() : null,
            outputs[0].Count);

    private static void Sgd<T>(
        CpuBackend backend, SgdStepPrimitive p, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run<T, SgdStep<T>>(new(p.LearningRate, p.WeightDecay), inputs, outputs);

    private static void Momentum<T>(
        CpuBackend backend, MomentumStepPrimitive p, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run<T, MomentumStep<T>>(
            new(p.LearningRate, p.Momentum, p.Dampening, p.WeightDecay, p.IsNesterov, p.RateInside), inputs, outputs);

    private static void AdaGrad<T>(
        CpuBackend backend, AdaGradStepPrimitive p, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run<T, AdaGradStep<T>>(new(p.LearningRate, p.Epsilon, p.WeightDecay, p.EpsilonInside), inputs, outputs);

    private static void AdaDelta<T>(
        CpuBackend backend, AdaDeltaStepPrimitive p, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run<T, AdaDeltaStep<T>>(new(p.LearningRate, p.Rho, p.Epsilon, p.WeightDecay, p.EpsilonInside), inputs, outputs);

    private static void RmsProp<T>(
        CpuBackend backend, RmsPropStepPrimitive p, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!p.IsCentred && p.Momentum == 0)
        {
            Run<T, RmsPropStep<T>>(new(p.LearningRate, p.Alpha, p.Epsilon, p.WeightDecay, p.EpsilonInside), inputs, outputs);
        }
        else if (!p.IsCentred)
        {
            Run<T, RmsPropMomentumStep<T>>(
                new(p.LearningRate, p.Alpha, p.Epsilon, p.WeightDecay, p.Momentum, p.EpsilonInside), inputs, outputs);
        }
        else if (p.Momentum == 0)
        {
            Run<T, CentredRmsPropStep<T>>(
                new(p.LearningRate, p.Alpha, p.Epsilon, p.WeightDecay, p.EpsilonInside), inputs, outputs);
        }
        else
        {
            Run<T, CentredRmsPropMomentumStep<T>>(
                new(p.LearningRate, p.Alpha, p.Epsilon, p.WeightDecay, p.Momentum, p.EpsilonInside), inputs, outputs);
        }
    }

    private static void Adam<T>(
        CpuBackend backend, AdamStepPrimitive p, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double correction1 = 1 - Math.Pow(p.Beta1, p.Step);
        double correction2 = 1 - Math.Pow(p.Beta2, p.Step);
        if (p.IsAmsGrad)
        {
            Run<T, AmsGradStep<T>>(
                new(p.LearningRate, p.Beta1, p.Beta2, p.Epsilon, correction1, correction2, p.WeightDecay, p.IsDecoupled, p.EpsilonInside),
                inputs,
                outputs);
        }
        else
        {
            Run<T, AdamStep<T>>(
                new(p.LearningRate, p.Beta1, p.Beta2, p.Epsilon, correction1, correction2, p.WeightDecay, p.IsDecoupled, p.EpsilonInside),
                inputs,
                outputs);
        }
    }
}
