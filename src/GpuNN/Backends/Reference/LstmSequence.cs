using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>c[t] = f∘c[t−1] + i∘g, h[t] = o∘tanh c[t] with gates i, f, g, o of p[t] + U·h[t−1] + b, and back-propagation
/// through time.</summary>
internal sealed class LstmSequence : IReferenceKernel<LstmSequencePrimitive>, IReferenceKernel<LstmSequenceGradientPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<LstmSequencePrimitive, LstmSequence>(table);
        ReferenceKernel.Add<LstmSequenceGradientPrimitive, LstmSequence>(table);
    }

    public static void Run<T>(LstmSequencePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = (int)inputs[1][0], size = (int)inputs[1][1];
        T[] p = Elements.Read<T>(inputs[0]), lastH = Elements.Read<T>(inputs[1]), lastC = Elements.Read<T>(inputs[2]);
        T[] u = Elements.Read<T>(inputs[3]);
        T[]? bias = primitive.HasBias ? Elements.Read<T>(inputs[4]) : null;
        long[]? lengths = primitive.HasLengths ? Elements.ReadIndices(inputs[^1]) : null;
        T[] y = new T[p.Length / 4], cells = new T[y.Length], gates = new T[p.Length];
        for (int n = 0; n < samples; n++)
        {
            Span<T> h = lastH.AsSpan(n * size, size), c = lastC.AsSpan(n * size, size);
            foreach (int t in Steps.Order(lengths, n, inputs[0][0], primitive.IsReversed))
            {
                T[] a = Steps.Project(u, bias, h, 0, 4 * size);
                int row = (t * samples) + n;
                for (int j = 0; j < size; j++)
                {
                    int at = (row * 4 * size) + j;
                    T i = gates[at] = Steps.Sigmoid(p[at] + a[j]);
                    T f = gates[at + size] = Steps.Sigmoid(p[at + size] + a[j + size]);
                    T g = gates[at + (2 * size)] = T.Tanh(p[at + (2 * size)] + a[j + (2 * size)]);
                    T o = gates[at + (3 * size)] = Steps.Sigmoid(p[at + (3 * size)] + a[j + (3 * size)]);
                    c[j] = cells[(row * size) + j] = (f * c[j]) + (i * g);
                    h[j] = y[(row * size) + j] = o * T.Tanh(c[j]);
                }
            }
        }

        Elements.Write(outputs[0], y);
        Elements.Write(outputs[1], lastH);
        Elements.Write(outputs[2], lastC);
        if (!primitive.KeepsGates) return;
        Elements.Write(outputs[3], gates);
        Elements.Write(outputs[4], cells);
    }

    public static void Run<T>(
        LstmSequenceGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = (int)inputs[0][1], size = (int)inputs[0][2];
        T[] dy = Elements.Read<T>(inputs[0]), dLastH = Elements.Read<T>(inputs[1]), dLastC = Elements.Read<T>(inputs[2]);
        T[] y = Elements.Read<T>(inputs[3]), gates = Elements.Read<T>(inputs[4]), cells = Elements.Read<T>(inputs[5]);
        T[] initialH = Elements.Read<T>(inputs[6]), initialC = Elements.Read<T>(inputs[7]), u = Elements.Read<T>(inputs[8]);
        long[]? lengths = primitive.HasLengths ? Elements.ReadIndices(inputs[^1]) : null;
        T[] dp = new T[gates.Length], dInitialH = new T[initialH.Length], dInitialC = new T[initialC.Length];
        T[] du = new T[u.Length], db = new T[4 * size];
        for (int n = 0; n < samples; n++)
        {
            T[] dh = dLastH[(n * size)..((n + 1) * size)], dc = dLastC[(n * size)..((n + 1) * size)];
            int[] order = Steps.Order(lengths, n, inputs[0][0], primitive.IsReversed);
            for (int step = order.Length - 1; step >= 0; step--)
            {
                int row = (order[step] * samples) + n;
                int before = step == 0 ? n * size : ((order[step - 1] * samples) + n) * size;
                T[] hBefore = step == 0 ? initialH : y, cBefore = step == 0 ? initialC : cells;
                for (int j = 0; j < size; j++)
                {
                    int at = (row * 4 * size) + j;
                    T i = gates[at], f = gates[at + size], g = gates[at + (2 * size)], o = gates[at + (3 * size)];
                    T tanh = T.Tanh(cells[(row * size) + j]), down = dh[j] + dy[(row * size) + j];
                    dc[j] += down * o * (T.One - (tanh * tanh));
                    dp[at] = dc[j] * g * i * (T.One - i);
                    dp[at + size] = dc[j] * cBefore[before + j] * f * (T.One - f);
                    dp[at + (2 * size)] = dc[j] * i * (T.One - (g * g));
                    dp[at + (3 * size)] = down * tanh * o * (T.One - o);
                    dc[j] *= f;
                }

                dh = new T[size];
                Steps.Unproject(u, dp.AsSpan(row * 4 * size, 4 * size), hBefore.AsSpan(before, size), dh, du, db);
            }

            dh.CopyTo(dInitialH, n * size);
            dc.CopyTo(dInitialC, n * size);
        }

        Elements.Write(outputs[0], dp);
        Elements.Write(outputs[1], dInitialH);
        Elements.Write(outputs[2], dInitialC);
        Elements.Write(outputs[3], du);
        if (primitive.HasBias) Elements.Write(outputs[4], db);
    }
}
