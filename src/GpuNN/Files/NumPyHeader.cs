using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GpuNN.Files;

/// <summary>The header of an .npy file: magic, version, and a Python dictionary of type, order and shape.</summary>
internal sealed partial record NumPyHeader(DType DType, bool IsBigEndian, bool IsFortranOrder, Shape Shape)
{
    private const int MaximumBytes = 1 << 16;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public static NumPyHeader Read(Stream stream, string file)
    {
        Span<byte> prefix = stackalloc byte[12];
        ReadOrThrow(stream, prefix[..8], file, "byte 0");
        if (!prefix[..6].SequenceEqual(Magic))
            throw new MalformedFileException(file, "byte 0", Convert.ToHexString(prefix[..6]), $"the magic {Convert.ToHexString(Magic)}");
        int version = prefix[6];
        if (version is < 1 or > 3) throw new MalformedFileException(file, "byte 6", $"version {version}", "1, 2 or 3");
        int lengthBytes = version == 1 ? 2 : 4;
        ReadOrThrow(stream, prefix.Slice(8, lengthBytes), file, "byte 8");
        uint length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        if (length > MaximumBytes) throw new MalformedFileException(file, "byte 8", $"a header of {length} bytes", $"at most {MaximumBytes}");
        byte[] text = new byte[length];
        ReadOrThrow(stream, text, file, "header");
        return Parse(Encoding.Latin1.GetString(text), file);
    }

    public static byte[] Text(DType dtype, in Shape shape)
    {
        string extents = shape.Rank == 1 ? $"{shape[0]}," : string.Join(", ", shape.ToArray());
        string dictionary = $"{{'descr': '{Descriptor(dtype)}', 'fortran_order': False, 'shape': ({extents}), }}";
        int padding = 63 - ((10 + dictionary.Length) % 64);
        byte[] text = Encoding.Latin1.GetBytes(dictionary + new string(' ', padding) + "\n");
        var header = new byte[10 + text.Length];
        Magic.CopyTo(header);
        header[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)text.Length);
        text.CopyTo(header, 10);
        return header;
    }

    private static NumPyHeader Parse(string text, string file)
    {
        Match match = Dictionary().Match(text);
        if (!match.Success)
            throw new MalformedFileException(file, "header", Shorten(text), "{'descr': ..., 'fortran_order': ..., 'shape': ...}");
        string descriptor = match.Groups["type"].Value;
        DType dtype = descriptor[1..] switch
        {
            "f4" => DType.Float32,
            "f8" => DType.Float64,
            "f2" => DType.Float16,
            "i4" => DType.Int32,
            "i8" => DType.Int64,
            "u1" => DType.UInt8,
            "b1" => DType.Bool,
            _ => throw new MalformedFileException(file, "header", $"the type '{descriptor}'", "f2, f4, f8, i4, i8, u1 or b1"),
        };
        try
        {
            long[] extents = [.. match.Groups["shape"].Value
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(extent => long.Parse(extent, NumberStyles.None, CultureInfo.InvariantCulture))];
            return new(dtype, descriptor[0] == '>', match.Groups["order"].Value == "True", Shape.Create(extents));
        }
        catch (Exception exception) when (exception is ShapeMismatchException or FormatException or OverflowException)
        {
            throw new MalformedFileException(file, "header", Shorten(match.Groups["shape"].Value), "a shape", exception);
        }
    }

    private static string Descriptor(DType dtype) => dtype switch
    {
        DType.Float32 => "<f4",
        DType.Float64 => "<f8",
        DType.Float16 => "<f2",
        DType.Int32 => "<i4",
        DType.Int64 => "<i8",
        DType.UInt8 => "|u1",
        DType.Bool => "|b1",
        _ => throw new DTypeMismatchException("NumPyFile.Save", null, $"{dtype}", "a type that NumPy has; cast to float32"),
    };

    private static void ReadOrThrow(Stream stream, Span<byte> bytes, string file, string place)
    {
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length) throw new MalformedFileException(file, place, $"the end after {read} bytes", $"{bytes.Length}");
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "...";

    [GeneratedRegex(
        @"^\s*\{(?=.*'descr':\s*'(?<type>[<>|=][a-z]\d+)')(?=.*'fortran_order':\s*(?<order>True|False))(?=.*'shape':\s*\((?<shape>[\d, ]*)\)).*\}\s*$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dictionary();
}
