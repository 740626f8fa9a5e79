using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>o = softmax(α·q·kᵀ, masked)·v, query by query, and its gradient.</summary>
internal sealed class Attention : IReferenceKernel<AttentionPrimitive>, IReferenceKernel<AttentionGradientPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<AttentionPrimitive, Attention>(table);
        ReferenceKernel.Add<AttentionGradientPrimitive, Attention>(table);
    }

    public static void Run<T>(AttentionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int queries = (int)inputs[0][1], keys = (int)inputs[1][1], size = (int)inputs[2][2];
        T[] scores = Scores<T>(primitive, inputs[0], inputs[1], inputs.Length > 3 ? inputs[3] : null);
        T[] v = Elements.Read<T>(inputs[2]), o = new T[outputs[0].Count], logSums = new T[outputs[1].Count];
        for (int row = 0; row < logSums.Length; row++)
        {
            ReadOnlySpan<T> line = scores.AsSpan(row * keys, keys);
            T maximum = T.NegativeInfinity, sum = T.Zero;
            foreach (T score in line) maximum = T.Max(maximum, score);
            foreach (T score in line) sum += T.Exp(score - maximum);
            logSums[row] = maximum + T.Log(sum);
            for (int j = 0; j < keys; j++)
            {
                T weight = T.Exp(line[j] - maximum) / sum;
                for (int e = 0; e < size; e++) o[(row * size) + e] += weight * v[(((row / queries * keys) + j) * size) + e];
            }
        }

        Elements.Write(outputs[0], o);
        Elements.Write(outputs[1], logSums);
    }

    public static void Run<T>(
        AttentionGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int queries = (int)inputs[1][1], keys = (int)inputs[2][1], inner = (int)inputs[1][2], size = (int)inputs[3][2];
        var forward = new AttentionPrimitive(primitive.Scale, primitive.IsCausal, primitive.Mask);
        T[] scores = Scores<T>(forward, inputs[1], inputs[2], inputs.Length > 6 ? inputs[6] : null);
        T[] d = Elements.Read<T>(inputs[0]), q = Elements.Read<T>(inputs[1]), k = Elements.Read<T>(inputs[2]);
        T[] v = Elements.Read<T>(inputs[3]), o = Elements.Read<T>(inputs[4]), logSums = Elements.Read<T>(inputs[5]);
        T[] dq = new T[q.Length], dk = new T[k.Length], dv = new T[v.Length];
        T alpha = T.CreateChecked(primitive.Scale);
        for (int row = 0; row < logSums.Length; row++)
        {
            T share = T.Zero;
            for (int e = 0; e < size; e++) share += d[(row * size) + e] * o[(row * size) + e];
            for (int j = 0; j < keys; j++)
            {
                int key = (row / queries * keys) + j;
                T weight = T.Exp(scores[(row * keys) + j] - logSums[row]), slope = -share;
                for (int e = 0; e < size; e++)
                {
                    slope += d[(row * size) + e] * v[(key * size) + e];
                    dv[(key * size) + e] += weight * d[(row * size) + e];
                }

                for (int e = 0; e < inner; e++)
                {
                    dq[(row * inner) + e] += alpha * weight * slope * k[(key * inner) + e];
                    dk[(key * inner) + e] += alpha * weight * slope * q[(row * inner) + e];
                }
            }
        }

        Elements.Write(outputs[0], dq);
        Elements.Write(outputs[1], dk);
        Elements.Write(outputs[2], dv);
    }

    private static T[] Scores<T>(AttentionPrimitive primitive, BufferView query, BufferView key, BufferView? mask)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int queries = (int)query[1], keys = (int)key[1], inner = (int)query[2];
        T[] q = Elements.Read<T>(query), k = Elements.Read<T>(key), scores = new T[query[0] * queries * keys];
        T[]? added = mask is null ? null : Elements.Read<T>(mask);
        for (int i = 0; i < scores.Length; i++)
        {
            int row = i / keys, column = i % keys;
            for (int e = 0; e < inner; e++) scores[i] += q[(row * inner) + e] * k[(((row / queries * keys) + column) * inner) + e];
            scores[i] *= T.CreateChecked(primitive.Scale);
            if (primitive.Mask == AttentionMask.Added) scores[i] += added![i];
            bool isForbidden = primitive.Mask == AttentionMask.Allowed && T.IsZero(added![i]);
            if (isForbidden || (primitive.IsCausal && column > row % queries)) scores[i] = T.NegativeInfinity;
        }

        return scores;
    }
}
