using GpuNN.Backends;

namespace GpuNN;

/// <content>What elementwise operators share.</content>
public static partial class Operators
{
    /// <summary>Runs a function of one tensor.</summary>
    private static Tensor Unary(string name, ElementwiseFunction function, Tensor x, double alpha = 0, double beta = 0) =>
        Dispatcher.Run(name, new ElementwisePrimitive(function, alpha, beta), x.DType, x.Shape, x);

    /// <summary>Runs a function of two tensors, broadcast to a common shape and promoted to a common type.</summary>
    private static Tensor Binary(
        string name, ElementwiseFunction function, Tensor x, Tensor y, double alpha = 0, DType? result = null)
    {
        DType dtype = DTypeExtensions.Promote(x.DType, y.DType);
        if (!Shape.TryBroadcast(x.Shape, y.Shape, out Shape shape))
            throw new ShapeMismatchException(name, nameof(y), $"{y.Shape}", $"a shape that broadcasts with {x.Shape}");
        return Dispatcher.Run(
            name,
            new ElementwisePrimitive(function, alpha),
            result ?? dtype,
            shape,
            Broadcast(x, shape, dtype),
            Broadcast(y, shape, dtype));
    }

    /// <summary>A view of the tensor in a larger shape, converted to a type; outside the tape, since the operator that asks
    /// records itself.</summary>
    private static Tensor Broadcast(Tensor x, in Shape shape, DType dtype)
    {
        Tensor typed = x;
        if (x.DType != dtype)
        {
            typed = Tensor.Empty(x.Shape, dtype, x.Device, nameof(Cast));
            Dispatcher.Run(nameof(Cast), CopyPrimitive.Instance, [x], [typed]);
        }

        return typed.Shape == shape ? typed : ExpandView(typed, shape);
    }

    private static Tensor ExpandView(Tensor x, in Shape shape)
    {
        Span<long> steps = stackalloc long[shape.Rank];
        int added = shape.Rank - x.Rank;
        for (int axis = added; axis < shape.Rank; axis++)
            steps[axis] = x.Shape[axis - added] == 1 ? 0 : x.Strides[axis - added];
        return new(x.Storage, x.DType, shape, Strides.Create(steps), x.Offset);
    }
}
