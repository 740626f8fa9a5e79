using GpuNN.Backends;

namespace GpuNN.Onnx.Export;

/// <summary>Writes poolings and resizings; planes without batch or channels get axes of 1.</summary>
internal static class PoolingExport
{
    public static bool TryWrite(StepWriter writer, MaxPoolPrimitive primitive)
    {
        // Places within a plane are not those in the whole tensor that ONNX gives.
        if (primitive.WithIndices) return false;
        Write(writer, "MaxPool", primitive.Geometry, GraphWriter.Attribute("dilations", StepWriter.Extents(primitive.Geometry.Dilation)));
        return true;
    }

    public static bool TryWrite(StepWriter writer, AveragePoolPrimitive primitive)
    {
        PoolingGeometry geometry = primitive.Geometry;
        if (primitive.DivisorOverride == 0)
        {
            Write(writer, "AveragePool", geometry, GraphWriter.Attribute("count_include_pad", primitive.CountsPadding ? 1 : 0));
            return true;
        }

        // Whole windows over padding are summed over the kernel's size; the divisor corrects that.
        string pooled = Pool(writer, "AveragePool", geometry, GraphWriter.Attribute("count_include_pad", 1));
        bool overhangs = Enumerable.Range(0, geometry.Rank).Any(axis =>
            ((geometry.Output[axis] - 1) * geometry.Stride[axis]) + geometry.Kernel[axis] > geometry.Input[axis] + geometry.PaddingLow[axis] + geometry.PaddingHigh[axis]);
        if (overhangs) return false;
        writer.Write(0, writer.Affine(pooled, geometry.Kernel.Product / (double)primitive.DivisorOverride));
        return true;
    }

    public static bool TryWrite(StepWriter writer, UpsamplePrimitive primitive)
    {
        bool isNearest = primitive.Mode == UpsampleMode.Nearest;
        string coordinates = isNearest ? "asymmetric" : primitive.AlignsCorners ? "align_corners" : "half_pixel";
        writer.Write(0, writer.Node(
            "Resize",
            [writer.Read(0), "", "", writer.Graph.Integers(writer.Output(0).Shape.Extents)],
            GraphWriter.Attribute("mode", isNearest ? "nearest" : "linear"),
            GraphWriter.Attribute("coordinate_transformation_mode", coordinates),
            GraphWriter.Attribute("nearest_mode", "floor")));
        return true;
    }

    private static void Write(StepWriter writer, string name, PoolingGeometry geometry, Schema.AttributeFile attribute) =>
        writer.Write(0, Pool(writer, name, geometry, attribute));

    private static string Pool(StepWriter writer, string name, PoolingGeometry geometry, Schema.AttributeFile attribute)
    {
        Shape input = writer.Input(0).Shape, output = writer.Output(0).Shape;
        long planes = input[..^geometry.Rank].Count;
        bool isImage = input.Rank == geometry.Rank + 2;
        string x = isImage ? writer.Read(0) : writer.Reshape(writer.Read(0), [planes, 1, .. StepWriter.Extents(geometry.Input)]);
        bool roundsUp = Enumerable.Range(0, geometry.Rank).Any(axis =>
            (geometry.Input[axis] + geometry.PaddingLow[axis] + geometry.PaddingHigh[axis] - ((geometry.Dilation[axis] * (geometry.Kernel[axis] - 1)) + 1)) / geometry.Stride[axis] + 1 < geometry.Output[axis]);
        string pooled = writer.Node(
            name,
            [x],
            GraphWriter.Attribute("kernel_shape", StepWriter.Extents(geometry.Kernel)),
            GraphWriter.Attribute("strides", StepWriter.Extents(geometry.Stride)),
            GraphWriter.Attribute("pads", StepWriter.Extents(geometry.PaddingLow).Concat(StepWriter.Extents(geometry.PaddingHigh))),
            GraphWriter.Attribute("ceil_mode", roundsUp ? 1 : 0),
            attribute);
        return isImage ? pooled : writer.Reshape(pooled, output.Extents);
    }
}
