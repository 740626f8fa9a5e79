using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>loss[i] = log Σⱼ exp(x[i,j]) − x[i,target[i]], and its gradient.</summary>
internal sealed class CrossEntropy
    : IReferenceKernel<CrossEntropyPrimitive>, IReferenceKernel<CrossEntropyGradientPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<CrossEntropyPrimitive, CrossEntropy>(table);
        ReferenceKernel.Add<CrossEntropyGradientPrimitive, CrossEntropy>(table);
    }

    public static void Run<T>(
        CrossEntropyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[0]);
        long[] targets = Elements.ReadIndices(inputs[1]);
        int classes = (int)inputs[0][1];
        var losses = new T[targets.Length];
        var logSums = new T[targets.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            ReadOnlySpan<T> row = x.AsSpan(i * classes, classes);
            T maximum = row[0], sum = T.Zero;
            foreach (T value in row) maximum = T.Max(maximum, value);
            foreach (T value in row) sum += T.Exp(value - maximum);
            logSums[i] = maximum + T.Log(sum);
            losses[i] = logSums[i] - row[(int)targets[i]];
        }

        Elements.Write(outputs[0], losses);
        Elements.Write(outputs[1], logSums);
    }

    public static void Run<T>(
        CrossEntropyGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[0]), logSums = Elements.Read<T>(inputs[2]), gradient = Elements.Read<T>(inputs[3]);
        long[] targets = Elements.ReadIndices(inputs[1]);
        int classes = (int)inputs[0][1];
        for (int i = 0; i < x.Length; i++)
        {
            int sample = i / classes;
            T hot = targets[sample] == i % classes ? T.One : T.Zero;
            x[i] = (T.Exp(x[i] - logSums[sample]) - hot) * gradient[sample];
        }

        Elements.Write(outputs[0], x);
    }
}
