using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Rows by index, and the sum of what comes back for each.</summary>
internal sealed class Embedding : IReferenceKernel<EmbeddingPrimitive>, IReferenceKernel<EmbeddingGradientPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<EmbeddingPrimitive, Embedding>(table);
        ReferenceKernel.Add<EmbeddingGradientPrimitive, Embedding>(table);
    }

    public static void Run<T>(EmbeddingPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] w = Elements.Read<T>(inputs[0]), y = new T[outputs[0].Count];
        long[] indices = Elements.ReadIndices(inputs[1]);
        int size = (int)inputs[0][1];
        for (int i = 0; i < y.Length; i++)
            y[i] = w[(Indexing.Check("Embedding", indices[i / size], inputs[0][0]) * size) + (i % size)];
        Elements.Write(outputs[0], y);
    }

    public static void Run<T>(
        EmbeddingGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] dy = Elements.Read<T>(inputs[0]), dw = new T[outputs[0].Count];
        long[] indices = Elements.ReadIndices(inputs[1]);
        int size = (int)inputs[0][1];
        for (int i = 0; i < dy.Length; i++)
        {
            int row = Indexing.Check("EmbeddingGradient", indices[i / size], outputs[0][0]);
            if (row != primitive.PaddingIndex) dw[(row * size) + (i % size)] += dy[i];
        }

        Elements.Write(outputs[0], dw);
    }
}
