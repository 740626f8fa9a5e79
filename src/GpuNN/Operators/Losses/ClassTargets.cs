namespace GpuNN;

/// <content>What losses of classes share.</content>
public static partial class Operators
{
    /// <summary>Classes last and samples first: [c] becomes [1, c], [n, c, d...] becomes [n·d..., c].</summary>
    private static Tensor ClassRows(Tensor x)
    {
        if (x.Rank == 1) return x.Unsqueeze(0);
        if (x.Rank == 2) return x;
        Span<int> order = stackalloc int[x.Rank];
        order[0] = 0;
        for (int axis = 1; axis < x.Rank - 1; axis++) order[axis] = axis + 1;
        order[^1] = 1;
        return x.Permute(order).Reshape(Shape.Create(x.Count / Math.Max(x.Shape[1], 1), x.Shape[1]));
    }

    /// <summary>Checks [n, c, d...] or [c] against targets [n, d...] or a scalar, and weights [c].</summary>
    private static void CheckTargets(string name, Tensor x, Tensor targets, Tensor? weights)
    {
        CheckFloatingPoint(name, x);
        if (x.Rank == 0 || x.Shape[x.Rank == 1 ? 0 : 1] == 0)
            throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", "[n, c, d...] or [c], with at least one class");
        if (targets.DType != DType.Int64)
            throw new DTypeMismatchException(name, nameof(targets), $"{targets.DType}", $"{DType.Int64}");
        int classAxis = x.Rank == 1 ? 0 : 1;
        if (targets.Shape != x.Shape.Remove(classAxis))
            throw new ShapeMismatchException(name, nameof(targets), $"{targets.Shape}", $"{x.Shape.Remove(classAxis)} for {x.Shape}");
        CheckClassWeights(name, weights, x.Shape[classAxis], x.DType);
    }

    private static void CheckClassWeights(string name, Tensor? weights, long classes, DType dtype)
    {
        if (weights is null) return;
        if (weights.Shape != Shape.Create(classes))
            throw new ShapeMismatchException(name, nameof(weights), $"{weights.Shape}", $"[{classes}], one per class");
        if (weights.DType != dtype) throw new DTypeMismatchException(name, nameof(weights), $"{weights.DType}", $"{dtype}");
    }

    /// <summary>How much each sample counts in a mean: its class's weight, 0 where it is ignored; null where all count 1.</summary>
    private static Tensor? SampleWeights(Tensor targets, Tensor? weights, long? ignoredIndex, DType dtype)
    {
        if (ignoredIndex is not { } ignored) return weights?.IndexSelect(0, targets);
        Tensor isIgnored = targets.Equal(ignored);
        Tensor ofClasses = weights is null
            ? Tensor.Ones(targets.Shape, dtype, targets.Device)
            : weights.IndexSelect(0, targets.MaskedFill(isIgnored, 0));
        return ofClasses.MaskedFill(isIgnored, 0);
    }

    /// <summary>Reduces losses [n] of samples, whose mean is over what they count, and gives them the targets' shape where
    /// they stay.</summary>
    private static Tensor ReduceSamples(Tensor losses, in Shape shape, Tensor? sampleWeights, Reduction reduction) => reduction switch
    {
        Reduction.None => losses.Reshape(shape),
        Reduction.Mean when sampleWeights is not null => losses.Sum().Divide(sampleWeights.Sum()),
        Reduction.BatchMean => losses.Sum().Affine(1.0 / (shape.Rank == 0 ? 1 : shape[0])),
        _ => losses.ReduceLoss(reduction),
    };
}
