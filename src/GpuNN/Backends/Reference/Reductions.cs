using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Reductions over axes.</summary>
internal sealed class Reductions : IReferenceKernel<ReducePrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table) =>
        ReferenceKernel.Add<ReducePrimitive, Reductions>(table);

    public static void Run<T>(ReducePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[0]);
        var result = new T[outputs[0].Count];
        int[] target = Targets(inputs[0].Shape, outputs[0].Shape);
        for (int i = 0; i < x.Length; i++) result[target[i]] += x[i];
        if (primitive.Function == ReduceFunction.Mean)
        {
            T count = T.CreateChecked(result.Length == 0 ? 1 : (double)x.Length / result.Length);
            for (int i = 0; i < result.Length; i++) result[i] /= count;
        }

        Elements.Write(outputs[0], result);
    }

    /// <summary>For each element of the input the element of the output that it is reduced into.</summary>
    internal static int[] Targets(in Shape input, in Shape output)
    {
        var targets = new int[input.Count];
        for (int i = 0; i < targets.Length; i++)
        {
            long rest = i, step = 1, target = 0;
            for (int axis = input.Rank - 1; axis >= 0; axis--)
            {
                long index = rest % input[axis];
                rest /= input[axis];
                if (output[axis] != 1) target += index * step;
                step *= output[axis];
            }

            targets[i] = (int)target;
        }

        return targets;
    }
}
