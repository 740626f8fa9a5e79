namespace GpuNN.Files;

/// <summary>The types of the safetensors format.</summary>
internal static class SafetensorsTypes
{
    public static string Name(DType dtype) => dtype switch
    {
        DType.Float32 => "F32",
        DType.Float64 => "F64",
        DType.Float16 => "F16",
        DType.BFloat16 => "BF16",
        DType.Int32 => "I32",
        DType.Int64 => "I64",
        DType.UInt8 => "U8",
        _ => "BOOL",
    };

    /// <summary>Bytes of an element; 0 for a type that is not known.</summary>
    public static int Size(string type) => type switch
    {
        "F64" or "I64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "U8" or "I8" or "BOOL" => 1,
        _ => 0,
    };

    public static DType Loaded(string type) => type switch
    {
        "F32" => DType.Float32,
        "F64" => DType.Float64,
        "F16" => DType.Float16,
        "BF16" => DType.BFloat16,
        "I64" or "U32" => DType.Int64,
        "U8" => DType.UInt8,
        "BOOL" => DType.Bool,
        _ => DType.Int32,
    };

    /// <summary>Whether elements are stored as they are loaded.</summary>
    public static bool IsStoredAsLoaded(string type) => Size(type) == Loaded(type).Size();
}
