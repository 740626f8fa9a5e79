using GpuNN.Onnx.Wire;

namespace GpuNN.Onnx.Schema;

/// <summary>A graph as the file has it (GraphProto).</summary>
internal sealed class GraphFile
{
    public string Name { get; set; } = "";

    public List<NodeFile> Nodes { get; } = [];

    public List<TensorFile> Initializers { get; } = [];

    public List<ValueFile> Inputs { get; } = [];

    public List<ValueFile> Outputs { get; } = [];

    /// <summary>How many sparse initialisers there are.</summary>
    public int SparseInitializers { get; private set; }

    public static GraphFile Read(ReadOnlyMemory<byte> message, string file)
    {
        var graph = new GraphFile();
        var reader = new WireReader(message, file);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: graph.Nodes.Add(NodeFile.Read(reader.Bytes(), file)); break;
                case 2: graph.Name = reader.Text(); break;
                case 5: graph.Initializers.Add(TensorFile.Read(reader.Bytes(), file)); break;
                case 11: graph.Inputs.Add(ValueFile.Read(reader.Bytes(), file)); break;
                case 12: graph.Outputs.Add(ValueFile.Read(reader.Bytes(), file)); break;
                case 15:
                    graph.SparseInitializers++;
                    reader.Skip();
                    break;
                default: reader.Skip(); break;
            }
        }

        return graph;
    }

    public void Write(WireWriter writer)
    {
        foreach (NodeFile node in Nodes) writer.Message(1, node.Write);
        writer.Text(2, Name);
        foreach (TensorFile tensor in Initializers) writer.Message(5, tensor.Write);
        foreach (ValueFile input in Inputs) writer.Message(11, input.Write);
        foreach (ValueFile output in Outputs) writer.Message(12, output.Write);
    }
}
