using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>h[t] = f(p[t] + U·h[t−1] + b), and back-propagation through time.</summary>
internal sealed class ElmanSequence : IReferenceKernel<ElmanSequencePrimitive>, IReferenceKernel<ElmanSequenceGradientPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<ElmanSequencePrimitive, ElmanSequence>(table);
        ReferenceKernel.Add<ElmanSequenceGradientPrimitive, ElmanSequence>(table);
    }

    public static void Run<T>(ElmanSequencePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = (int)inputs[0][1], size = (int)inputs[0][2];
        T[] p = Elements.Read<T>(inputs[0]), last = Elements.Read<T>(inputs[1]), u = Elements.Read<T>(inputs[2]);
        T[]? bias = primitive.HasBias ? Elements.Read<T>(inputs[3]) : null;
        long[]? lengths = primitive.HasLengths ? Elements.ReadIndices(inputs[^1]) : null;
        T[] y = new T[p.Length];
        for (int n = 0; n < samples; n++)
        {
            Span<T> h = last.AsSpan(n * size, size);
            foreach (int t in Steps.Order(lengths, n, inputs[0][0], primitive.IsReversed))
            {
                T[] a = Steps.Project(u, bias, h, 0, size);
                for (int j = 0; j < size; j++)
                {
                    int at = (((t * samples) + n) * size) + j;
                    h[j] = y[at] = MatrixMultiply.Activate(primitive.Activation, p[at] + a[j]);
                }
            }
        }

        Elements.Write(outputs[0], y);
        Elements.Write(outputs[1], last);
    }

    public static void Run<T>(
        ElmanSequenceGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = (int)inputs[0][1], size = (int)inputs[0][2];
        T[] dy = Elements.Read<T>(inputs[0]), dLast = Elements.Read<T>(inputs[1]), y = Elements.Read<T>(inputs[2]);
        T[] initial = Elements.Read<T>(inputs[3]), u = Elements.Read<T>(inputs[4]);
        long[]? lengths = primitive.HasLengths ? Elements.ReadIndices(inputs[^1]) : null;
        T[] dp = new T[dy.Length], dInitial = new T[initial.Length], du = new T[u.Length], db = new T[size];
        for (int n = 0; n < samples; n++)
        {
            T[] dh = dLast[(n * size)..((n + 1) * size)];
            int[] order = Steps.Order(lengths, n, inputs[0][0], primitive.IsReversed);
            for (int step = order.Length - 1; step >= 0; step--)
            {
                int at = ((order[step] * samples) + n) * size;
                ReadOnlySpan<T> before = step == 0
                    ? initial.AsSpan(n * size, size)
                    : y.AsSpan(((order[step - 1] * samples) + n) * size, size);
                for (int j = 0; j < size; j++)
                    dp[at + j] = (dh[j] + dy[at + j]) * Derivative(primitive.Activation, y[at + j]);
                dh = new T[size];
                Steps.Unproject(u, dp.AsSpan(at, size), before, dh, du, db);
            }

            dh.CopyTo(dInitial, n * size);
        }

        Elements.Write(outputs[0], dp);
        Elements.Write(outputs[1], dInitial);
        Elements.Write(outputs[2], du);
        if (primitive.HasBias) Elements.Write(outputs[3], db);
    }

    /// <summary>The activation's derivative, from its result.</summary>
    private static T Derivative<T>(Activation activation, T y)
        where T : IBinaryFloatingPointIeee754<T> => activation switch
        {
            Activation.ReLU => y > T.Zero ? T.One : T.Zero,
            Activation.Sigmoid => y * (T.One - y),
            Activation.Tanh => T.One - (y * y),
            _ => T.One,
        };
}
