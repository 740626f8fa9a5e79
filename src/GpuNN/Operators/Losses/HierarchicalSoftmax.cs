namespace GpuNN;

/// <content>HierarchicalSoftmax.</content>
public static partial class Operators
{
    /// <summary>word2vec's loss over a binary tree (Huffman's): the mean over samples of −Σ log σ(±w·x) along the path to the
    /// word's leaf, + where the path turns to code 0 and − where it turns to code 1. A word costs as many products as its
    /// path is long, not as many as there are words.</summary>
    /// <param name="x">[N, D].</param>
    /// <param name="nodeWeights">w [inner nodes, D].</param>
    /// <param name="nodes">The inner nodes on each sample's path [N, L] (int64), −1 behind its end.</param>
    /// <param name="codes">Where each turns: 0 or 1 [N, L], of any type.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The nodes are not int64.</exception>
    public static Tensor HierarchicalSoftmax(this Tensor x, Tensor nodeWeights, Tensor nodes, Tensor codes)
    {
        const string Name = nameof(HierarchicalSoftmax);
        if (x.Rank != 2) throw new ShapeMismatchException(Name, nameof(x), $"{x.Shape}", "[N, D]");
        if (nodeWeights.Rank != 2 || nodeWeights.Shape[1] != x.Shape[1])
            throw new ShapeMismatchException(Name, nameof(nodeWeights), $"{nodeWeights.Shape}", $"[inner nodes, {x.Shape[1]}]");
        if (nodes.DType != DType.Int64) throw new DTypeMismatchException(Name, nameof(nodes), $"{nodes.DType}", $"{DType.Int64}");
        if (nodes.Rank != 2 || nodes.Shape[0] != x.Shape[0])
            throw new ShapeMismatchException(Name, nameof(nodes), $"{nodes.Shape}", $"[{x.Shape[0]}, L]");
        if (codes.Shape != nodes.Shape) throw new ShapeMismatchException(Name, nameof(codes), $"{codes.Shape}", $"{nodes.Shape}");
        Tensor isPadding = nodes.Less(0);
        Tensor weights = nodeWeights.Embedding(nodes.MaskedFill(isPadding, 0));
        Tensor scores = weights.MatMul(x.Unsqueeze(2)).Squeeze(2);
        Tensor signs = codes.Cast(x.DType).Affine(-2, 1);
        return (scores * signs).LogSigmoid().MaskedFill(isPadding, 0).Sum().Affine(-1.0 / x.Shape[0]);
    }
}
