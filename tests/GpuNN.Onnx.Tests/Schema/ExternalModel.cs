using GpuNN.Onnx.Schema;
using GpuNN.Onnx.Wire;

namespace GpuNN.Onnx.Tests.Schema;

/// <summary>Writes a model one of whose tensors lies in another file.</summary>
internal static class ExternalModel
{
    public static byte[] Bytes(NodeModel model, TensorFile external, IReadOnlyList<(string Key, string Value)> entries)
    {
        GraphFile graph = model.Graph;
        graph.Initializers.Remove(external);
        var writer = new WireWriter();
        writer.Integer(1, 8);
        writer.Message(7, inner =>
        {
            graph.Write(inner);
            inner.Message(5, tensor =>
            {
                foreach (long extent in external.Extents) tensor.Integer(1, extent);
                tensor.Integer(2, (long)external.Type);
                tensor.Text(8, external.Name);
                tensor.Integer(14, 1);
                foreach (var (key, value) in entries)
                {
                    tensor.Message(13, entry =>
                    {
                        entry.Text(1, key);
                        entry.Text(2, value);
                    });
                }
            });
        });
        foreach (OperatorSet set in model.File.OperatorSets) writer.Message(8, set.Write);
        return writer.Written.ToArray();
    }
}
