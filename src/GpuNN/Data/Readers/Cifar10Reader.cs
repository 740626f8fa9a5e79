namespace GpuNN.Data.Readers;

/// <summary>CIFAR-10's binary files: records of a byte for the class and 3072 for the image [3, 32, 32].</summary>
public static class Cifar10Reader
{
    private const int Side = 32;
    private const int Channels = 3;
    private const int ImageBytes = Channels * Side * Side;
    private const int RecordBytes = 1 + ImageBytes;
    private const int Classes = 10;

    /// <summary>Files as one dataset, one behind the other; pixels from 0 to 1, inputs [3, 32, 32].</summary>
    /// <exception cref="MalformedFileException">A file is not made of whole records, is empty, or names an eleventh
    /// class.</exception>
    public static Dataset Load(params IReadOnlyList<string> paths)
    {
        var inputs = new List<float>();
        var targets = new List<long>();
        foreach (string path in paths)
        {
            using FileStream stream = File.OpenRead(path);
            Read(stream, path, inputs, targets);
        }

        return new([.. inputs], [Channels, Side, Side], [.. targets]);
    }

    /// <summary>A stream as a dataset.</summary>
    /// <inheritdoc cref="Load" path="/exception"/>
    public static Dataset Read(Stream stream, string name)
    {
        var inputs = new List<float>();
        var targets = new List<long>();
        Read(stream, name, inputs, targets);
        return new([.. inputs], [Channels, Side, Side], [.. targets]);
    }

    private static void Read(Stream stream, string name, List<float> inputs, List<long> targets)
    {
        byte[] record = new byte[RecordBytes];
        for (long number = 0; ; number++)
        {
            int read = stream.ReadAtLeast(record, RecordBytes, throwOnEndOfStream: false);
            if (read == 0 && number > 0) return;
            if (read < RecordBytes)
                throw new MalformedFileException(name, $"record {number}", $"{read} bytes", $"{RecordBytes}: a class and an image");
            if (record[0] >= Classes)
                throw new MalformedFileException(name, $"record {number}", $"the class {record[0]}", $"0 to {Classes - 1}");
            targets.Add(record[0]);
            foreach (byte pixel in record.AsSpan(1)) inputs.Add(pixel / 255f);
        }
    }
}
