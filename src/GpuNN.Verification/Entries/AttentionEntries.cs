using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Attention, linear chains, and losses over large vocabularies.</summary>
internal static class AttentionEntries
{
    private const string Family = "recurrent and attention";

    public static IEnumerable<OperatorEntry> All => [DotProduct, Additive, Crf, Viterbi, HierarchicalSoftmax, NegativeSampling];

    private static OperatorEntry DotProduct =>
        new("ScaledDotProductAttention", Family, "softmax(α·q·kᵀ + mask)·v", "q [..., L, E], k [..., S, E], v [..., S, V], mask → [..., L, V]")
        {
            Gradient = GradientKind.Once,
            Cases =
            [
                new("heads", [Normal(2, 3, 5, 4), Normal(2, 3, 7, 4), Normal(2, 3, 7, 6)], i => [i[0].ScaledDotProductAttention(i[1], i[2])], Budget.Composite()),
                new("causal", [Normal(3, 6, 4), Normal(3, 6, 4), Normal(3, 6, 5)], i => [i[0].ScaledDotProductAttention(i[1], i[2], isCausal: true)], Budget.Composite()),
                new("causal, more keys than queries", [Normal(2, 3, 4), Normal(2, 5, 4), Normal(2, 5, 3)], i => [i[0].ScaledDotProductAttention(i[1], i[2], isCausal: true, scale: 0.3)], Budget.Composite()),
                new(
                    "padding",
                    [Normal(2, 3, 4, 5), Normal(2, 3, 6, 5), Normal(2, 3, 6, 2), Values([1, 1, 1, 0, 0, 0, 1, 0, 1, 1, 1, 1], 2, 1, 1, 6) with { DType = DType.Bool, IsDifferentiable = false }],
                    i => [i[0].ScaledDotProductAttention(i[1], i[2], i[3])],
                    Budget.Composite()),
                new("numbers added", [Normal(2, 3, 4), Normal(2, 5, 4), Normal(2, 5, 3), Normal(3, 5) with { IsDifferentiable = false }], i => [i[0].ScaledDotProductAttention(i[1], i[2], i[3])], Budget.Composite()),
                new("gradient by the mask", [Normal(2, 3, 4), Normal(2, 5, 4), Normal(2, 5, 3), Normal(3, 5)], i => [i[0].ScaledDotProductAttention(i[1], i[2], i[3])], Budget.Composite()) { Gradient = GradientKind.Twice },
                new("one key for all", [Normal(2, 4, 5, 3), Normal(1, 4, 6, 3), Normal(4, 6, 2)], i => [i[0].ScaledDotProductAttention(i[1], i[2])], Budget.Composite()),
                new("large scores", [Uniform(-30, 30, 2, 4, 8), Uniform(-30, 30, 2, 5, 8), Normal(2, 5, 3)], i => [i[0].ScaledDotProductAttention(i[1], i[2])], Budget.Composite()),
                new("matrices", [Normal(33, 16), Normal(70, 16), Normal(70, 16)], i => [i[0].ScaledDotProductAttention(i[1], i[2])], Budget.Composite()),
                new("a query that sees nothing", [Normal(2, 3), Normal(4, 3), Normal(4, 2), Values([0, 0, 0, 0, 1, 0, 1, 1], 2, 4) with { DType = DType.Bool, IsDifferentiable = false }], i => [i[0].ScaledDotProductAttention(i[1], i[2], i[3])], Budget.Composite()) { ChecksGradient = false },
                new("weights", [Normal(2, 3, 4), Normal(2, 5, 4), Normal(2, 5, 3)], i => Both(i[0].ScaledDotProductAttentionWithWeights(i[1], i[2])), Budget.Composite()) { Gradient = GradientKind.Twice },
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("a vector", d => Tensor.Ones([4], device: d).ScaledDotProductAttention(Tensor.Ones([3, 4], device: d), Tensor.Ones([3, 4], device: d))),
                BadInput.Throws<ShapeMismatchException>("keys of another size", d => Tensor.Ones([2, 4], device: d).ScaledDotProductAttention(Tensor.Ones([3, 5], device: d), Tensor.Ones([3, 4], device: d))),
                BadInput.Throws<ShapeMismatchException>("other values than keys", d => Tensor.Ones([2, 4], device: d).ScaledDotProductAttention(Tensor.Ones([3, 4], device: d), Tensor.Ones([2, 4], device: d))),
                BadInput.Throws<ShapeMismatchException>("a mask that does not broadcast", d => Tensor.Ones([2, 4], device: d).ScaledDotProductAttention(Tensor.Ones([3, 4], device: d), Tensor.Ones([3, 4], device: d), Tensor.Ones([3, 2], device: d))),
                BadInput.Throws<DTypeMismatchException>("integers", d => Tensor.Ones([2, 4], DType.Int32, d).ScaledDotProductAttention(Tensor.Ones([3, 4], device: d), Tensor.Ones([3, 4], device: d))),
            ],
        };

