using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Indices as the library takes them: int64 and counted from the start.</summary>
internal static class IndexArithmetic
{
    /// <summary>Indices into one axis; negative ones count from the end.</summary>
    public static Tensor Within(Tensor indices, long extent)
    {
        Tensor wide = indices.Cast(DType.Int64);
        return wide.Less(0).Where(wide.Affine(1, extent), wide);
    }

    /// <summary>Rows of coordinates [..., K] as places in the row-major order of the first K axes of a shape, behind some batch
    /// axes.</summary>
    public static Tensor Linear(OperatorCall call, Tensor coordinates, in Shape shape, int batchAxes)
    {
        int depth = (int)coordinates.Shape[-1];
        if (batchAxes + depth > shape.Rank) throw call.Refuse("input 1", $"{coordinates.Shape}", $"at most {shape.Rank - batchAxes} coordinates for {shape}");
        Tensor wide = coordinates.Cast(DType.Int64);
        var extents = new long[depth];
        var steps = new long[depth];
        long step = 1;
        for (int axis = depth - 1; axis >= 0; axis--)
        {
            extents[axis] = shape[batchAxes + axis];
            steps[axis] = step;
            step *= extents[axis];
        }

        Tensor within = wide.Less(0).Where(wide.Add(Tensor.From(extents, call.Device)), wide);
        return within.Multiply(Tensor.From(steps, call.Device)).Sum([-1]);
    }
}
