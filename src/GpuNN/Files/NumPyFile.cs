using System.IO.Compression;

namespace GpuNN.Files;

/// <summary>NumPy's files: .npy holds an array, .npz is a zip archive of them.</summary>
public static class NumPyFile
{
    /// <summary>Loads an array.</summary>
    /// <exception cref="MalformedFileException">It is no .npy file, or a damaged one.</exception>
    public static Tensor Load(string path, Device? device = null)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return Load(stream, path, stream.Length, device);
    }

    /// <summary>Loads an array from a stream of at most <paramref name="length"/> bytes.</summary>
    /// <exception cref="MalformedFileException">It is no .npy file, or a damaged one.</exception>
    public static Tensor Load(Stream stream, string name, long length, Device? device = null)
    {
        NumPyHeader header = NumPyHeader.Read(stream, name);
        long bytes = header.Shape.Count * header.DType.Size();
        if (bytes > length) throw new MalformedFileException(name, "data", $"at most {length} bytes", $"{bytes} for {header.DType}{header.Shape}");
        Shape stored = header.IsFortranOrder ? Reverse(header.Shape) : header.Shape;
        try
        {
            Tensor tensor = TensorTransfer.Read(stream, stored, header.DType, device ?? Device.Default, header.IsBigEndian);
            return header.IsFortranOrder ? ReverseAxes(tensor) : tensor;
        }
        catch (EndOfStreamException exception)
        {
            throw new MalformedFileException(name, "data", "the end of the file", $"{bytes} bytes for {header.DType}{header.Shape}", exception);
        }
    }

    /// <summary>Loads the arrays of an archive, by their names without <c>.npy</c>.</summary>
    /// <exception cref="MalformedFileException">It is no .npz file, or a damaged one.</exception>
    public static Dictionary<string, Tensor> LoadArchive(string path, Device? device = null)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return LoadArchive(file, path, device);
    }

    /// <summary>Loads the arrays of an archive in a stream that can seek.</summary>
    /// <exception cref="MalformedFileException">It is no .npz file, or a damaged one.</exception>
    public static Dictionary<string, Tensor> LoadArchive(Stream stream, string name, Device? device = null)
    {
        var arrays = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                if (!entry.FullName.EndsWith(".npy", StringComparison.Ordinal)) continue;
                // Deflate shrinks to a thousandth at best: a larger claim is a trick.
                if (entry.Length > (entry.CompressedLength + 1) * 1100)
                    throw new MalformedFileException(name, entry.FullName, $"{entry.Length} bytes from {entry.CompressedLength}", "a length that deflate can reach");
                using Stream data = entry.Open();
                if (!arrays.TryAdd(entry.FullName[..^4], Load(data, $"{name}:{entry.FullName}", entry.Length, device)))
                    throw new MalformedFileException(name, entry.FullName, "the name twice", "names that differ");
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or ArgumentException or EndOfStreamException)
        {
            throw new MalformedFileException(name, "archive", exception.Message, "a zip archive of .npy files", exception);
        }

        return arrays;
    }

    /// <summary>Writes an array into a new file that replaces the old one whole.</summary>
    /// <exception cref="DTypeMismatchException">NumPy has no such type (bfloat16).</exception>
    public static void Save(string path, Tensor tensor) => AtomicFile.Write(path, stream => Save(stream, tensor));

    /// <summary>Writes an array.</summary>
    /// <exception cref="DTypeMismatchException">NumPy has no such type (bfloat16).</exception>
    public static void Save(Stream stream, Tensor tensor)
    {
        stream.Write(NumPyHeader.Text(tensor.DType, tensor.Shape));
        TensorTransfer.Write(tensor, stream);
    }

    /// <summary>Writes arrays into a new archive that replaces the old one whole.</summary>
    /// <exception cref="DTypeMismatchException">NumPy has no such type (bfloat16).</exception>
    public static void SaveArchive(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
        AtomicFile.Write(path, stream =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var (name, tensor) in tensors)
            {
                using Stream entry = archive.CreateEntry(name + ".npy", CompressionLevel.Fastest).Open();
                Save(entry, tensor);
            }
        });

    private static Shape Reverse(in Shape shape)
    {
        long[] extents = shape.ToArray();
        Array.Reverse(extents);
        return Shape.Create(extents);
    }

    private static Tensor ReverseAxes(Tensor tensor)
    {
        for (int axis = 0; axis < tensor.Rank / 2; axis++) tensor = tensor.Transpose(axis, tensor.Rank - 1 - axis);
        return tensor.Contiguous();
    }
}