    private static OperatorEntry Additive =>
        new("AdditiveAttention", Family, "softmax(wᵀ·tanh(W·q + U·k))·v", "q [N, L, Q], k [N, S, K], v [N, S, V], W [H, Q], U [H, K], w [H] → [N, L, V], [N, L, S]")
        {
            Cases =
            [
                new("all sizes different", [Normal(2, 3, 4), Normal(2, 5, 6), Normal(2, 5, 7), Normal(8, 4), Normal(8, 6), Normal(8)], i => Both(i[0].AdditiveAttention(i[1], i[2], i[3], i[4], i[5])), Budget.Composite()),
                new(
                    "padding",
                    [Normal(2, 1, 3), Normal(2, 4, 3), Normal(2, 4, 3), Normal(5, 3), Normal(5, 3), Normal(5), Values([1, 1, 0, 0, 1, 1, 1, 0], 2, 1, 4) with { DType = DType.Bool, IsDifferentiable = false }],
                    i => Both(i[0].AdditiveAttention(i[1], i[2], i[3], i[4], i[5], i[6])),
                    Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("another batch", d => Tensor.Ones([2, 3, 4], device: d).AdditiveAttention(Tensor.Ones([3, 5, 4], device: d), Tensor.Ones([3, 5, 4], device: d), Tensor.Ones([2, 4], device: d), Tensor.Ones([2, 4], device: d), Tensor.Ones([2], device: d))),
                BadInput.Throws<ShapeMismatchException>("a weight of another size", d => Tensor.Ones([2, 3, 4], device: d).AdditiveAttention(Tensor.Ones([2, 5, 4], device: d), Tensor.Ones([2, 5, 4], device: d), Tensor.Ones([2, 3], device: d), Tensor.Ones([2, 4], device: d), Tensor.Ones([2], device: d))),
            ],
        };

    private static OperatorEntry Crf =>
        new("CrfLogLikelihood", Family, "score(y) − log Σ exp score", "emissions [N, T, K], tags [N, T], transitions [K, K], start, end [K] → [N]")
        {
            Cases =
            [
                new("all steps", [Normal(3, 5, 4), Indices(4, 3, 5), Normal(4, 4), Normal(4), Normal(4)], i => [i[0].CrfLogLikelihood(i[1], i[2], i[3], i[4])], Budget.Composite()),
                new("lengths", [Normal(3, 5, 4), Indices(4, 3, 5), Normal(4, 4), Normal(4), Normal(4), Lengths(5, 1, 3)], i => [i[0].CrfLogLikelihood(i[1], i[2], i[3], i[4], i[5])], Budget.Composite()),
                new("one step", [Normal(2, 1, 3), Indices(3, 2, 1), Normal(3, 3), Normal(3), Normal(3)], i => [i[0].CrfLogLikelihood(i[1], i[2], i[3], i[4])], Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("tags of another shape", d => Tensor.Ones([2, 3, 4], device: d).CrfLogLikelihood(Tensor.Zeros([2, 2], DType.Int64, d), Tensor.Ones([4, 4], device: d), Tensor.Ones([4], device: d), Tensor.Ones([4], device: d))),
                BadInput.Throws<ShapeMismatchException>("transitions", d => Tensor.Ones([2, 3, 4], device: d).CrfLogLikelihood(Tensor.Zeros([2, 3], DType.Int64, d), Tensor.Ones([4, 3], device: d), Tensor.Ones([4], device: d), Tensor.Ones([4], device: d))),
                BadInput.Throws<DTypeMismatchException>("tags that are not int64", d => Tensor.Ones([2, 3, 4], device: d).CrfLogLikelihood(Tensor.Zeros([2, 3], device: d), Tensor.Ones([4, 4], device: d), Tensor.Ones([4], device: d), Tensor.Ones([4], device: d))),
            ],
        };

    private static OperatorEntry Viterbi =>
        new("ViterbiDecode", Family, "the tags with the largest score", "emissions [N, T, K], transitions [K, K], start, end [K] → scores [N], tags [N, T]")
        {
            Gradient = GradientKind.None,
            Cases =
            [
                new("all steps", [Normal(3, 6, 4), Normal(4, 4), Normal(4), Normal(4)], i => Both(i[0].ViterbiDecode(i[1], i[2], i[3])), Budget.Composite()),
                new("lengths", [Normal(3, 6, 4), Normal(4, 4), Normal(4), Normal(4), Lengths(6, 1, 4)], i => Both(i[0].ViterbiDecode(i[1], i[2], i[3], i[4])), Budget.Composite()),
                new("one step", [Normal(2, 1, 3), Normal(3, 3), Normal(3), Normal(3)], i => Both(i[0].ViterbiDecode(i[1], i[2], i[3])), Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("a matrix", d => Tensor.Ones([3, 4], device: d).ViterbiDecode(Tensor.Ones([4, 4], device: d), Tensor.Ones([4], device: d), Tensor.Ones([4], device: d))),
                BadInput.Throws<ShapeMismatchException>("start", d => Tensor.Ones([2, 3, 4], device: d).ViterbiDecode(Tensor.Ones([4, 4], device: d), Tensor.Ones([3], device: d), Tensor.Ones([4], device: d))),
            ],
        };

    private static OperatorEntry HierarchicalSoftmax =>
        new("HierarchicalSoftmax", "softmax and losses", "mean of −Σ log σ(±w·x) along the path", "x [N, D], w [nodes, D], path and codes [N, L] → scalar")
        {
            Cases =
            [
                new(
                    "paths of several lengths",
                    [Normal(3, 5), Normal(6, 5), Values([0, 1, 2, -1, 0, 3, -1, -1, 0, 1, 4, 5], 3, 4) with { DType = DType.Int64, IsDifferentiable = false }, Mask(3, 4)],
                    i => [i[0].HierarchicalSoftmax(i[1], i[2], i[3])],
                    Budget.Composite()),
                new("one node", [Normal(4, 3), Normal(1, 3), Indices(1, 4, 1), Mask(4, 1)], i => [i[0].HierarchicalSoftmax(i[1], i[2], i[3])], Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("codes of another shape", d => Tensor.Ones([2, 3], device: d).HierarchicalSoftmax(Tensor.Ones([4, 3], device: d), Tensor.Zeros([2, 2], DType.Int64, d), Tensor.Zeros([2, 3], device: d))),
                BadInput.Throws<DTypeMismatchException>("nodes that are not int64", d => Tensor.Ones([2, 3], device: d).HierarchicalSoftmax(Tensor.Ones([4, 3], device: d), Tensor.Zeros([2, 2], device: d), Tensor.Zeros([2, 2], device: d))),
            ],
        };

    private static OperatorEntry NegativeSampling =>
        new("NegativeSampling", "softmax and losses", "mean of −log σ(c·v) − Σ log σ(−n·v)", "v, c [N, D], n [N, K, D] → scalar")
        {
            Cases = [new("all sizes different", [Normal(5, 7), Normal(5, 7), Normal(5, 3, 7)], i => [i[0].NegativeSampling(i[1], i[2])], Budget.Composite())],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("another context", d => Tensor.Ones([2, 3], device: d).NegativeSampling(Tensor.Ones([2, 4], device: d), Tensor.Ones([2, 1, 3], device: d))),
                BadInput.Throws<ShapeMismatchException>("other negatives", d => Tensor.Ones([2, 3], device: d).NegativeSampling(Tensor.Ones([2, 3], device: d), Tensor.Ones([1, 1, 3], device: d))),
            ],
        };

    private static InputSpecification Lengths(params double[] lengths) =>
        Values(lengths, lengths.Length) with { DType = DType.Int64, IsDifferentiable = false };

    private static Tensor[] Both((Tensor First, Tensor Second) pair) => [pair.First, pair.Second];
}
