using System.Buffers.Binary;
using System.Text;

namespace GpuNN.Onnx.Wire;

/// <summary>Reads the fields of a protocol-buffer message one after the other. Nothing is copied: bytes are slices of the file,
/// and no length is believed before it is held against what is there.</summary>
internal ref struct WireReader
{
    private static readonly UTF8Encoding StrictText = new(false, throwOnInvalidBytes: true);

    private readonly string _file;
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;

    public WireReader(ReadOnlyMemory<byte> message, string file)
    {
        _memory = message;
        _bytes = message.Span;
        _file = file;
    }

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    private WireType Type { get; set; }

    /// <summary>Goes to the next field.</summary>
    /// <returns>False at the end of the message.</returns>
    public bool Next()
    {
        if (_position == _bytes.Length) return false;
        ulong tag = Varint();
        if (tag >> 3 is 0 or > 0x1FFFFFFF) throw Malformed($"the field number {tag >> 3}", "1 to 2²⁹ − 1");
        Field = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        return Type is WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32
            ? true
            : throw Malformed($"wire type {tag & 7} of field {Field}", "0, 1, 2 or 5");
    }

    /// <summary>Passes over the field.</summary>
    public void Skip()
    {
        switch (Type)
        {
            case WireType.Varint: Varint(); break;
            case WireType.Fixed64: Take(8); break;
            case WireType.Fixed32: Take(4); break;
            default: Block(); break;
        }
    }

    /// <summary>An integer.</summary>
    public long Integer()
    {
        Expect(WireType.Varint);
        return unchecked((long)Varint());
    }

    /// <summary>An integer that has a place in 32 bits.</summary>
    public int SmallInteger()
    {
        long value = Integer();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Malformed($"{value} in field {Field}", "a number of 32 bits");
    }

    /// <summary>A float32.</summary>
    public float Float()
    {
        Expect(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(4));
    }

    /// <summary>Bytes, in place.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        Expect(WireType.Bytes);
        int length = Block().Length;
        return _memory.Slice(_position - length, length);
    }

    /// <summary>Text in UTF-8.</summary>
    public string Text()
    {
        try
        {
            return StrictText.GetString(Bytes().Span);
        }
        catch (DecoderFallbackException exception)
        {
            throw new MalformedFileException(_file, $"field {Field}", "bytes that are no UTF-8", "text", exception);
        }
    }

    /// <summary>Integers of a repeated field, packed or one at a time.</summary>
    public void Integers(List<long> values)
    {
        if (Type == WireType.Varint)
        {
            values.Add(unchecked((long)Varint()));
            return;
        }

        var packed = new WireReader(Bytes(), _file) { Field = Field };
        while (packed._position < packed._bytes.Length) values.Add(unchecked((long)packed.Varint()));
    }

    /// <summary>Float32 numbers of a repeated field, packed or one at a time.</summary>
    public void Floats(List<float> values)
    {
        if (Type == WireType.Fixed32)
        {
            values.Add(Float());
            return;
        }

        ReadOnlySpan<byte> packed = Bytes().Span;
        if (packed.Length % 4 != 0) throw Malformed($"{packed.Length} bytes in field {Field}", "a multiple of 4");
        for (int start = 0; start < packed.Length; start += 4) values.Add(BinaryPrimitives.ReadSingleLittleEndian(packed[start..]));
    }

    /// <summary>Float64 numbers of a repeated field, packed or one at a time.</summary>
    public void Doubles(List<double> values)
    {
        if (Type == WireType.Fixed64)
        {
            values.Add(BinaryPrimitives.ReadDoubleLittleEndian(Take(8)));
            return;
        }

        ReadOnlySpan<byte> packed = Bytes().Span;
        if (packed.Length % 8 != 0) throw Malformed($"{packed.Length} bytes in field {Field}", "a multiple of 8");
        for (int start = 0; start < packed.Length; start += 8) values.Add(BinaryPrimitives.ReadDoubleLittleEndian(packed[start..]));
    }

    /// <summary>An error at this place.</summary>
    public readonly MalformedFileException Malformed(string found, string expected) =>
        new(_file, FormattableString.Invariant($"byte {_position} of a message"), found, expected);

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_position == _bytes.Length) throw Malformed("the end", "the rest of a number");
            byte next = _bytes[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw Malformed("a number of more than ten bytes", "one of 64 bits");
    }

    private ReadOnlySpan<byte> Block()
    {
        ulong length = Varint();
        return length <= (ulong)(_bytes.Length - _position)
            ? Take((int)length)
            : throw Malformed($"a length of {length}", $"at most the {_bytes.Length - _position} bytes that are left");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _position) throw Malformed("the end", $"{count} more bytes");
        ReadOnlySpan<byte> taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }

    private readonly void Expect(WireType type)
    {
        if (Type != type) throw Malformed($"field {Field} as {Type}", $"{type}");
    }
}
