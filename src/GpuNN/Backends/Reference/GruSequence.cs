using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>h[t] = (1 − z)∘n + z∘h[t−1], with the reset gate after or before the product with U₂, and back-propagation
/// through time.</summary>
internal sealed class GruSequence : IReferenceKernel<GruSequencePrimitive>, IReferenceKernel<GruSequenceGradientPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<GruSequencePrimitive, GruSequence>(table);
        ReferenceKernel.Add<GruSequenceGradientPrimitive, GruSequence>(table);
    }

    public static void Run<T>(GruSequencePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = (int)inputs[1][0], size = (int)inputs[1][1];
        T[] p = Elements.Read<T>(inputs[0]), last = Elements.Read<T>(inputs[1]), u = Elements.Read<T>(inputs[2]);
        T[]? bias = primitive.HasBias ? Elements.Read<T>(inputs[3]) : null;
        long[]? lengths = primitive.HasLengths ? Elements.ReadIndices(inputs[^1]) : null;
        T[] y = new T[p.Length / 3], gates = new T[p.Length], q = new T[y.Length];
        for (int n = 0; n < samples; n++)
        {
            Span<T> h = last.AsSpan(n * size, size);
            foreach (int t in Steps.Order(lengths, n, inputs[0][0], primitive.IsReversed))
            {
                int row = (t * samples) + n, at = row * 3 * size;
                T[] a = Steps.Project(u, bias, h, 0, 2 * size);
                for (int j = 0; j < 2 * size; j++) gates[at + j] = Steps.Sigmoid(p[at + j] + a[j]);
                Span<T> r = gates.AsSpan(at, size), z = gates.AsSpan(at + size, size), kept = q.AsSpan(row * size, size);
                if (primitive.ResetsAfter) Steps.Project(u, bias, h, 2 * size, size).CopyTo(kept);
                else for (int j = 0; j < size; j++) kept[j] = r[j] * h[j];
                T[] candidate = primitive.ResetsAfter ? kept.ToArray() : Steps.Project<T>(u, bias, kept, 2 * size, size);
                for (int j = 0; j < size; j++)
                {
                    T inner = primitive.ResetsAfter ? r[j] * candidate[j] : candidate[j];
                    T fresh = gates[at + (2 * size) + j] = T.Tanh(p[at + (2 * size) + j] + inner);
                    h[j] = y[(row * size) + j] = ((T.One - z[j]) * fresh) + (z[j] * h[j]);
                }
            }
        }

        Elements.Write(outputs[0], y);
        Elements.Write(outputs[1], last);
        if (!primitive.KeepsGates) return;
        Elements.Write(outputs[2], gates);
        Elements.Write(outputs[3], q);
    }

    public static void Run<T>(
        GruSequenceGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = (int)inputs[0][1], size = (int)inputs[0][2];
        T[] dy = Elements.Read<T>(inputs[0]), dLast = Elements.Read<T>(inputs[1]), y = Elements.Read<T>(inputs[2]);
        T[] gates = Elements.Read<T>(inputs[3]), kept = Elements.Read<T>(inputs[4]);
        T[] initial = Elements.Read<T>(inputs[5]), u = Elements.Read<T>(inputs[6]);
        long[]? lengths = primitive.HasLengths ? Elements.ReadIndices(inputs[^1]) : null;
        T[] dp = new T[gates.Length], dInitial = new T[initial.Length], du = new T[u.Length], db = new T[3 * size];
        for (int n = 0; n < samples; n++)
        {
            T[] down = dLast[(n * size)..((n + 1) * size)];
            int[] order = Steps.Order(lengths, n, inputs[0][0], primitive.IsReversed);
            for (int step = order.Length - 1; step >= 0; step--)
            {
                int row = (order[step] * samples) + n, at = row * 3 * size;
                ReadOnlySpan<T> h = step == 0
                    ? initial.AsSpan(n * size, size)
                    : y.AsSpan(((order[step - 1] * samples) + n) * size, size);
                ReadOnlySpan<T> r = gates.AsSpan(at, size), z = gates.AsSpan(at + size, size), fresh = gates.AsSpan(at + (2 * size), size);
                ReadOnlySpan<T> q = kept.AsSpan(row * size, size);
                Span<T> dr = dp.AsSpan(at, size), dz = dp.AsSpan(at + size, size), dn = dp.AsSpan(at + (2 * size), size);
                T[] dh = new T[size], product = new T[size], dq = new T[size];
                for (int j = 0; j < size; j++)
                {
                    T total = down[j] + dy[(row * size) + j];
                    dz[j] = total * (h[j] - fresh[j]) * z[j] * (T.One - z[j]);
                    dn[j] = total * (T.One - z[j]) * (T.One - (fresh[j] * fresh[j]));
                    dh[j] = total * z[j];
                    product[j] = primitive.ResetsAfter ? dn[j] * r[j] : dn[j];
                }

                Steps.Unproject(u, product, primitive.ResetsAfter ? h : q, primitive.ResetsAfter ? dh : dq, du, db, 2 * size);
                for (int j = 0; j < size; j++)
                {
                    dr[j] = (primitive.ResetsAfter ? dn[j] * q[j] : dq[j] * h[j]) * r[j] * (T.One - r[j]);
                    dh[j] += dq[j] * r[j];
                }

                Steps.Unproject(u, dp.AsSpan(at, 2 * size), h, dh, du, db);
                down = dh;
            }

            down.CopyTo(dInitial, n * size);
        }

        Elements.Write(outputs[0], dp);
        Elements.Write(outputs[1], dInitial);
        Elements.Write(outputs[2], du);
        if (primitive.HasBias) Elements.Write(outputs[3], db);
    }
}
