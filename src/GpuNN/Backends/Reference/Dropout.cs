using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Inverted dropout by the uniform numbers of <see cref="Philox"/>.</summary>
internal sealed class Dropout : IReferenceKernel<DropoutPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table) =>
        ReferenceKernel.Add<DropoutPrimitive, Dropout>(table);

    public static void Run<T>(DropoutPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[0]);
        T scale = T.CreateChecked(1 / (1 - primitive.Probability));
        for (int i = 0; i < x.Length; i++)
        {
            ulong counter = primitive.Offset + ((ulong)i / (ulong)primitive.RunLength);
            bool isKept = Philox.ToUniform(Philox.Block(primitive.Seed, counter).X) >= (float)primitive.Probability;
            x[i] = isKept ? x[i] * scale : T.Zero;
        }

        Elements.Write(outputs[0], x);
    }
}
