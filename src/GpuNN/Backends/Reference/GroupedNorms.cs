using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Layer, group and root-mean-square normalisation: each run of consecutive elements is normalised by itself, then
/// scaled and shifted by γ and β, of which neighbouring elements share one.</summary>
internal sealed class GroupedNorms
    : IReferenceKernel<LayerNormPrimitive>,
      IReferenceKernel<LayerNormGradientPrimitive>,
      IReferenceKernel<GroupNormPrimitive>,
      IReferenceKernel<GroupNormGradientPrimitive>,
      IReferenceKernel<RmsNormPrimitive>,
      IReferenceKernel<RmsNormGradientPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<LayerNormPrimitive, GroupedNorms>(table);
        ReferenceKernel.Add<LayerNormGradientPrimitive, GroupedNorms>(table);
        ReferenceKernel.Add<GroupNormPrimitive, GroupedNorms>(table);
        ReferenceKernel.Add<GroupNormGradientPrimitive, GroupedNorms>(table);
        ReferenceKernel.Add<RmsNormPrimitive, GroupedNorms>(table);
        ReferenceKernel.Add<RmsNormGradientPrimitive, GroupedNorms>(table);
    }

    public static void Run<T>(LayerNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Forward<T>(inputs, outputs, (int)inputs[0][1], sharedBy: 1, primitive.Epsilon, isCentred: true);

    public static void Run<T>(GroupNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Forward<T>(inputs, outputs, GroupSize(inputs[0], primitive.Groups), (int)inputs[0][2], primitive.Epsilon, isCentred: true);

    public static void Run<T>(RmsNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Forward<T>(inputs, outputs, (int)inputs[0][1], sharedBy: 1, primitive.Epsilon, isCentred: false);

    public static void Run<T>(
        LayerNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Backward<T>(inputs, outputs, (int)inputs[0][1], sharedBy: 1, isCentred: true);

    public static void Run<T>(
        GroupNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Backward<T>(inputs, outputs, GroupSize(inputs[0], primitive.Groups), (int)inputs[0][2], isCentred: true);

    public static void Run<T>(
        RmsNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Backward<T>(inputs, outputs, (int)inputs[0][1], sharedBy: 1, isCentred: false);

    private static int GroupSize(BufferView view, int groups) => (int)(view[1] / groups * view[2]);

    /// <summary>Outputs: y, the means where there are any, and 1/√(mean square of what is left + ε).</summary>
    private static void Forward<T>(
        ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs, int size, int sharedBy, double epsilon, bool isCentred)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[0]);
        T[]? gamma = inputs.Length > 1 ? Elements.Read<T>(inputs[1]) : null, beta = inputs.Length > 2 ? Elements.Read<T>(inputs[2]) : null;
        T[] means = new T[outputs[1].Count], scales = new T[means.Length];
        T count = T.CreateChecked(size);
        for (int group = 0; group < scales.Length; group++)
        {
            Span<T> run = x.AsSpan(group * size, size);
            if (isCentred) foreach (T value in run) means[group] += value / count;
            T square = T.Zero;
            foreach (T value in run) square += (value - means[group]) * (value - means[group]) / count;
            scales[group] = T.One / T.Sqrt(square + T.CreateChecked(epsilon));
            for (int i = 0; i < size; i++)
            {
                int shared = ((group * size) + i) / sharedBy;
                run[i] = (run[i] - means[group]) * scales[group];
                if (gamma is not null) run[i] *= gamma[shared % gamma.Length];
                if (beta is not null) run[i] += beta[shared % beta.Length];
            }
        }

        Elements.Write(outputs[0], x);
        if (isCentred) Elements.Write(outputs[1], means);
        Elements.Write(outputs[^1], scales);
    }

    /// <summary>dx = s·(g − mean(g) − x̂·mean(g·x̂)) with g = γ·dy, the mean of g where there are means; dγ = Σ dy·x̂,
    /// dβ = Σ dy.</summary>
    private static void Backward<T>(
        ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs, int size, int sharedBy, bool isCentred)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int last = isCentred ? 3 : 2;
        T[] dy = Elements.Read<T>(inputs[0]), x = Elements.Read<T>(inputs[1]), scales = Elements.Read<T>(inputs[last]);
        T[] means = isCentred ? Elements.Read<T>(inputs[2]) : new T[scales.Length];
        T[]? gamma = inputs.Length > last + 1 ? Elements.Read<T>(inputs[last + 1]) : null;
        T[] dx = new T[x.Length], dGamma = new T[gamma?.Length ?? 1], dBeta = new T[dGamma.Length];
        T count = T.CreateChecked(size);
        for (int group = 0; group < scales.Length; group++)
        {
            T sum = T.Zero, product = T.Zero;
            for (int i = group * size; i < (group + 1) * size; i++)
            {
                int shared = i / sharedBy % dGamma.Length;
                x[i] = (x[i] - means[group]) * scales[group];
                dGamma[shared] += dy[i] * x[i];
                dBeta[shared] += dy[i];
                dx[i] = gamma is null ? dy[i] : gamma[shared] * dy[i];
                if (isCentred) sum += dx[i];
                product += dx[i] * x[i];
            }

            for (int i = group * size; i < (group + 1) * size; i++)
                dx[i] = scales[group] * (dx[i] - ((sum + (x[i] * product)) / count));
        }

        Elements.Write(outputs[0], dx);
        if (outputs.Length > 1) Elements.Write(outputs[1], dGamma);
        if (outputs.Length > 2) Elements.Write(outputs[2], dBeta);
    }
}
