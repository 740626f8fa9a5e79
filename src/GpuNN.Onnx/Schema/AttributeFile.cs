using System.Text;
using GpuNN.Onnx.Wire;

namespace GpuNN.Onnx.Schema;

/// <summary>An attribute of a node (AttributeProto).</summary>
internal sealed class AttributeFile
{
    public string Name { get; set; } = "";

    public AttributeKind Kind { get; set; }

    public float Float { get; set; }

    public long Integer { get; set; }

    public ReadOnlyMemory<byte> Bytes { get; set; }

    public TensorFile? Tensor { get; set; }

    public List<float> Floats { get; } = [];

    public List<long> Integers { get; } = [];

    public List<string> Texts { get; } = [];

    /// <summary>The bytes as text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public static AttributeFile Read(ReadOnlyMemory<byte> message, string file)
    {
        var attribute = new AttributeFile();
        var reader = new WireReader(message, file);
        var found = AttributeKind.Undefined;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: attribute.Name = reader.Text(); break;
                case 2:
                    attribute.Float = reader.Float();
                    found = AttributeKind.Float;
                    break;
                case 3:
                    attribute.Integer = reader.Integer();
                    found = AttributeKind.Integer;
                    break;
                case 4:
                    attribute.Bytes = reader.Bytes();
                    found = AttributeKind.Text;
                    break;
                case 5:
                    attribute.Tensor = TensorFile.Read(reader.Bytes(), file);
                    found = AttributeKind.Tensor;
                    break;
                case 6:
                    reader.Skip();
                    found = AttributeKind.Graph;
                    break;
                case 7:
                    reader.Floats(attribute.Floats);
                    found = AttributeKind.Floats;
                    break;
                case 8:
                    reader.Integers(attribute.Integers);
                    found = AttributeKind.Integers;
                    break;
                case 9:
                    attribute.Texts.Add(reader.Text());
                    found = AttributeKind.Texts;
                    break;
                case 20: attribute.Kind = (AttributeKind)reader.SmallInteger(); break;
                default: reader.Skip(); break;
            }
        }

        if (attribute.Kind == AttributeKind.Undefined) attribute.Kind = found;
        return attribute;
    }

    public void Write(WireWriter writer)
    {
        writer.Text(1, Name);
        switch (Kind)
        {
            case AttributeKind.Float: writer.Float(2, Float); break;
            case AttributeKind.Integer: writer.Integer(3, Integer); break;
            case AttributeKind.Text: writer.Bytes(4, Bytes.Span); break;
            case AttributeKind.Tensor: writer.Message(5, Tensor!.Write); break;
            // The schema is proto2, whose repeated fields are not packed.
            case AttributeKind.Floats: Floats.ForEach(value => writer.Float(7, value)); break;
            case AttributeKind.Integers: Integers.ForEach(value => writer.Integer(8, value)); break;
            case AttributeKind.Texts: Texts.ForEach(value => writer.Text(9, value)); break;
            default: throw new InvalidOperationException($"An attribute of kind {Kind} is not written.");
        }

        writer.Integer(20, (long)Kind);
    }
}
