using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>What normalisations share.</content>
public static partial class Operators
{
    /// <summary>[N, C, …] seen as [N, C, L].</summary>
    private static Shape AsPlanes(in Shape shape) => [shape[0], shape[1], shape[2..].Count];

    /// <summary>A tensor as rows of its last axes.</summary>
    private static Tensor AsRows(
        string name, Tensor x, in Shape normalizedShape, params ReadOnlySpan<(string Argument, Tensor? Tensor)> arguments)
    {
        int rank = normalizedShape.Rank;
        if (rank == 0 || normalizedShape.Count == 0)
            throw new ShapeMismatchException(name, nameof(normalizedShape), $"{normalizedShape}", "one axis or more, none empty");
        if (x.Rank < rank || x.Shape[^rank..] != normalizedShape)
            throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", $"a shape that ends in {normalizedShape}");
        CheckLike(name, x, normalizedShape, arguments);
        return x.Reshape(x.Shape[..^rank].Count, normalizedShape.Count);
    }

    private static void CheckPerChannel(
        string name, Tensor x, long channels, params ReadOnlySpan<(string Argument, Tensor? Tensor)> arguments) =>
        CheckLike(name, x, [channels], arguments);

    /// <summary>Checks that x has a floating-point type, and arguments that type and a shape.</summary>
    private static void CheckLike(
        string name, Tensor x, in Shape shape, params ReadOnlySpan<(string Argument, Tensor? Tensor)> arguments)
    {
        if (!x.DType.IsFloatingPoint()) throw new DTypeMismatchException(name, nameof(x), $"{x.DType}", "a floating-point type");
        foreach (var (argument, tensor) in arguments)
        {
            if (tensor is null) continue;
            if (tensor.Shape != shape) throw new ShapeMismatchException(name, argument, $"{tensor.Shape}", $"{shape}");
            if (tensor.DType != x.DType)
                throw new DTypeMismatchException(name, argument, $"{tensor.DType}", $"{x.DType}, as the input has");
        }
    }

    /// <summary>Backends take γ and β together: one that is left out beside the other becomes ones or zeros.</summary>
    private static (Tensor? Weight, Tensor? Bias) BothOrNone(Tensor? weight, Tensor? bias, Tensor x, in Shape shape)
    {
        if (weight is null && bias is null) return (null, null);
        return (weight ?? Tensor.Ones(shape, x.DType, x.Device), bias ?? Tensor.Zeros(shape, x.DType, x.Device));
    }

    /// <summary>The result in the shape of x. What only a gradient needs, the view of x and the statistics, is freed where none
    /// was recorded.</summary>
    private static Tensor FinishNorm(Tensor y, Tensor x, Tensor view, params ReadOnlySpan<Tensor> statistics)
    {
        if (!y.RequiresGrad)
        {
            foreach (Tensor statistic in statistics) statistic.Dispose();
            if (view != x) view.Dispose();
        }

        return ReshapeResult(y, x.Shape);
    }

    /// <summary>Runs a fused gradient, with a scale behind the other operands where there is one, and marks its results as
    /// not to be differentiated again.</summary>
    private static Tensor?[] FusedGradient(
        string name,
        Primitive primitive,
        Tensor[] operands,
        Tensor? scale,
        Shape[] shapes,
        params ReadOnlySpan<Tensor?> differentiable)
    {
        var results = new Tensor[shapes.Length];
        for (int index = 0; index < shapes.Length; index++)
            results[index] = Tensor.Empty(shapes[index], operands[0].DType, operands[0].Device, name);
        Dispatcher.Run(name, primitive, scale is null ? operands : [.. operands, scale], results);
        foreach (Tensor result in results) Tape.RecordFirstOrderOnly(name, result, differentiable);
        return results;
    }
}
