using System.Runtime.CompilerServices;
using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>What elementwise operators share.</content>
public static partial class Operators
{
    /// <summary>Runs a function of one tensor.</summary>
    private static Tensor Unary(
        string name, ElementwiseFunction function, Tensor x, double alpha = 0, double beta = 0, DType? result = null) =>
        Elementwise(name, ElementwisePrimitive.Of(function, alpha, beta), result ?? x.DType, x.Shape, x);

    /// <summary>Runs a function whose results are not integers: of integers it gives float32.</summary>
    private static Tensor UnaryReal(string name, ElementwiseFunction function, Tensor x, double alpha = 0, double beta = 0) =>
        Unary(name, function, Real(x), alpha, beta);

    /// <summary>Runs a function of two tensors, broadcast to a common shape and promoted to a common type.</summary>
    private static Tensor Binary(
        string name,
        ElementwiseFunction function,
        Tensor x,
        Tensor y,
        double alpha = 0,
        double beta = 0,
        DType? result = null)
    {
        DType dtype = DTypeExtensions.Promote(x.DType, y.DType);
        Shape shape = BroadcastShape(name, nameof(y), x.Shape, y.Shape);
        return Elementwise(
            name,
            ElementwisePrimitive.Of(function, alpha, beta),
            result ?? dtype,
            shape,
            Broadcast(x, shape, dtype),
            Broadcast(y, shape, dtype));
    }

    /// <summary>Runs a function of three tensors, broadcast to a common shape and promoted to a common type.</summary>
    private static Tensor Ternary(string name, ElementwiseFunction function, Tensor x, Tensor y, Tensor z, double alpha = 0)
    {
        DType dtype = DTypeExtensions.Promote(DTypeExtensions.Promote(x.DType, y.DType), z.DType);
        Shape shape = BroadcastShape(name, nameof(z), BroadcastShape(name, nameof(y), x.Shape, y.Shape), z.Shape);
        return Elementwise(
            name,
            ElementwisePrimitive.Of(function, alpha, 0),
            dtype,
            shape,
            Broadcast(x, shape, dtype),
            Broadcast(y, shape, dtype),
            Broadcast(z, shape, dtype));
    }

    /// <summary>Runs a function of elements; the result lies channels-last where an operand of its shape does.</summary>
    private static Tensor Elementwise(
        string name, ElementwisePrimitive primitive, DType dtype, in Shape shape, params ReadOnlySpan<Tensor> inputs)
    {
        Tensor result = HasChannelsLast(shape, inputs)
            ? EmptyChannelsLast(name, shape, dtype, inputs[0].Device)
            : Tensor.Empty(shape, dtype, inputs[0].Device, name);
        Dispatcher.Run(name, primitive, inputs, [result]);
        return result;
    }

    /// <summary>Runs a function and records its gradient: fused in one pass, or, where the backward pass is itself
    /// recorded, as the incoming gradient times a derivative written with operators.</summary>
    /// <param name="name">The operator.</param>
    /// <param name="function">The function.</param>
    /// <param name="gradientFunction">Its fused gradient.</param>
    /// <param name="x">The operand.</param>
    /// <param name="derivative">Its derivative, of what is saved.</param>
    /// <param name="alpha">The functions' α.</param>
    /// <param name="beta">The functions' β.</param>
    /// <param name="savesResult">Whether the gradient is one of the result instead of the operand.</param>
    private static Tensor Differentiable(
        string name,
        ElementwiseFunction function,
        ElementwiseFunction gradientFunction,
        Tensor x,
        Func<Tensor, Tensor> derivative,
        double alpha = 0,
        double beta = 0,
        bool savesResult = false)
    {
        Tensor result = UnaryReal(name, function, x, alpha, beta);
        return Tape.Records(x)
            ? RecordDifferentiable(name, result, gradientFunction, x, derivative, alpha, beta, savesResult)
            : result;
    }

    /// <summary>Apart from what calls it, which would make the closure whether it records or not.</summary>
    private static Tensor RecordDifferentiable(
        string name,
        Tensor result,
        ElementwiseFunction gradientFunction,
        Tensor x,
        Func<Tensor, Tensor> derivative,
        double alpha,
        double beta,
        bool savesResult)
    {
        SavedTensor saved = Tape.Save(savesResult ? result : x, name);
        return Tape.Record(name, result, x, gradient => Tape.Records(gradient, saved.Value)
            ? gradient.Multiply(derivative(saved.Value))
            : Binary(gradientFunction.ToString(), gradientFunction, gradient, saved.Value, alpha, beta));
    }

    /// <summary>The part of a gradient that belongs to an operand that was broadcast and promoted.</summary>
    private static Tensor ReduceTo(this Tensor gradient, Tensor operand) =>
        gradient.SumTo(operand.Shape).Cast(operand.DType);

    /// <summary>The tensor, or its numbers as float32 where they are integers; outside the tape, since only floating-point
    /// tensors are on it.</summary>
    private static Tensor Real(Tensor x) => x.DType.IsFloatingPoint() ? x : x.Cast(DType.Float32);

    private static Shape BroadcastShape(string name, string argument, in Shape first, in Shape second) =>
        first == second ? first
        : Shape.TryBroadcast(first, second, out Shape shape) ? shape
        : throw NoBroadcast(name, argument, first, second);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ShapeMismatchException NoBroadcast(string name, string argument, in Shape first, in Shape second) =>
        new(name, argument, $"{second}", $"a shape that broadcasts with {first}");

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
        steps[..added].Clear();
        for (int axis = added; axis < shape.Rank; axis++)
            steps[axis] = x.Shape[axis - added] == 1 ? 0 : x.Strides[axis - added];
        return new(x, shape, Strides.Create(steps), x.Offset);
    }
}
