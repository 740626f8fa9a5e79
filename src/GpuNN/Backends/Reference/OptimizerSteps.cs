using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Steps of optimisers, by their definitions.</summary>
internal sealed class OptimizerSteps : IReferenceKernel<SgdStepPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table) =>
        ReferenceKernel.Add<SgdStepPrimitive, OptimizerSteps>(table);

    public static void Run<T>(SgdStepPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gradient = Elements.Read<T>(inputs[0]), parameter = Elements.Read<T>(outputs[0]);
        T rate = T.CreateChecked(primitive.LearningRate), decay = T.CreateChecked(primitive.WeightDecay);
        for (int i = 0; i < parameter.Length; i++) parameter[i] -= rate * (gradient[i] + (decay * parameter[i]));
        Elements.Write(outputs[0], parameter);
    }
}
