using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>With nⱼ = log Σₖ exp xₖ − xⱼ: loss = (1 − s)·w_t·n_t + s/c·Σⱼ wⱼ·nⱼ, and its gradient.</summary>
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
        T[] weights = Weights<T>(primitive.HasWeights ? inputs[2] : null, classes);
        T smoothing = T.CreateChecked(primitive.LabelSmoothing), share = smoothing / T.CreateChecked(classes);
        var losses = new T[targets.Length];
        var logSums = new T[targets.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            ReadOnlySpan<T> row = x.AsSpan(i * classes, classes);
            T maximum = row[0], sum = T.Zero;
            foreach (T value in row) maximum = T.Max(maximum, value);
            foreach (T value in row) sum += T.Exp(value - maximum);
            logSums[i] = maximum + T.Log(sum);
            if (targets[i] == primitive.IgnoredIndex) continue;
            int target = CheckTarget(targets[i], classes);
            losses[i] = (T.One - smoothing) * weights[target] * (logSums[i] - row[target]);
            if (primitive.LabelSmoothing == 0) continue;
            for (int j = 0; j < classes; j++) losses[i] += share * weights[j] * (logSums[i] - row[j]);
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
        T[] weights = Weights<T>(primitive.HasWeights ? inputs[4] : null, classes);
        T smoothing = T.CreateChecked(primitive.LabelSmoothing), share = smoothing / T.CreateChecked(classes);
        T total = weights.Aggregate(T.Zero, (sum, weight) => sum + weight);
        for (int i = 0; i < targets.Length; i++)
        {
            Span<T> row = x.AsSpan(i * classes, classes);
            if (targets[i] == primitive.IgnoredIndex)
            {
                row.Clear();
                continue;
            }

            int target = CheckTarget(targets[i], classes);
            T weight = (T.One - smoothing) * weights[target];
            for (int j = 0; j < classes; j++)
            {
                T probability = T.Exp(row[j] - logSums[i]);
                T hot = j == target ? weight : T.Zero;
                row[j] = gradient[i] * ((probability * (weight + (share * total))) - hot - (share * weights[j]));
            }
        }

        Elements.Write(outputs[0], x);
    }

    private static T[] Weights<T>(BufferView? weights, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        weights is null ? [.. Enumerable.Repeat(T.One, classes)] : Elements.Read<T>(weights);

    private static int CheckTarget(long target, int classes) => target >= 0 && target < classes
        ? (int)target
        : throw new TensorIndexException("CrossEntropy", "targets", $"{target}", $"0 to {classes - 1}");
}
