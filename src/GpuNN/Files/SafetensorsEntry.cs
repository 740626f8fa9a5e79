namespace GpuNN.Files;

/// <summary>A tensor in a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as the file has it: F32, BF16, I64, ...</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Start">Its first byte, from the end of the header.</param>
/// <param name="End">The byte behind its last.</param>
public sealed record SafetensorsEntry(string Name, string Type, Shape Shape, long Start, long End)
{
    /// <summary>The type of the tensor that <see cref="SafetensorsFile.Load"/> makes of it; int8, int16 and uint16 become
    /// int32, uint32 becomes int64.</summary>
    public DType DType => SafetensorsTypes.Loaded(Type);
}
