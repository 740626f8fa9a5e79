using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Batch normalisation in training and in prediction, and its gradient in training.</summary>
internal sealed class BatchNorm
    : IReferenceKernel<BatchNormPrimitive>,
      IReferenceKernel<BatchNormGradientPrimitive>,
      IReferenceKernel<BatchNormPredictionPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<BatchNormPrimitive, BatchNorm>(table);
        ReferenceKernel.Add<BatchNormGradientPrimitive, BatchNorm>(table);
        ReferenceKernel.Add<BatchNormPredictionPrimitive, BatchNorm>(table);
    }

    public static void Run<T>(BatchNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = (int)inputs[0][1], plane = (int)inputs[0][2];
        T[] x = Elements.Read<T>(inputs[0]), means = new T[channels], scales = new T[channels], variances = new T[channels];
        T count = T.CreateChecked(x.Length / Math.Max(channels, 1)), epsilon = T.CreateChecked(primitive.Epsilon);
        for (int i = 0; i < x.Length; i++) means[i / plane % channels] += x[i] / count;
        for (int i = 0; i < x.Length; i++) variances[i / plane % channels] += Square(x[i] - means[i / plane % channels]) / count;
        for (int c = 0; c < channels; c++) scales[c] = T.One / T.Sqrt(variances[c] + epsilon);
        for (int i = 0; i < x.Length; i++) x[i] = (x[i] - means[i / plane % channels]) * scales[i / plane % channels];
        if (primitive.IsAffine) Affine(x, Elements.Read<T>(inputs[1]), Elements.Read<T>(inputs[2]), plane);
        Elements.Write(outputs[0], x);
        Elements.Write(outputs[1], means);
        Elements.Write(outputs[2], scales);
        if (!primitive.TracksStatistics) return;
        for (int c = 0; c < channels; c++) variances[c] *= count / (count - T.One);
        Follow(outputs[3], means, T.CreateChecked(primitive.Momentum));
        Follow(outputs[4], variances, T.CreateChecked(primitive.Momentum));
    }

    public static void Run<T>(
        BatchNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = (int)inputs[0][1], plane = (int)inputs[0][2];
        T[] dy = Elements.Read<T>(inputs[0]), x = Elements.Read<T>(inputs[1]), dx = new T[dy.Length];
        T[] means = Elements.Read<T>(inputs[2]), scales = Elements.Read<T>(inputs[3]);
        T[]? gamma = primitive.IsAffine ? Elements.Read<T>(inputs[4]) : null;
        T[] dGamma = new T[channels], dBeta = new T[channels];
        T count = T.CreateChecked(x.Length / Math.Max(channels, 1));
        for (int i = 0; i < x.Length; i++)
        {
            int c = i / plane % channels;
            x[i] = (x[i] - means[c]) * scales[c];
            dBeta[c] += dy[i];
            dGamma[c] += dy[i] * x[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            int c = i / plane % channels;
            dx[i] = (gamma is null ? T.One : gamma[c]) * scales[c] * (dy[i] - ((dBeta[c] + (x[i] * dGamma[c])) / count));
        }

        Elements.Write(outputs[0], dx);
        Elements.Write(outputs[1], dGamma);
        Elements.Write(outputs[2], dBeta);
    }

    public static void Run<T>(
        BatchNormPredictionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = (int)inputs[0][1], plane = (int)inputs[0][2];
        T[] x = Elements.Read<T>(inputs[0]), means = Elements.Read<T>(inputs[1]), variances = Elements.Read<T>(inputs[2]);
        T epsilon = T.CreateChecked(primitive.Epsilon);
        for (int i = 0; i < x.Length; i++)
        {
            int c = i / plane % channels;
            x[i] = (x[i] - means[c]) / T.Sqrt(variances[c] + epsilon);
        }

        if (primitive.IsAffine) Affine(x, Elements.Read<T>(inputs[3]), Elements.Read<T>(inputs[4]), plane);
        Elements.Write(outputs[0], x);
    }

    private static void Affine<T>(T[] x, T[] gamma, T[] beta, int plane)
        where T : INumberBase<T>
    {
        for (int i = 0; i < x.Length; i++) x[i] = (x[i] * gamma[i / plane % gamma.Length]) + beta[i / plane % beta.Length];
    }

    private static void Follow<T>(BufferView running, T[] values, T momentum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] state = Elements.Read<T>(running);
        for (int c = 0; c < state.Length; c++) state[c] = ((T.One - momentum) * state[c]) + (momentum * values[c]);
        Elements.Write(running, state);
    }

    private static T Square<T>(T x)
        where T : INumberBase<T> => x * x;
}
