using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Import;

/// <summary>Constants, shapes and ranges.</summary>
internal static class CreationNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("Constant", Constant)
        {
            Fewest = 0,
            Most = 0,
            Attributes = ["value", "value_float", "value_floats", "value_int", "value_ints"],
        },
        new("ConstantOfShape", OfShape) { Attributes = ["value"], Since = 9, Settings = 0b1 },
        new("Shape", ShapeOf) { Attributes = ["end", "start"], ReadsShapesOnly = true },
        new("Size", (OperatorCall call) => HostIntegers.From(call, [call.ShapeOf(0).Count], [], ElementType.Int64)) { ReadsShapesOnly = true },
        new("Range", Range) { Fewest = 3, Most = 3, Since = 11, Settings = 0b111 },
        new("EyeLike", EyeLike) { Attributes = ["dtype", "k"], Since = 9 },
        new("OneHot", OneHot) { Fewest = 3, Most = 3, Attributes = ["axis"], Since = 9, Settings = 0b110 },
    ];

    private static Tensor Constant(OperatorCall call)
    {
        GraphNode node = call.Node;
        if (node.Tensor("value") is { } tensor)
            return call.As(tensor.Type, TensorDecoder.Decode(tensor, node.Label, null, call.Device));
        if (node.Has("value_int")) return call.As(ElementType.Int64, Tensor.From([node.Integer("value_int", 0)], [], call.Device));
        if (node.Integers("value_ints") is { } integers) return call.As(ElementType.Int64, Tensor.From(integers, call.Device));
        if (node.Has("value_float")) return call.As(ElementType.Float, Tensor.From([(float)node.Float("value_float", 0)], [], call.Device));
        if (node.Floats("value_floats") is { } floats) return call.As(ElementType.Float, Tensor.From(floats, call.Device));
        throw call.Refuse("attributes", "none", "value, value_float, value_floats, value_int or value_ints");
    }

    private static Tensor OfShape(OperatorCall call)
    {
        Shape shape = Shape.Create(call.Integers(0));
        if (call.Node.Tensor("value") is not { } value)
            return call.As(ElementType.Float, Tensor.Zeros(call.Bounded(shape, DType.Float32), DType.Float32, call.Device));
        Tensor one = TensorDecoder.Decode(value, call.Node.Label, null, call.Device);
        if (one.Count != 1) throw call.Refuse("attribute value", $"{one.Shape}", "one number");
        call.Bounded(shape, one.DType);
        return call.As(value.Type, one.Reshape([]).Expand(shape).Contiguous());
    }

    private static Tensor ShapeOf(OperatorCall call)
    {
        long[] extents = call.ShapeOf(0).ToArray();
        int start = Position(call.Node.Integer("start", 0), extents.Length);
        int end = Position(call.Node.Integer("end", long.MaxValue), extents.Length);
        long[] part = start < end ? extents[start..end] : [];
        return HostIntegers.From(call, part, [part.Length], ElementType.Int64);
    }

    private static int Position(long position, int rank) => (int)Math.Clamp(position < 0 ? position + rank : position, 0, rank);

    /// <summary>start, start + step, …, below the limit.</summary>
    private static Tensor Range(OperatorCall call)
    {
        ElementType type = call.TypeOf(0);
        if (HostIntegers.AreIn(call, 0))
        {
            long start = call.Integer(0), limit = call.Integer(1), step = call.Integer(2);
            if (step == 0) throw call.Refuse("input 2", "0", "a step that is not 0");
            Int128 length = Int128.Max(0, ((Int128)limit - start + step - (step > 0 ? 1 : -1)) / step);
            call.Bounded([(long)Int128.Min(length, 1L << 59)], DType.Int64);
            var integers = new long[(int)length];
            for (int index = 0; index < integers.Length; index++) integers[index] = start + (index * step);
            return HostIntegers.From(call, integers, [integers.Length], type);
        }

        double first = call.Number(0), delta = call.Number(2), count = Math.Max(0, Math.Ceiling((call.Number(1) - first) / delta));
        if (!(count <= 1L << 59)) throw call.Refuse("inputs", $"{count} numbers", "a finite range");
        call.Bounded([(long)count], DType.Float64);
        var numbers = new double[(int)count];
        for (int index = 0; index < numbers.Length; index++) numbers[index] = first + (index * delta);
        return call.As(type, Tensor.From(numbers, call.Device).Cast(ElementTypes.Storage(type)!.Value));
    }

    private static Tensor EyeLike(OperatorCall call)
    {
        Shape shape = call.ShapeOf(0);
        if (shape.Rank != 2) throw call.Refuse("input 0", $"{shape}", "a matrix");
        var type = (ElementType)call.Node.Integer("dtype", (long)call.TypeOf(0));
        if (ElementTypes.Storage(type) is not { } storage) throw call.Refuse("attribute dtype", $"{type}", "numbers");
        long diagonal = call.Node.Integer("k", 0);
        Tensor rows = Tensor.Arange(shape[0], DType.Int64, call.Device).Reshape(shape[0], 1).Affine(1, diagonal);
        return call.As(type, rows.Equal(Tensor.Arange(shape[1], DType.Int64, call.Device)).Cast(storage));
    }

    /// <summary>A new axis of <c>depth</c>: the on-value at the index, negative ones counted from the end, the off-value
    /// elsewhere.</summary>
    private static Tensor OneHot(OperatorCall call)
    {
        Tensor indices = call[0].Cast(DType.Int64);
        long depth = (long)call.Number(1);
        if (call.ShapeOf(1).Count != 1 || depth < 1) throw call.Refuse("input 1", $"{depth}", "a depth of 1 or more");
        int axis = call.Axis(call.Node.Integer("axis", -1), indices.Rank + 1);
        Shape shape = indices.Shape.Insert(axis, depth);
        call.Bounded(shape, DType.Int64);
        Tensor within = indices.Less(0).Where(indices.Affine(1, depth), indices).Unsqueeze(axis);
        Shape along = Shape.Create([.. Enumerable.Range(0, shape.Rank).Select(index => index == axis ? depth : 1)]);
        Tensor isHot = within.Equal(Tensor.Arange(depth, DType.Int64, call.Device).Reshape(along));
        Tensor values = call[2];
        if (values.Count != 2) throw call.Refuse("input 2", $"{values.Shape}", "the off-value and the on-value");
        return call.As(call.TypeOf(2), isHot.Where(values.Narrow(0, 1, 1), values.Narrow(0, 0, 1)));
    }
}
