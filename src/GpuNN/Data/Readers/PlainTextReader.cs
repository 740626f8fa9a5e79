using System.Text;

namespace GpuNN.Data.Readers;

/// <summary>Plain text in UTF-8.</summary>
public static class PlainTextReader
{
    /// <summary>The text of a file, its lines ended by \n alone, without a byte order mark.</summary>
    /// <exception cref="MalformedFileException">The file is no UTF-8; the message names the first byte that is not.</exception>
    public static string Read(string path) => Decode(File.ReadAllBytes(path), path);

    /// <summary>The text of a stream.</summary>
    /// <param name="stream">Read to its end.</param>
    /// <param name="name">Names the stream in errors.</param>
    /// <inheritdoc cref="Read(string)" path="/exception"/>
    public static string Read(Stream stream, string name)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Decode(memory.ToArray(), name);
    }

    private static string Decode(byte[] bytes, string name)
    {
        ReadOnlySpan<byte> text = bytes;
        ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
        int start = text.StartsWith(mark) ? mark.Length : 0;
        try
        {
            string decoded = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(text[start..]);
            return decoded.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        }
        catch (DecoderFallbackException exception)
        {
            int place = Math.Max(0, exception.Index) + start;
            string found = exception.BytesUnknown is { Length: > 0 } unknown ? Convert.ToHexString(unknown) : "other bytes";
            throw new MalformedFileException(name, FormattableString.Invariant($"byte {place}"), found, "UTF-8", exception);
        }
    }
}
