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

    /// <summary>The mean of windows is a product of matrices along each axis.</summary>
    public static void Write(StepWriter writer, AdaptiveAveragePoolPrimitive primitive)
    {
        Shape input = writer.Input(0).Shape, output = writer.Output(0).Shape;
        string x = writer.Read(0);
        for (int axis = input.Rank - primitive.SpatialRank; axis < input.Rank; axis++)
        {
            if (input[axis] == output[axis]) continue;
            x = writer.Reshape(x, output[..axis].Count, input[axis], input[(axis + 1)..].Count);
            x = writer.Node("MatMul", Windows(writer, input[axis], output[axis]), x);
        }

        writer.Write(0, writer.Reshape(x, output.Extents));
    }

    public static bool TryWrite(StepWriter writer, AdaptiveMaxPoolPrimitive primitive)
    {
        Shape input = writer.Input(0).Shape, output = writer.Output(0).Shape;
        int rank = primitive.SpatialRank;
        long[] extents = input[^rank..].ToArray(), windows = output[^rank..].ToArray();
        // ONNX's windows all have one size.
        if (primitive.WithIndices || extents.Zip(windows).Any(pair => pair.First % pair.Second != 0)) return false;
        long[] kernel = [.. extents.Zip(windows, (extent, count) => extent / count)];
        string pooled = writer.Node(
            "MaxPool",
            [writer.Reshape(writer.Read(0), [input[..^rank].Count, 1, .. extents])],
            GraphWriter.Attribute("kernel_shape", kernel),
            GraphWriter.Attribute("strides", kernel));
        writer.Write(0, writer.Reshape(pooled, output.Extents));
        return true;
    }

    /// <summary>[windows, extent]: in each row the window's elements have one over their number.</summary>
    private static string Windows(StepWriter writer, long extent, long windows)
    {
        var matrix = new double[windows * extent];
        for (long window = 0; window < windows; window++)
        {
            long begin = window * extent / windows, end = (((window + 1) * extent) + windows - 1) / windows;
            matrix.AsSpan((int)((window * extent) + begin), (int)(end - begin)).Fill(1.0 / (end - begin));
        }

        using Tensor tensor = Tensor.From(matrix, [windows, extent], Device.Cpu);
        using Tensor typed = tensor.Cast(writer.DType);
        return writer.Graph.Constant(writer.DType, [windows, extent], GraphWriter.BytesOf(typed));
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
