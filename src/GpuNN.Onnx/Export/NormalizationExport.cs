using GpuNN.Backends;

namespace GpuNN.Onnx.Export;

/// <summary>Writes normalisations in prediction. Statistics beside the result, which only a gradient uses, are not
/// written.</summary>
internal static class NormalizationExport
{
    public static void Write(StepWriter writer, BatchNormPredictionPrimitive primitive)
    {
        long channels = writer.Input(0).Shape[1];
        string scale = primitive.IsAffine ? writer.Read(3) : Uniform(writer, 1, channels);
        string shift = primitive.IsAffine ? writer.Read(4) : Uniform(writer, 0, channels);
        writer.Write(0, writer.Node(
            "BatchNormalization", [writer.Read(0), scale, shift, writer.Read(1), writer.Read(2)], GraphWriter.Attribute("epsilon", primitive.Epsilon)));
    }

    public static void Write(StepWriter writer, LayerNormPrimitive primitive)
    {
        long columns = writer.Input(0).Shape[1];
        string scale = primitive.IsAffine ? writer.Read(1) : Uniform(writer, 1, columns);
        string shift = primitive.IsAffine ? writer.Read(2) : Uniform(writer, 0, columns);
        writer.Write(0, writer.Node(
            "LayerNormalization", [writer.Read(0), scale, shift], GraphWriter.Attribute("axis", 1), GraphWriter.Attribute("epsilon", primitive.Epsilon)));
    }

    /// <summary>Each group as an instance, since this set of operators has no group normalisation.</summary>
    public static void Write(StepWriter writer, GroupNormPrimitive primitive)
    {
        Shape x = writer.Input(0).Shape;
        string groups = writer.Reshape(writer.Read(0), x[0], primitive.Groups, x[1] / primitive.Groups * x[2]);
        string normal = writer.Node(
            "InstanceNormalization",
            [groups, Uniform(writer, 1, primitive.Groups), Uniform(writer, 0, primitive.Groups)],
            GraphWriter.Attribute("epsilon", primitive.Epsilon));
        string y = writer.Reshape(normal, x.Extents);
        if (primitive.IsAffine)
        {
            string scale = writer.Reshape(writer.Read(1), x[1], 1), shift = writer.Reshape(writer.Read(2), x[1], 1);
            y = writer.Node("Add", writer.Node("Mul", y, scale), shift);
        }

        writer.Write(0, y);
    }

    public static void Write(StepWriter writer, RmsNormPrimitive primitive)
    {
        string x = writer.Read(0);
        string mean = writer.Node("ReduceMean", writer.Node("Mul", x, x), writer.Graph.Integers(1));
        string y = writer.Node("Div", x, writer.Node("Sqrt", writer.Affine(mean, 1, primitive.Epsilon)));
        writer.Write(0, primitive.HasScale ? writer.Node("Mul", y, writer.Read(1)) : y);
    }

    private static string Uniform(StepWriter writer, double value, long count)
    {
        using Tensor tensor = Tensor.Full([count], value, writer.DType, Device.Cpu);
        return writer.Graph.Constant(writer.DType, [count], GraphWriter.BytesOf(tensor));
    }
}
