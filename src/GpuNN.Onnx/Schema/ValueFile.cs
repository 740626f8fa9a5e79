using GpuNN.Onnx.Wire;

namespace GpuNN.Onnx.Schema;

/// <summary>Name, type and shape of an input or output (ValueInfoProto).</summary>
internal sealed class ValueFile
{
    public string Name { get; set; } = "";

    /// <summary>The type; <see cref="ElementType.Undefined"/> where it is no tensor, or not said.</summary>
    public ElementType Type { get; set; }

    /// <summary>What it is where it is no tensor.</summary>
    public string? OtherKind { get; private set; }

    /// <summary>Extents, −1 for those that are open; null where the rank is.</summary>
    public List<long>? Extents { get; set; }

    /// <summary>Names of the extents that are open.</summary>
    public List<string> ExtentNames { get; } = [];

    public static ValueFile Read(ReadOnlyMemory<byte> message, string file)
    {
        var value = new ValueFile();
        var reader = new WireReader(message, file);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: value.Name = reader.Text(); break;
                case 2: value.ReadType(reader.Bytes(), file); break;
                default: reader.Skip(); break;
            }
        }

        return value;
    }

    public void Write(WireWriter writer)
    {
        writer.Text(1, Name);
        writer.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Integer(1, (long)Type);
            if (Extents is null) return;
            tensor.Message(2, shape =>
            {
                for (int axis = 0; axis < Extents.Count; axis++)
                {
                    int index = axis;
                    shape.Message(1, extent =>
                    {
                        if (Extents[index] >= 0) extent.Integer(1, Extents[index]);
                        else extent.Text(2, ExtentNames[index]);
                    });
                }
            });
        }));
    }

    private void ReadType(ReadOnlyMemory<byte> message, string file)
    {
        var reader = new WireReader(message, file);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: ReadTensorType(reader.Bytes(), file); break;
                case 4 or 5 or 8 or 9:
                    OtherKind = reader.Field switch { 4 => "a sequence", 5 => "a map", 8 => "a sparse tensor", _ => "an optional value" };
                    reader.Skip();
                    break;
                default: reader.Skip(); break;
            }
        }
    }

    private void ReadTensorType(ReadOnlyMemory<byte> message, string file)
    {
        var reader = new WireReader(message, file);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: Type = (ElementType)reader.SmallInteger(); break;
                case 2: ReadShape(reader.Bytes(), file); break;
                default: reader.Skip(); break;
            }
        }
    }

    private void ReadShape(ReadOnlyMemory<byte> message, string file)
    {
        Extents = [];
        var reader = new WireReader(message, file);
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            long extent = -1;
            string name = "";
            var inner = new WireReader(reader.Bytes(), file);
            while (inner.Next())
            {
                switch (inner.Field)
                {
                    case 1: extent = inner.Integer(); break;
                    case 2: name = inner.Text(); break;
                    default: inner.Skip(); break;
                }
            }

            Extents.Add(extent);
            ExtentNames.Add(name);
        }
    }
}
