using GpuNN.Onnx.Wire;

namespace GpuNN.Onnx.Schema;

/// <summary>A model as the file has it (ModelProto): what is not read is passed over.</summary>
internal sealed class ModelFile
{
    /// <summary>The version of the format.</summary>
    public long FormatVersion { get; set; } = 8;

    public string Producer { get; set; } = "";

    public string ProducerVersion { get; set; } = "";

    public List<OperatorSet> OperatorSets { get; } = [];

    public GraphFile? Graph { get; set; }

    /// <summary>Names of the functions that the model brings along.</summary>
    public List<string> Functions { get; } = [];

    public static ModelFile Read(ReadOnlyMemory<byte> message, string file)
    {
        var model = new ModelFile { FormatVersion = 0 };
        var reader = new WireReader(message, file);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: model.FormatVersion = reader.Integer(); break;
                case 2: model.Producer = reader.Text(); break;
                case 3: model.ProducerVersion = reader.Text(); break;
                case 7: model.Graph = GraphFile.Read(reader.Bytes(), file); break;
                case 8: model.OperatorSets.Add(OperatorSet.Read(reader.Bytes(), file)); break;
                case 25: model.Functions.Add(FunctionName(reader.Bytes(), file)); break;
                default: reader.Skip(); break;
            }
        }

        return model;
    }

    public void Write(WireWriter writer)
    {
        writer.Integer(1, FormatVersion);
        writer.Text(2, Producer);
        writer.Text(3, ProducerVersion);
        writer.Message(7, Graph!.Write);
        foreach (OperatorSet set in OperatorSets) writer.Message(8, set.Write);
    }

    private static string FunctionName(ReadOnlyMemory<byte> message, string file)
    {
        var reader = new WireReader(message, file);
        string name = "";
        while (reader.Next())
        {
            if (reader.Field == 1) name = reader.Text();
            else reader.Skip();
        }

        return name;
    }
}
