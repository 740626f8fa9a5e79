using System.Globalization;
using System.Numerics;
using System.Text;

namespace GpuNN.Backends.Gpu;

/// <summary>What a measured choice holds for: the primitive, and the class of its operands. A class keeps the type, the order in
/// which an operand lies, the alignment of its lines up to 16 bytes, and its extents to three binary digits: 513 and 640 are one
/// class, so that batches of changing length do not tune for ever.</summary>
internal static class TuningKey
{
    private const int ExactExtents = 32, Digits = 3, Vector = 16;

    /// <summary>The key in words.</summary>
    public static string Of(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        var key = new StringBuilder(primitive.Name).Append(CultureInfo.InvariantCulture, $" {Traits(primitive)}");
        foreach (BufferView view in inputs) Append(key, view);
        key.Append(" ->");
        foreach (BufferView view in outputs) Append(key, view);
        return key.ToString();
    }

    /// <summary>An extent as its class has it: rounded up.</summary>
    public static long ClassOf(long extent)
    {
        if (extent <= ExactExtents) return extent;
        int dropped = BitOperations.Log2((ulong)extent) + 1 - Digits;
        return (extent + (1L << dropped) - 1) >> dropped << dropped;
    }

    private static void Append(StringBuilder key, BufferView view)
    {
        key.Append(CultureInfo.InvariantCulture, $" {view.DType}[");
        long offsets = view.Offset | Vector;
        for (int axis = 0; axis < view.Rank; axis++)
        {
            long stride = view.Strides[axis];
            char step = stride switch { 0 => '*', 1 => 'u', _ => 's' };
            if (stride != 1 && view[axis] > 1) offsets |= stride;
            if (stride == 1) offsets |= view[axis];
            key.Append(CultureInfo.InvariantCulture, $"{ClassOf(view[axis])}{step}");
        }

        key.Append(CultureInfo.InvariantCulture, $"]@{1 << BitOperations.TrailingZeroCount(offsets)}");
    }

    /// <summary>What beside the operands decides how a primitive runs.</summary>
    private static string Traits(Primitive primitive) => primitive switch
    {
        MatrixMultiplyPrimitive => TensorFloat.IsAllowed ? "tf32" : "",
        ConvolutionPrimitive p => Traits(p.Geometry),
        ConvolutionDataGradientPrimitive p => Traits(p.Geometry),
        ConvolutionWeightGradientPrimitive p => Traits(p.Geometry),
        ReducePrimitive p => string.Create(CultureInfo.InvariantCulture, $"{p.Axes}"),
        IndexAddPrimitive p => string.Create(CultureInfo.InvariantCulture, $"{p.Axis}"),
        ScatterAddPrimitive p => string.Create(CultureInfo.InvariantCulture, $"{p.Axis}"),
        SoftmaxPrimitive p => string.Create(CultureInfo.InvariantCulture, $"{p.Axis}"),
        SoftmaxGradientPrimitive p => string.Create(CultureInfo.InvariantCulture, $"{p.Axis}"),
        ArgReducePrimitive p => string.Create(CultureInfo.InvariantCulture, $"{p.Axis}"),
        CumulativeSumPrimitive p => string.Create(CultureInfo.InvariantCulture, $"{p.Axis}"),
        SortPrimitive p => string.Create(CultureInfo.InvariantCulture, $"{p.Axis}"),
        AttentionPrimitive p => p.IsCausal ? "causal" : "",
        AttentionGradientPrimitive p => p.IsCausal ? "causal" : "",
        _ => "",
    };

    private static string Traits(in ConvolutionGeometry geometry) => string.Create(
        CultureInfo.InvariantCulture,
        $"groups {geometry.Groups} kernel {geometry.Kernel} stride {geometry.Stride} padding {geometry.PaddingLow} {geometry.PaddingHigh} dilation {geometry.Dilation}");
}
