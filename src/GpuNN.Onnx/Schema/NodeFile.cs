using GpuNN.Onnx.Wire;

namespace GpuNN.Onnx.Schema;

/// <summary>A node as the file has it (NodeProto). An input or output that is left out has an empty name.</summary>
internal sealed class NodeFile
{
    public string Name { get; set; } = "";

    public string Operator { get; set; } = "";

    public string Domain { get; set; } = "";

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<AttributeFile> Attributes { get; } = [];

    public static NodeFile Read(ReadOnlyMemory<byte> message, string file)
    {
        var node = new NodeFile();
        var reader = new WireReader(message, file);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node.Inputs.Add(reader.Text()); break;
                case 2: node.Outputs.Add(reader.Text()); break;
                case 3: node.Name = reader.Text(); break;
                case 4: node.Operator = reader.Text(); break;
                case 5: node.Attributes.Add(AttributeFile.Read(reader.Bytes(), file)); break;
                case 7: node.Domain = OperatorSet.Canonical(reader.Text()); break;
                default: reader.Skip(); break;
            }
        }

        return node;
    }

    public void Write(WireWriter writer)
    {
        // An empty name holds the place of an input that is left out, so these are written as they are.
        foreach (string input in Inputs) writer.Bytes(1, System.Text.Encoding.UTF8.GetBytes(input));
        foreach (string output in Outputs) writer.Bytes(2, System.Text.Encoding.UTF8.GetBytes(output));
        writer.Text(3, Name);
        writer.Text(4, Operator);
        foreach (AttributeFile attribute in Attributes) writer.Message(5, attribute.Write);
        writer.Text(7, Domain);
    }
}
