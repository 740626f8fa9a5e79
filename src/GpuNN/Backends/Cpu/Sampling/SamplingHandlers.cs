namespace GpuNN.Backends.Cpu.Sampling;

/// <summary>Random numbers and dropout on the CPU.</summary>
internal static unsafe class SamplingHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<UniformPrimitive>(
            static (_, p, _, outputs) => RandomNumbers.Uniform(
                p.Seed, p.Offset, (float)p.Low, (float)(p.High - p.Low), outputs[0].Count, outputs[0].Pointer<float>()),
            static (_, _, inputs, outputs) => HostOperands.SinglePrecision(inputs, outputs));
        table.Add<NormalPrimitive>(
            static (_, p, _, outputs) => RandomNumbers.Normal(
                p.Seed, p.Offset, (float)p.Mean, (float)p.StandardDeviation, outputs[0].Count, outputs[0].Pointer<float>()),
            static (_, _, inputs, outputs) => HostOperands.SinglePrecision(inputs, outputs));
        table.Add<RandomBitsPrimitive>(
            static (_, p, _, outputs) =>
                RandomNumbers.Bits(p.Seed, p.Offset, outputs[0].Count, outputs[0].Pointer<long>()),
            static (_, _, _, outputs) => HostOperands.AreAll(DType.Int64, outputs)
                ? Support.Yes
                : Support.No("it makes contiguous int64"));
        table.Add<DropoutPrimitive>(
            static (_, p, inputs, outputs) => Dropout.Run(
                inputs[0].Pointer<float>(),
                inputs[0].Count,
                p.Seed,
                p.Offset,
                p.Probability,
                p.RunLength,
                outputs[0].Pointer<float>()),
            static (_, _, inputs, outputs) => HostOperands.SinglePrecision(inputs, outputs));
    }
}
