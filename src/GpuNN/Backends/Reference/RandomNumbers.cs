using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Random numbers. Integers and uniform numbers are the same bits on every device, so they are made in float32
/// whatever the output's type; normal ones differ by the rounding of logarithm and cosine.</summary>
internal sealed class RandomNumbers : IReferenceKernel<NormalPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        table.Add<UniformPrimitive>(static (_, uniform, _, outputs) =>
        {
            var elements = new float[outputs[0].Count];
            float low = (float)uniform.Low, width = (float)(uniform.High - uniform.Low);
            for (int i = 0; i < elements.Length; i++)
            {
                float product = width * Philox.ToUniform(Philox.Block(uniform.Seed, uniform.Offset + (ulong)i).X);
                elements[i] = low + product;
            }

            Elements.Write(outputs[0], elements);
        });
        table.Add<RandomBitsPrimitive>(static (_, bits, _, outputs) =>
        {
            var elements = new long[outputs[0].Count];
            for (int i = 0; i < elements.Length; i++)
            {
                var (x, y, _, _) = Philox.Block(bits.Seed, bits.Offset + (ulong)i);
                elements[i] = ((long)(x & 0x7FFFFFFF) << 32) | y;
            }

            Elements.Write(outputs[0], elements);
        });
        ReferenceKernel.Add<NormalPrimitive, RandomNumbers>(table);
    }

    public static void Run<T>(NormalPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var elements = new T[outputs[0].Count];
        T mean = T.CreateChecked(primitive.Mean), deviation = T.CreateChecked(primitive.StandardDeviation);
        T two = T.CreateChecked(2), unit = T.CreateChecked(1.0 / (1 << 24));
        for (int i = 0; i < elements.Length; i++)
        {
            var (x, y, _, _) = Philox.Block(primitive.Seed, primitive.Offset + (ulong)i);
            T radius = T.Sqrt(-two * T.Log(T.CreateChecked((x >> 8) + 1) * unit));
            elements[i] = mean + (deviation * radius * T.Cos(T.Tau * (T.CreateChecked(y >> 8) * unit)));
        }

        Elements.Write(outputs[0], elements);
    }
}
