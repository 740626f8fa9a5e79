using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Uniform numbers, drawn in float32 and converted.</summary>
internal static class UniformOperator
{
    public static void Register(PrimitiveTable<GpuBackend> table) =>
        table.Add<UniformPrimitive>(
            static (backend, uniform, _, outputs) => Run(backend, uniform, outputs[0]),
            static (backend, _, inputs, outputs) =>
                outputs[0].DType == DType.Float64 && !backend.HasFloat64
                    ? Support.No($"{backend.Name} has no float64")
                    : GpuLimits.Check(inputs, outputs));

    private static void Run(GpuBackend backend, UniformPrimitive uniform, BufferView output)
    {
        var rented = new List<GpuBuffer>();
        bool isDirect = output.DType == DType.Float32 && output.IsContiguous;
        BufferView numbers = isDirect ? output : backend.RentView(DType.Float32, output.Shape, rented);
        backend.Kernels.Get(static kernels => new Uniform(kernels)).Launch(
            numbers.Elements<float>(),
            numbers.Size(),
            uniform.Seed,
            uniform.Offset,
            (float)uniform.Low,
            (float)(uniform.High - uniform.Low));
        if (!isDirect) CopyOperator.Run(backend, numbers, output);
        backend.Return(rented);
    }
}
