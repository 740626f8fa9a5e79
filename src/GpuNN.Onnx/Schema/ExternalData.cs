using System.Globalization;

namespace GpuNN.Onnx.Schema;

/// <summary>Elements in a file beside the model. The place is the model's word, so it is held inside the model's folder, links
/// included.</summary>
internal static class ExternalData
{
    public static byte[] Read(TensorFile tensor, long bytes, string file, string? folder)
    {
        string place = $"tensor '{tensor.Name}'";
        if (folder is null) throw new MalformedFileException(file, place, "external data", "a model loaded from a file, beside which they lie");
        string location = tensor.External.GetValueOrDefault("location", "");
        string path = Resolve(location, folder) ?? throw new MalformedFileException(
            file, place, $"external data at '{location}'", "a relative path inside the model's folder");
        long offset = Number(tensor, "offset", 0, file, place), length = Number(tensor, "length", bytes, file, place);
        if (length != bytes) throw new MalformedFileException(file, place, $"{length} bytes of external data", $"{bytes}");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (offset > stream.Length || bytes > stream.Length - offset || bytes > Array.MaxLength)
                throw new MalformedFileException(file, place, $"'{location}' of {stream.Length} bytes", $"{bytes} bytes from {offset} on");
            stream.Position = offset;
            var data = new byte[bytes];
            stream.ReadExactly(data);
            return data;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MalformedFileException(file, place, $"external data at '{location}' that cannot be read: {exception.Message}", "a file", exception);
        }
    }

    /// <summary>The full path, or null where it leaves the folder.</summary>
    private static string? Resolve(string location, string folder)
    {
        if (location.Length == 0 || location.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(location)) return null;
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string path = Path.GetFullPath(Path.Combine(root, location));
        if (!IsInside(path, root)) return null;
        for (string? part = path; part is not null && part.Length > root.Length; part = Path.GetDirectoryName(part))
        {
            FileSystemInfo entry = Directory.Exists(part) ? new DirectoryInfo(part) : new FileInfo(part);
            if (entry.LinkTarget is null) continue;
            string? target = entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
            if (target is null || !IsInside(target, root)) return null;
        }

        return path;
    }

    private static bool IsInside(string path, string root) =>
        path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static long Number(TensorFile tensor, string key, long otherwise, string file, string place)
    {
        if (!tensor.External.TryGetValue(key, out string? text)) return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new MalformedFileException(file, place, $"the {key} '{text}'", "a number of bytes");
    }
}
