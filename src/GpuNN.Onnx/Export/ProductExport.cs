using GpuNN.Backends;

namespace GpuNN.Onnx.Export;

/// <summary>Writes products of matrices and convolutions.</summary>
internal static class ProductExport
{
    public static bool TryWrite(StepWriter writer, MatrixMultiplyPrimitive primitive)
    {
        if (primitive.Beta != 0) return false;
        string product = writer.Affine(writer.Node("MatMul", writer.Read(0), writer.Read(1)), primitive.Alpha);
        if (primitive.HasBias) product = writer.Node("Add", product, writer.Read(2));
        writer.Write(0, writer.Activate(product, primitive.Activation));
        return true;
    }

    public static void Write(StepWriter writer, ConvolutionPrimitive primitive)
    {
        ConvolutionGeometry geometry = primitive.Geometry;
        string result = writer.Node(
            "Conv",
            Operands(writer, primitive.HasBias),
            GraphWriter.Attribute("kernel_shape", StepWriter.Extents(geometry.Kernel)),
            GraphWriter.Attribute("strides", StepWriter.Extents(geometry.Stride)),
            GraphWriter.Attribute("dilations", StepWriter.Extents(geometry.Dilation)),
            GraphWriter.Attribute("pads", StepWriter.Extents(geometry.PaddingLow).Concat(StepWriter.Extents(geometry.PaddingHigh))),
            GraphWriter.Attribute("group", geometry.Groups));
        writer.Write(0, writer.Activate(result, primitive.Activation));
    }

    public static void Write(StepWriter writer, ConvolutionDataGradientPrimitive primitive)
    {
        ConvolutionGeometry geometry = primitive.Geometry;
        // What the image has beyond the last filter's reach is output padding.
        IEnumerable<long> extra = Enumerable.Range(0, geometry.Rank).Select(axis => (long)geometry.Input[axis]
            - (((geometry.Output[axis] - 1) * geometry.Stride[axis]) + (geometry.Dilation[axis] * (geometry.Kernel[axis] - 1)) + 1
                - geometry.PaddingLow[axis] - geometry.PaddingHigh[axis]));
        writer.Write(0, writer.Node(
            "ConvTranspose",
            Operands(writer, primitive.HasBias),
            GraphWriter.Attribute("kernel_shape", StepWriter.Extents(geometry.Kernel)),
            GraphWriter.Attribute("strides", StepWriter.Extents(geometry.Stride)),
            GraphWriter.Attribute("dilations", StepWriter.Extents(geometry.Dilation)),
            GraphWriter.Attribute("pads", StepWriter.Extents(geometry.PaddingLow).Concat(StepWriter.Extents(geometry.PaddingHigh))),
            GraphWriter.Attribute("output_padding", extra),
            GraphWriter.Attribute("group", geometry.Groups)));
    }

    private static string[] Operands(StepWriter writer, bool hasBias) =>
        hasBias ? [writer.Read(0), writer.Read(1), writer.Read(2)] : [writer.Read(0), writer.Read(1)];
}
