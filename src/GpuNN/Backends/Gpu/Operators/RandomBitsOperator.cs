using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Random integers of 63 bits.</summary>
internal static class RandomBitsOperator
{
    public static void Register(PrimitiveTable<GpuBackend> table) =>
        table.Add<RandomBitsPrimitive>(
            static (backend, bits, _, outputs) =>
                backend.Kernels.Get(static kernels => new RandomBits(kernels))
                    .Launch(outputs[0].Elements<long>(), outputs[0].Size(), bits.Seed, bits.Offset),
            static (backend, _, inputs, outputs) => outputs[0].DType != DType.Int64
                ? Support.No($"random bits are int64, not {outputs[0].DType}")
                : GpuLimits.Check(inputs, outputs));
}
