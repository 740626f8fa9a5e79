namespace GpuNN.Backends.Reference;

/// <summary>Chooses the precision: float32 where an operand is float32 and none is float64, else float64, which
/// holds integers up to 2^53 exactly.</summary>
internal static class ReferenceKernel
{
    public static void Add<TPrimitive, TKernel>(PrimitiveTable<ReferenceBackend> table)
        where TPrimitive : Primitive
        where TKernel : IReferenceKernel<TPrimitive> =>
        table.Add<TPrimitive>(static (_, primitive, inputs, outputs) =>
        {
            if (IsSinglePrecision(inputs, outputs)) TKernel.Run<float>(primitive, inputs, outputs);
            else TKernel.Run<double>(primitive, inputs, outputs);
        });

    /// <summary>Whether the computation is done in float32.</summary>
    public static bool IsSinglePrecision(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        (Has(inputs, DType.Float32) || Has(outputs, DType.Float32))
        && !Has(inputs, DType.Float64) && !Has(outputs, DType.Float64);

    private static bool Has(ReadOnlySpan<BufferView> views, DType dtype)
    {
        foreach (BufferView view in views)
        {
            if (view.DType == dtype) return true;
        }

        return false;
    }
}
