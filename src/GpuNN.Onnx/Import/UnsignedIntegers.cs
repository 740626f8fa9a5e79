namespace GpuNN.Onnx.Import;

/// <summary>Numbers of uint64, which int64 carries: those from 2⁶³ on look negative. Sums and products wrap alike; what orders
/// or converts them comes here.</summary>
internal static class UnsignedIntegers
{
    private const double Half = 9223372036854775808.0;

    /// <summary>x − 2⁶³, wrapped: int64 orders the results as uint64 orders the numbers. It is its own inverse.</summary>
    public static Tensor Shift(Tensor x) => x.Add(Tensor.Full([], long.MinValue, DType.Int64, x.Device));

    /// <summary>The numbers as floating-point ones.</summary>
    public static Tensor ToFloat(Tensor x, DType dtype)
    {
        Tensor signed = x.Cast(DType.Float64);
        return x.Less(0).Where(signed.Affine(1, 2 * Half), signed).Cast(dtype);
    }

    /// <summary>Floating-point numbers from 0 to below 2⁶⁴, cut to whole ones.</summary>
    public static Tensor FromFloat(Tensor x)
    {
        Tensor wide = x.Cast(DType.Float64), isLarge = wide.GreaterOrEqual(Half);
        return isLarge.Where(Shift(wide.Affine(1, -Half).Cast(DType.Int64)), wide.MaskedFill(isLarge, 0).Cast(DType.Int64));
    }
}
