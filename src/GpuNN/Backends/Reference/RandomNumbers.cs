namespace GpuNN.Backends.Reference;

/// <summary>Random numbers; in float32 whatever the output's type, since they are the same bits on every device.</summary>
internal static class RandomNumbers
{
    public static void Register(PrimitiveTable<ReferenceBackend> table) =>
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
}
