using GpuNN.Onnx.Schema;
using GpuNN.Onnx.Wire;

namespace GpuNN.Onnx.Tests.Shapes;

/// <summary>Compares what is inferred with what running gives, value by value.</summary>
internal static class InferredShapes
{
    /// <summary>What differs, or is not inferred, of all values that the nodes of a model make.</summary>
    /// <param name="bytes">The model.</param>
    /// <param name="folder">Where its external data lie.</param>
    /// <param name="inputs">Inputs to run it on.</param>
    public static List<string> Differences(byte[] bytes, string? folder, Func<OnnxModel, IReadOnlyDictionary<string, Tensor>> inputs)
    {
        OnnxModel model = OnnxModel.Load(WithAllOutputs(bytes), new OnnxOptions { Device = Device.Cpu, Folder = folder });
        IReadOnlyDictionary<string, Tensor> given = inputs(model);
        using IDisposable restoration = NoGrad.Begin();
        IReadOnlyDictionary<string, Tensor> computed = model.Run(given);
        Assert.NotEmpty(computed);
        var differences = new List<string>();
        foreach (bool isGiven in new[] { false, true })
        {
            IReadOnlyDictionary<string, OnnxTensorInfo> inferred = isGiven
                ? model.InferShapes(given.ToDictionary(entry => entry.Key, entry => entry.Value.Shape))
                : model.InferShapes();
            foreach (var (name, tensor) in computed)
            {
                string found = inferred[name].ToString(), expected = new OnnxTensorInfo(name, tensor.DType, tensor.Shape.ToArray(), false).ToString();
                if (found != expected) differences.Add($"inferred {found}; computed {expected}");
            }
        }

        return differences;
    }

    /// <summary>The model with every value that a node makes among its outputs.</summary>
    private static byte[] WithAllOutputs(byte[] bytes)
    {
        ModelFile file = ModelFile.Read(bytes, "model");
        GraphFile graph = file.Graph!;
        foreach (string name in graph.Nodes.SelectMany(node => node.Outputs).Where(name => name.Length > 0 && !graph.Outputs.Exists(output => output.Name == name)))
            graph.Outputs.Add(new ValueFile { Name = name });
        var writer = new WireWriter();
        file.Write(writer);
        return writer.Written.ToArray();
    }
}
