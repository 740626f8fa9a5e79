namespace GpuNN.Files;

/// <summary>The state of a training in one file: tensors by name in sections (model, optimizer, ...) and strings beside
/// them. The file is a safetensors file whose metadata names this format and its version; it is written anew, flushed and
/// renamed, so that a crash at any byte leaves the old one whole.</summary>
public sealed class Checkpoint : IDisposable
{
    /// <summary>The version that is written. Older ones are read, newer ones refused.</summary>
    public const int Version = 1;

    private const string FormatKey = "format";
    private const string VersionKey = "version";
    private const string FormatName = "gpunn.checkpoint";

    private readonly SortedDictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly List<Tensor> _owned = [];

    /// <summary>The tensors, named <c>section.name</c>.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>Strings: counters, rates, what kind of optimiser it was.</summary>
    public IDictionary<string, string> Values { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Reads a file; its tensors live on the CPU until the result is disposed.</summary>
    /// <exception cref="MalformedFileException">The file is damaged, no checkpoint, or of a newer version.</exception>
    public static Checkpoint Load(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return Load(file, path);
    }

    /// <summary>Reads from a stream that can seek.</summary>
    /// <inheritdoc cref="Load(string)" path="/exception"/>
    public static Checkpoint Load(Stream stream, string name = "stream")
    {
        using SafetensorsFile file = SafetensorsFile.Open(stream, name);
        return Load(file, name);
    }

    /// <summary>Adds the tensors of a section; they are not copied, and stay their owner's.</summary>
    public void Add(string section, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        foreach (var (name, tensor) in tensors) _tensors.Add($"{section}.{name}", tensor);
    }

    /// <summary>The tensors of a section, by their names in it; empty where there is no such section.</summary>
    public IReadOnlyDictionary<string, Tensor> Section(string section)
    {
        string prefix = section + ".";
        return _tensors
            .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value, StringComparer.Ordinal);
    }

    /// <summary>Writes the file anew; the old one is replaced once the new one is whole and on the disk.</summary>
    public void Save(string path) => AtomicFile.Write(path, Save);

    /// <summary>Writes to a stream.</summary>
    public void Save(Stream stream)
    {
        var metadata = new SortedDictionary<string, string>(Values, StringComparer.Ordinal)
        {
            [FormatKey] = FormatName,
            [VersionKey] = $"{Version}",
        };
        SafetensorsFile.Save(stream, _tensors, metadata);
    }

    /// <summary>Frees the tensors that were read.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in _owned) tensor.Dispose();
        _owned.Clear();
    }

    private static Checkpoint Load(SafetensorsFile file, string name)
    {
        if (file.Metadata.GetValueOrDefault(FormatKey) is not FormatName)
            throw new MalformedFileException(
                name, "metadata", $"the format '{file.Metadata.GetValueOrDefault(FormatKey)}'", $"'{FormatName}'");
        string text = file.Metadata.GetValueOrDefault(VersionKey, string.Empty);
        if (!int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out int version) || version is < 1 or > Version)
            throw new MalformedFileException(name, "metadata", $"the version '{text}'", $"1 to {Version}");
        var checkpoint = new Checkpoint();
        try
        {
            foreach (string entry in file.Entries.Keys)
            {
                Tensor tensor = file.Load(entry, Device.Cpu).Keep();
                checkpoint._owned.Add(tensor);
                checkpoint._tensors.Add(entry, tensor);
            }
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }

        foreach (var (key, value) in file.Metadata)
        {
            if (key is not (FormatKey or VersionKey)) checkpoint.Values[key] = value;
        }

        return checkpoint;
    }
}
