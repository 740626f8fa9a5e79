namespace GpuNN.Onnx.Wire;

/// <summary>How a field of a protocol-buffer message is written.</summary>
internal enum WireType : byte
{
    /// <summary>A number in groups of seven bits.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length, then as many bytes.</summary>
    Bytes = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
