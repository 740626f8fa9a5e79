using GpuNN.Onnx.Wire;

namespace GpuNN.Onnx.Schema;

/// <summary>A tensor as the file has it (TensorProto): raw bytes, typed numbers, or a place in another file.</summary>
internal sealed class TensorFile
{
    public string Name { get; set; } = "";

    public ElementType Type { get; set; }

    public List<long> Extents { get; } = [];

    /// <summary>Little-endian elements; null where they are elsewhere.</summary>
    public ReadOnlyMemory<byte>? Raw { get; set; }

    public List<float> Floats { get; } = [];

    public List<double> Doubles { get; } = [];

    /// <summary>Numbers of the fields for 32 and 64 bits.</summary>
    public List<long> Integers { get; } = [];

    public int TextCount { get; private set; }

    /// <summary>Where the elements lie, if in another file: location, offset, length.</summary>
    public Dictionary<string, string> External { get; } = new(StringComparer.Ordinal);

    public bool IsExternal { get; private set; }

    public bool IsSegmented { get; private set; }

    public static TensorFile Read(ReadOnlyMemory<byte> message, string file)
    {
        var tensor = new TensorFile();
        var reader = new WireReader(message, file);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.Integers(tensor.Extents); break;
                case 2: tensor.Type = (ElementType)reader.SmallInteger(); break;
                case 3:
                    tensor.IsSegmented = true;
                    reader.Skip();
                    break;
                case 4: reader.Floats(tensor.Floats); break;
                case 5 or 7 or 11: reader.Integers(tensor.Integers); break;
                case 6:
                    tensor.TextCount++;
                    reader.Skip();
                    break;
                case 8: tensor.Name = reader.Text(); break;
                case 9: tensor.Raw = reader.Bytes(); break;
                case 10: reader.Doubles(tensor.Doubles); break;
                case 13: tensor.ReadExternal(reader.Bytes(), file); break;
                case 14: tensor.IsExternal = reader.Integer() == 1; break;
                default: reader.Skip(); break;
            }
        }

        return tensor;
    }

    public void Write(WireWriter writer)
    {
        foreach (long extent in Extents) writer.Integer(1, extent);
        writer.Integer(2, (long)Type);
        writer.Text(8, Name);
        writer.Bytes(9, Raw!.Value.Span);
    }

    private void ReadExternal(ReadOnlyMemory<byte> message, string file)
    {
        var reader = new WireReader(message, file);
        string key = "", value = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: key = reader.Text(); break;
                case 2: value = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        External[key] = value;
    }
}
