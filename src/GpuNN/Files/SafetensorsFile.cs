using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using GpuNN.Backends;
using GpuNN.Memory;

namespace GpuNN.Files;

/// <summary>A safetensors file, open for reading. Only the header is read at once; a tensor's bytes go straight to its
/// device when it is loaded.</summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly Stream _stream;
    private readonly string _file;
    private readonly SafetensorsHeader _header;
    private readonly FileMapping? _mapping;
    private readonly Lock _lock = new();

    private SafetensorsFile(Stream stream, string file, FileMapping? mapping = null)
    {
        _stream = stream;
        _mapping = mapping;
        _file = file;
        _header = SafetensorsHeader.Read(stream, file);
    }

    /// <summary>The tensors, by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => _header.Entries;

    /// <summary>The strings that the writer put beside them.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file.</summary>
    /// <exception cref="MalformedFileException">It is no safetensors file, or a damaged one.</exception>
    public static SafetensorsFile Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            return new(stream, path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file whose tensors on the CPU are its pages: nothing is copied, what is never touched is never read,
    /// and processes share it. Changing such a tensor in place changes the tensor, not the file. The tensors may outlive
    /// this object; the file must not be shortened while they live.</summary>
    /// <exception cref="MalformedFileException">It is no safetensors file, or a damaged one.</exception>
    public static SafetensorsFile OpenMapped(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        FileMapping? mapping = null;
        try
        {
            if (stream.Length > 0) mapping = new FileMapping(stream);
            return new(stream, path, mapping);
        }
        catch
        {
            mapping?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Opens a stream that can seek; it is disposed together with the result.</summary>
    /// <exception cref="MalformedFileException">It is no safetensors file, or a damaged one.</exception>
    public static SafetensorsFile Open(Stream stream, string name = "stream") => new(stream, name);

    /// <summary>Writes tensors, in the order of their names, into a new file that replaces the old one whole.</summary>
    public static void Save(
        string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Save(stream, tensors, metadata));

    /// <summary>Writes tensors, in the order of their names.</summary>
    public static void Save(
        Stream stream, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        KeyValuePair<string, Tensor>[] ordered = [.. tensors.OrderBy(entry => entry.Key, StringComparer.Ordinal)];
        byte[] header = Header(ordered, metadata);
        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (var (_, tensor) in ordered) TensorTransfer.Write(tensor, stream);
    }

    /// <summary>Loads a tensor onto a device.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this name.</exception>
    public Tensor Load(string name, Device? device = null)
    {
        if (!_header.Entries.TryGetValue(name, out SafetensorsEntry? entry))
            throw new KeyNotFoundException($"{_file} has no tensor '{name}'; it has {string.Join(", ", _header.Entries.Keys.Take(20))}");
        Device place = device ?? Device.Default;
        if (_mapping is not null && CanBeMapped(entry, place))
        {
            DeviceBuffer buffer = _mapping.Part(_header.DataStart + entry.Start, entry.End - entry.Start);
            return new Tensor(
                new TensorStorage(place, buffer, nameof(OpenMapped), isBorrowed: true), entry.DType, entry.Shape, Strides.Contiguous(entry.Shape), offset: 0);
        }

        lock (_lock)
        {
            _stream.Position = _header.DataStart + entry.Start;
            return SafetensorsTypes.IsStoredAsLoaded(entry.Type)
                ? TensorTransfer.Read(_stream, entry.Shape, entry.DType, place)
                : LoadWidened(entry, place);
        }
    }

    /// <summary>Loads all tensors onto a device.</summary>
    public Dictionary<string, Tensor> LoadAll(Device? device = null) =>
        Entries.Keys.ToDictionary(name => name, name => Load(name, device), StringComparer.Ordinal);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _mapping?.Dispose();
        _stream.Dispose();
    }

    private bool CanBeMapped(SafetensorsEntry entry, Device place) =>
        place.Backend is HostBackend
        && SafetensorsTypes.IsStoredAsLoaded(entry.Type)
        && entry.Shape.Count > 0
        && (_header.DataStart + entry.Start) % entry.DType.Size() == 0;

    private Tensor LoadWidened(SafetensorsEntry entry, Device device)
    {
        byte[] bytes = new byte[entry.End - entry.Start];
        _stream.ReadExactly(bytes);
        return entry.Type switch
        {
            "I8" => Tensor.From(Array.ConvertAll(bytes, value => (int)(sbyte)value), entry.Shape, device),
            "I16" => Tensor.From(Widen<short, int>(bytes, value => value), entry.Shape, device),
            "U16" => Tensor.From(Widen<ushort, int>(bytes, value => value), entry.Shape, device),
            _ => Tensor.From(Widen<uint, long>(bytes, value => value), entry.Shape, device),
        };
    }

    private static TTo[] Widen<TFrom, TTo>(byte[] bytes, Converter<TFrom, TTo> convert)
        where TFrom : unmanaged => Array.ConvertAll(MemoryMarshal.Cast<byte, TFrom>(bytes).ToArray(), convert);

    private static byte[] Header(KeyValuePair<string, Tensor>[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                writer.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata) writer.WriteString(key, value);
                writer.WriteEndObject();
            }

            long start = 0;
            foreach (var (name, tensor) in tensors)
            {
                long end = start + (tensor.Count * tensor.DType.Size());
                writer.WriteStartObject(name);
                writer.WriteString("dtype", SafetensorsTypes.Name(tensor.DType));
                WriteNumbers(writer, "shape", tensor.Shape.ToArray());
                WriteNumbers(writer, "data_offsets", [start, end]);
                writer.WriteEndObject();
                start = end;
            }

            writer.WriteEndObject();
        }

        // Tensors start at a multiple of 8 bytes; the format pads with spaces.
        while ((text.Length & 7) != 0) text.WriteByte((byte)' ');
        return text.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, long[] numbers)
    {
        writer.WriteStartArray(name);
        foreach (long number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
