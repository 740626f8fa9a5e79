using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>The primitives that have several variants, and which could win for given operands.</summary>
internal static class Candidates
{
    /// <summary>Everything worth timing; empty for a primitive with one variant.</summary>
    public static IEnumerable<Candidate> For(
        GpuBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => primitive switch
        {
            MatrixMultiplyPrimitive => Products(MatrixMultiplyOperator.ShapeOf(backend, inputs, outputs)),
            ConvolutionPrimitive p => Convolutions(backend, p.Geometry, ConvolutionOperator.ForwardSize(p.Geometry), true),
            ConvolutionDataGradientPrimitive p => Convolutions(backend, p.Geometry, ConvolutionOperator.DataGradientSize(p.Geometry), true),
            ConvolutionWeightGradientPrimitive p =>
                Convolutions(backend, p.Geometry, ConvolutionOperator.WeightGradientSize(p.Geometry), false),
            IndexAddPrimitive or ScatterAddPrimitive or EmbeddingGradientPrimitive => AddByIndexStrategy.Candidates(outputs[0].DType),
            SortPrimitive p => SortStrategy.Candidates((int)inputs[0][p.Axis], (int)p.Count),
            ReducePrimitive => ReduceStrategy.Candidates((int)outputs[0].Count, (int)(inputs[0].Count / Math.Max(outputs[0].Count, 1))),
            BatchNormPrimitive or BatchNormGradientPrimitive or GroupNormPrimitive or GroupNormGradientPrimitive or LayerNormPrimitive
                or LayerNormGradientPrimitive => NormalizationStrategy.Candidates(),
            AttentionPrimitive => AttentionStrategy.Candidates(inputs[0].DType, false),
            AttentionGradientPrimitive => AttentionStrategy.Candidates(inputs[0].DType, true),
            SoftmaxPrimitive p => LineStrategy.CandidatesForPasses(SoftmaxOperator.AroundAxis(inputs[0].Shape, p.Axis).Inner),
            SoftmaxGradientPrimitive p => LineStrategy.CandidatesForPasses(SoftmaxOperator.AroundAxis(inputs[0].Shape, p.Axis).Inner),
            CrossEntropyPrimitive => LineStrategy.CandidatesForPasses(inner: 1),
            ArgReducePrimitive p => LineStrategy.CandidatesForScans((int)inputs[0][p.Axis]),
            CumulativeSumPrimitive p => LineStrategy.CandidatesForScans((int)inputs[0][p.Axis]),
            _ => [],
        };

    /// <summary>Whether a primitive has several variants.</summary>
    public static bool Has(Primitive primitive) => primitive is MatrixMultiplyPrimitive
        or ConvolutionPrimitive or ConvolutionDataGradientPrimitive or ConvolutionWeightGradientPrimitive
        or IndexAddPrimitive or ScatterAddPrimitive or EmbeddingGradientPrimitive
        or SortPrimitive or ReducePrimitive
        or BatchNormPrimitive or BatchNormGradientPrimitive or GroupNormPrimitive or GroupNormGradientPrimitive
        or LayerNormPrimitive or LayerNormGradientPrimitive
        or AttentionPrimitive or AttentionGradientPrimitive
        or SoftmaxPrimitive or SoftmaxGradientPrimitive or CrossEntropyPrimitive or ArgReducePrimitive or CumulativeSumPrimitive;

    private static IEnumerable<Candidate> Products(ProductShape shape) =>
        ProductStrategy.Candidates(shape).Select(static strategy => new Candidate(strategy.Name) { Product = strategy });

    private static IEnumerable<Candidate> Convolutions(
        GpuBackend backend, ConvolutionGeometry geometry, ProductSize size, bool mayTransform) =>
        ConvolutionStrategy.Candidates(geometry, size, ProductShape.Of(backend, size, false), mayTransform);
}
