using GpuNN.Onnx.Wire;

namespace GpuNN.Onnx.Schema;

/// <summary>Which version of a domain's operators a model was written for.</summary>
internal sealed record OperatorSet(string Domain, long Version)
{
    /// <summary>The domain of ONNX's own operators, which has two names.</summary>
    public const string Onnx = "";

    /// <summary>The domain of optimisers.</summary>
    public const string Training = "ai.onnx.preview.training";

    /// <summary>One name for each domain.</summary>
    public static string Canonical(string domain) => domain == "ai.onnx" ? Onnx : domain;

    public static OperatorSet Read(ReadOnlyMemory<byte> message, string file)
    {
        var reader = new WireReader(message, file);
        string domain = "";
        long version = 0;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: domain = reader.Text(); break;
                case 2: version = reader.Integer(); break;
                default: reader.Skip(); break;
            }
        }

        return new(Canonical(domain), version);
    }

    public void Write(WireWriter writer)
    {
        writer.Text(1, Domain);
        writer.Integer(2, Version);
    }
}
