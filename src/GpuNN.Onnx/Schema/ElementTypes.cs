namespace GpuNN.Onnx.Schema;

/// <summary>How ONNX's types are carried. The integers that tensors do not store are kept in the next wider type that they do;
/// results are wrapped to their own width.</summary>
internal static class ElementTypes
{
    /// <summary>The type of the tensor that carries it; null where none does.</summary>
    public static DType? Storage(ElementType type) => type switch
    {
        ElementType.Float => DType.Float32,
        ElementType.Double => DType.Float64,
        ElementType.Float16 => DType.Float16,
        ElementType.BFloat16 => DType.BFloat16,
        ElementType.Bool => DType.Bool,
        ElementType.UInt8 => DType.UInt8,
        ElementType.Int8 or ElementType.Int16 or ElementType.UInt16 or ElementType.Int32 => DType.Int32,
        ElementType.UInt32 or ElementType.Int64 or ElementType.UInt64 => DType.Int64,
        _ => null,
    };

    /// <summary>The type whose elements a tensor stores as they are.</summary>
    public static ElementType Of(DType dtype) => dtype switch
    {
        DType.Float32 => ElementType.Float,
        DType.Float64 => ElementType.Double,
        DType.Float16 => ElementType.Float16,
        DType.BFloat16 => ElementType.BFloat16,
        DType.Int32 => ElementType.Int32,
        DType.Int64 => ElementType.Int64,
        DType.UInt8 => ElementType.UInt8,
        _ => ElementType.Bool,
    };

    /// <summary>Bytes of an element in the file; 0 for one without a fixed size.</summary>
    public static int Size(ElementType type) => type switch
    {
        ElementType.Double or ElementType.Int64 or ElementType.UInt64 or ElementType.Complex64 => 8,
        ElementType.Float or ElementType.Int32 or ElementType.UInt32 => 4,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 or ElementType.UInt16 => 2,
        ElementType.UInt8 or ElementType.Int8 or ElementType.Bool => 1,
        ElementType.Complex128 => 16,
        _ => 0,
    };

    /// <summary>Whether the tensor that carries it is wider than it is.</summary>
    public static bool IsNarrow(ElementType type) =>
        type is ElementType.Int8 or ElementType.Int16 or ElementType.UInt16 or ElementType.UInt32;

    /// <summary>The number in the width of its type.</summary>
    public static long Wrap(ElementType type, long value) => unchecked(type switch
    {
        ElementType.Int8 => (sbyte)value,
        ElementType.Int16 => (short)value,
        ElementType.UInt16 => (ushort)value,
        ElementType.Int32 => (int)value,
        ElementType.UInt32 => (uint)value,
        ElementType.UInt8 => (byte)value,
        ElementType.Bool => value == 0 ? 0 : 1,
        _ => value,
    });
}
