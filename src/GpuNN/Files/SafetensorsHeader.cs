using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace GpuNN.Files;

/// <summary>The header of a safetensors file: 8 bytes of length, then JSON of names, types, shapes and places. Nothing in it
/// is believed before it is checked against the file's size.</summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The format's own limit.</summary>
    private const long MaximumBytes = 100_000_000;

    private readonly string _file;
    private readonly long _dataBytes;

    private SafetensorsHeader(string file, long dataBytes)
    {
        _file = file;
        _dataBytes = dataBytes;
    }

    public Dictionary<string, SafetensorsEntry> Entries { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public long DataStart { get; private init; }

    public static SafetensorsHeader Read(Stream stream, string file)
    {
        long total = stream.Length;
        if (total < 8) throw new MalformedFileException(file, "byte 0", $"{total} bytes", "at least the 8 bytes of the header's length");
        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaximumBytes || length > (ulong)(total - 8))
            throw new MalformedFileException(
                file, "byte 0", $"a header of {length} bytes", $"at most {Math.Min(MaximumBytes, total - 8)}, as the file has {total}");
        byte[] text = new byte[length];
        stream.ReadExactly(text);
        var header = new SafetensorsHeader(file, total - 8 - (long)length) { DataStart = 8 + (long)length };
        try
        {
            header.Parse(text);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or DecoderFallbackException)
        {
            throw new MalformedFileException(file, "header", exception.Message, "JSON of tensors", exception);
        }

        header.CheckPlaces();
        return header;
    }

    private void Parse(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 4 });
        Expect(ref reader, JsonTokenType.StartObject, "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (name == "__metadata__") ParseMetadata(ref reader);
            else if (!Entries.TryAdd(name, ParseEntry(ref reader, name)))
                throw new MalformedFileException(_file, $"tensor '{name}'", "the name twice", "names that differ");
        }

        if (reader.TokenType != JsonTokenType.EndObject)
            throw new MalformedFileException(_file, $"header byte {reader.TokenStartIndex}", $"{reader.TokenType}", "the end of the object");
        if (reader.Read())
            throw new MalformedFileException(_file, $"header byte {reader.TokenStartIndex}", "more text", "the end of the header");
    }

    private void ParseMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "an object of strings");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            Expect(ref reader, JsonTokenType.String, "a string");
            Metadata[key] = reader.GetString()!;
        }
    }

    private SafetensorsEntry ParseEntry(ref Utf8JsonReader reader, string name)
    {
        string? type = null;
        Shape? shape = null;
        long[]? offsets = null;
        Expect(ref reader, JsonTokenType.StartObject, "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (reader.GetString())
            {
                case "dtype":
                    Expect(ref reader, JsonTokenType.String, "a type");
                    type = reader.GetString()!;
                    break;
                case "shape":
                    shape = CheckedShape(ParseNumbers(ref reader), name);
                    break;
                case "data_offsets":
                    offsets = ParseNumbers(ref reader);
                    break;
                default:
                    throw new MalformedFileException(
                        _file, $"tensor '{name}'", $"the field '{reader.GetString()}'", "dtype, shape and data_offsets");
            }
        }

        if (type is null || shape is not { } extents || offsets is not [var start, var end])
            throw new MalformedFileException(_file, $"tensor '{name}'", "a field missing", "dtype, shape and two data_offsets");
        int size = SafetensorsTypes.Size(type);
        if (size == 0) throw new MalformedFileException(_file, $"tensor '{name}'", $"the type '{type}'", "a known type");
        if (start < 0 || end < start || end > _dataBytes || end - start != extents.Count * size)
            throw new MalformedFileException(
                _file,
                $"tensor '{name}'",
                $"data_offsets [{start}, {end}]",
                $"{extents.Count * size} bytes for {type}{extents}, inside the {_dataBytes} bytes of data");
        return new(name, type, extents, start, end);
    }

    private Shape CheckedShape(long[] extents, string name)
    {
        try
        {
            return Shape.Create(extents);
        }
        catch (ShapeMismatchException exception)
        {
            throw new MalformedFileException(_file, $"tensor '{name}'", exception.Found, exception.Expected, exception);
        }
    }

    private long[] ParseNumbers(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray, "an array of numbers");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number) numbers.Add(reader.GetInt64());
        if (reader.TokenType != JsonTokenType.EndArray)
            throw new MalformedFileException(_file, $"header byte {reader.TokenStartIndex}", $"{reader.TokenType}", "a number");
        return [.. numbers];
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType type, string expected)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw new MalformedFileException(_file, $"header byte {reader.TokenStartIndex}", $"{reader.TokenType}", expected);
    }

    /// <summary>The format has neither holes nor overlaps: tensors lie one behind the other and fill the file.</summary>
    private void CheckPlaces()
    {
        long next = 0;
        foreach (SafetensorsEntry entry in Entries.Values.OrderBy(entry => entry.Start).ThenBy(entry => entry.End))
        {
            if (entry.Start != next)
                throw new MalformedFileException(_file, $"tensor '{entry.Name}'", $"a start at {entry.Start}", $"{next}, where the one before it ends");
            next = entry.End;
        }

        if (next != _dataBytes)
            throw new MalformedFileException(_file, "data", $"{_dataBytes} bytes", $"{next}, where the last tensor ends");
    }
}
