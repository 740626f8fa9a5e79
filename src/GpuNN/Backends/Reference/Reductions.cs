using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Reductions over axes: the elements of each line are gathered, then folded by the definition.</summary>
internal static class Reductions
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        table.Add<ReducePrimitive>(static (_, primitive, inputs, outputs) =>
        {
            if (!inputs[0].DType.IsFloatingPoint()) Run<long>(primitive, inputs, outputs, FoldNumbers);
            else if (ReferenceKernel.IsSinglePrecision(inputs, outputs)) Run<float>(primitive, inputs, outputs, Fold);
            else Run<double>(primitive, inputs, outputs, Fold);
        });
    }

    private static void Run<T>(
        ReducePrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs,
        Func<ReducePrimitive, List<T>, T> fold)
        where T : unmanaged, INumber<T>
    {
        T[] x = Elements.Read<T>(inputs[0]);
        int[] target = Targets(inputs[0].Shape, outputs[0].Shape);
        var lines = new List<T>[outputs[0].Count];
        for (int i = 0; i < lines.Length; i++) lines[i] = [];
        for (int i = 0; i < x.Length; i++) lines[target[i]].Add(x[i]);
        Elements.Write(outputs[0], Array.ConvertAll(lines, line => fold(primitive, line)));
    }

    private static T Fold<T>(ReducePrimitive primitive, List<T> line)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T count = T.CreateChecked(line.Count);
        switch (primitive.Function)
        {
            case ReduceFunction.Mean: return Sum(line, x => x) / count;
            case ReduceFunction.Variance:
                T mean = Sum(line, x => x) / count;
                T freedom = T.Max(count - T.CreateChecked(primitive.Correction), T.Zero);
                return Sum(line, x => (x - mean) * (x - mean)) / freedom;
            case ReduceFunction.LogSumExp:
                T maximum = line.Aggregate(T.NegativeInfinity, T.Max);
                return T.IsInfinity(maximum) ? maximum : maximum + T.Log(Sum(line, x => T.Exp(x - maximum)));
            default: return FoldNumbers(primitive, line);
        }
    }

    private static T FoldNumbers<T>(ReducePrimitive primitive, List<T> line)
        where T : INumber<T> => primitive.Function switch
        {
            ReduceFunction.Sum => Sum(line, x => x),
            ReduceFunction.SumOfSquares => Sum(line, x => x * x),
            ReduceFunction.Prod => line.Aggregate(T.One, (product, x) => product * x),
            ReduceFunction.Max => line.Aggregate(T.Max),
            ReduceFunction.Min => line.Aggregate(T.Min),
            ReduceFunction.All => line.TrueForAll(x => !T.IsZero(x)) ? T.One : T.Zero,
            ReduceFunction.Any => line.Exists(x => !T.IsZero(x)) ? T.One : T.Zero,
            _ => throw new UnsupportedOperatorException(primitive.Name, null, $"no definition for {typeof(T).Name} in the reference", "one"),
        };

    private static T Sum<T>(List<T> line, Func<T, T> term)
        where T : INumber<T>
    {
        T sum = T.Zero;
        foreach (T x in line) sum += term(x);
        return sum;
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
