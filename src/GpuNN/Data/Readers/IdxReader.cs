using System.Buffers.Binary;
using System.IO.Compression;

namespace GpuNN.Data.Readers;

/// <summary>MNIST's IDX files, plain or gzipped: a magic number with type and rank, big-endian extents, then bytes.</summary>
public static class IdxReader
{
    private const byte UnsignedByte = 0x08;

    /// <summary>Images and labels as a dataset; pixels from 0 to 1, inputs [1, height, width].</summary>
    /// <exception cref="MalformedFileException">A file is damaged, or the two do not belong together.</exception>
    public static Dataset Load(string imagesPath, string labelsPath)
    {
        var (images, extents) = Read(imagesPath, rank: 3);
        var (labels, counts) = Read(labelsPath, rank: 1);
        if (counts[0] != extents[0])
            throw new MalformedFileException(labelsPath, "byte 4", $"{counts[0]} labels", $"{extents[0]}, as {imagesPath} has images");
        return new(
            Array.ConvertAll(images, pixel => pixel / 255f),
            [1, extents[1], extents[2]],
            Array.ConvertAll(labels, label => (long)label));
    }

    /// <summary>The bytes of a file, and its extents.</summary>
    /// <exception cref="MalformedFileException">The file is damaged, or has another rank.</exception>
    public static (byte[] Elements, int[] Extents) Read(string path, int rank)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        bool isCompressed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        using Stream stream = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
        return Read(stream, path, rank);
    }

    /// <inheritdoc cref="Read(string, int)"/>
    public static (byte[] Elements, int[] Extents) Read(Stream stream, string name, int rank)
    {
        try
        {
            Span<byte> word = stackalloc byte[4];
            stream.ReadExactly(word);
            if (word[0] != 0 || word[1] != 0 || word[2] != UnsignedByte || word[3] != rank)
                throw new MalformedFileException(name, "byte 0", Convert.ToHexString(word), $"00000{UnsignedByte}{rank:X2}");
            var extents = new int[rank];
            long count = 1;
            for (int axis = 0; axis < rank; axis++)
            {
                stream.ReadExactly(word);
                extents[axis] = BinaryPrimitives.ReadInt32BigEndian(word);
                if (extents[axis] <= 0 || count > int.MaxValue / extents[axis])
                    throw new MalformedFileException(name, $"byte {4 + (4 * axis)}", $"the extent {extents[axis]}", "a positive one, and fewer than 2^31 bytes in all");
                count *= extents[axis];
            }

            return (ReadBytes(stream, (int)count), extents);
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException)
        {
            throw new MalformedFileException(name, "data", exception.Message, "as many bytes as the header says", exception);
        }
    }

    /// <summary>Reads in pieces, so that no memory is taken for bytes that the file only claims.</summary>
    private static byte[] ReadBytes(Stream stream, int count)
    {
        using var bytes = new MemoryStream();
        byte[] piece = new byte[1 << 16];
        while (bytes.Length < count)
        {
            int read = stream.Read(piece, 0, (int)Math.Min(piece.Length, count - bytes.Length));
            if (read == 0) throw new EndOfStreamException($"the end after {bytes.Length} bytes of {count}");
            bytes.Write(piece, 0, read);
        }

        return bytes.ToArray();
    }
}
