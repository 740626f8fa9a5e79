using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Normalisation and regularisation.</summary>
internal static class NormalizationEntries
{
    private const string Family = "normalisation and regularisation";

    public static IEnumerable<OperatorEntry> All => [BatchNorm, LayerNorm, RmsNorm, GroupNorm, InstanceNorm, LocalResponseNorm, .. Dropouts];

    private static OperatorEntry BatchNorm =>
        new("BatchNorm", Family, "γ·(x − μ)/√(σ² + ε) + β per channel", "x [N, C, …], statistics, γ, β [C] → x's shape")
        {
            Gradient = GradientKind.Once,
            Cases =
            [
                new("training, image", [Normal(3, 5, 4, 6), Normal(5), Normal(5)], i => [i[0].BatchNorm(null, null, i[1], i[2], training: true)], Budget.Composite()),
                new("training, matrix", [Normal(7, 4), Normal(4), Normal(4)], i => [i[0].BatchNorm(null, null, i[1], i[2], training: true)], Budget.Composite()),
                new("training, without γ and β", [Normal(4, 3, 5)], i => [i[0].BatchNorm(null, null, training: true, epsilon: 0.1)], Budget.Composite()),
                new("training, a mean far from 0", [Uniform(99, 101, 4, 3, 5), Normal(3), Normal(3)], i => [i[0].BatchNorm(null, null, i[1], i[2], training: true)], Budget.Composite()),
                new("running statistics", [Normal(4, 3, 5), Normal(3), Uniform(0.5, 2, 3), Normal(3)], i => Followed(i[0], i[1], i[2], i[3]), Budget.Composite()) { ChecksGradient = false },
                new("prediction", [Normal(3, 5, 4, 6), Normal(5), Uniform(0.5, 2, 5), Normal(5), Normal(5)], i => [i[0].BatchNorm(i[1].Detach(), i[2].Detach(), i[3], i[4])], Budget.Composite()) { ChecksGradient = false },
                new("gradient in prediction", [Normal(3, 2, 4), Normal(2), Normal(2)], i => [i[0].BatchNorm(i[1].Affine(0, 0.5).Detach(), i[1].Affine(0, 2).Detach(), i[1], i[2])], Budget.Composite()) { Gradient = GradientKind.Twice },
                new("prediction without γ and β", [Normal(3, 2)], i => [i[0].BatchNorm(Tensor.Full([2], 0.5, i.Precision, i.Device), Tensor.Full([2], 2, i.Precision, i.Device))], Budget.Composite()) { Gradient = GradientKind.Twice },
                new("one plane of many elements", [Normal(1, 2, 33, 31), Normal(2), Normal(2)], i => [i[0].BatchNorm(null, null, i[1], i[2], training: true)], Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("a vector", d => Tensor.Ones([3], device: d).BatchNorm(null, null, training: true)),
                BadInput.Throws<ShapeMismatchException>("γ of another length", d => Tensor.Ones([3, 2], device: d).BatchNorm(null, null, Tensor.Ones([3], device: d), training: true)),
                BadInput.Throws<ShapeMismatchException>("one value a channel", d => Tensor.Ones([1, 2], device: d).BatchNorm(null, null, training: true)),
                BadInput.Throws<ShapeMismatchException>("a mean without variance", d => Tensor.Ones([3, 2], device: d).BatchNorm(Tensor.Ones([2], device: d), null)),
                BadInput.Throws<DTypeMismatchException>("integers", d => Tensor.Ones([3, 2], DType.Int32, d).BatchNorm(null, null, training: true)),
            ],
        };

    private static OperatorEntry LayerNorm =>
        new("LayerNorm", Family, "γ·(x − μ)/√(σ² + ε) + β over the last axes", "x [..., n…], γ, β [n…] → x's shape")
        {
            Gradient = GradientKind.Once,
            Cases =
            [
                new("last axis", [Normal(5, 33), Normal(33), Normal(33)], i => [i[0].LayerNorm([33], i[1], i[2])], Budget.Composite()),
                new("last two axes", [Normal(2, 3, 4, 5), Normal(4, 5), Normal(4, 5)], i => [i[0].LayerNorm([4, 5], i[1], i[2])], Budget.Composite()),
                new("without γ and β", [Normal(4, 7)], i => [i[0].LayerNorm([7], epsilon: 0.01)], Budget.Composite()),
                new("γ alone", [Normal(4, 7), Normal(7)], i => [i[0].LayerNorm([7], i[1])], Budget.Composite()),
                new("a mean far from 0", [Uniform(99, 101, 4, 130), Normal(130), Normal(130)], i => [i[0].LayerNorm([130], i[1], i[2])], Budget.Composite()),
                new("no rows", [Normal(0, 3), Normal(3), Normal(3)], i => [i[0].LayerNorm([3], i[1], i[2])], Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("another last axis", d => Tensor.Ones([3, 2], device: d).LayerNorm([3])),
                BadInput.Throws<ShapeMismatchException>("no axis", d => Tensor.Ones([3, 2], device: d).LayerNorm([])),
                BadInput.Throws<ShapeMismatchException>("γ of another length", d => Tensor.Ones([3, 2], device: d).LayerNorm([2], Tensor.Ones([3], device: d))),
                BadInput.Throws<DTypeMismatchException>("γ of another type", d => Tensor.Ones([3, 2], device: d).LayerNorm([2], Tensor.Ones([2], DType.Int32, d))),
            ],
        };

    private static OperatorEntry RmsNorm =>
        new("RMSNorm", Family, "γ·x/√(mean(x²) + ε) over the last axes", "x [..., n…], γ [n…] → x's shape")
        {
            Gradient = GradientKind.Once,
            Cases =
            [
                new("last axis", [Normal(5, 33), Normal(33)], i => [i[0].RMSNorm([33], i[1])], Budget.Composite()),
                new("without γ", [Normal(2, 3, 4)], i => [i[0].RMSNorm([3, 4], epsilon: 0.01)], Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("another last axis", d => Tensor.Ones([3, 2], device: d).RMSNorm([3])),
                BadInput.Throws<ShapeMismatchException>("γ of another length", d => Tensor.Ones([3, 2], device: d).RMSNorm([2], Tensor.Ones([3], device: d))),
            ],
        };

    private static OperatorEntry GroupNorm =>
        new("GroupNorm", Family, "γ·(x − μ)/√(σ² + ε) + β over groups of channels", "x [N, C, …], γ, β [C] → x's shape")
        {
            Gradient = GradientKind.Once,
            Cases =
            [
                new("groups neither 1 nor C", [Normal(3, 6, 4, 5), Normal(6), Normal(6)], i => [i[0].GroupNorm(3, i[1], i[2])], Budget.Composite()),
                new("one group", [Normal(2, 4, 7), Normal(4), Normal(4)], i => [i[0].GroupNorm(1, i[1], i[2])], Budget.Composite()),
                new("a group a channel", [Normal(2, 4, 7)], i => [i[0].GroupNorm(4)], Budget.Composite()),
                new("matrix", [Normal(3, 8), Normal(8), Normal(8)], i => [i[0].GroupNorm(2, i[1], i[2])], Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("groups that do not divide", d => Tensor.Ones([2, 4, 3], device: d).GroupNorm(3)),
                BadInput.Throws<ShapeMismatchException>("β of another length", d => Tensor.Ones([2, 4, 3], device: d).GroupNorm(2, null, Tensor.Ones([2], device: d))),
            ],
        };

    private static OperatorEntry InstanceNorm =>
        new("InstanceNorm", Family, "γ·(x − μ)/√(σ² + ε) + β over each plane", "x [N, C, …], statistics, γ, β [C] → x's shape")
        {
            Gradient = GradientKind.Once,
            Cases =
            [
                new("image", [Normal(3, 4, 5, 6), Normal(4), Normal(4)], i => [i[0].InstanceNorm(null, null, i[1], i[2])], Budget.Composite()),
                new("running statistics", [Normal(3, 4, 5), Normal(4), Uniform(0.5, 2, 4)], i => FollowedInstances(i[0], i[1], i[2]), Budget.Composite()) { ChecksGradient = false },
                new("prediction", [Normal(3, 4, 5), Normal(4), Uniform(0.5, 2, 4)], i => [i[0].InstanceNorm(i[1].Detach(), i[2].Detach(), useInputStatistics: false)], Budget.Composite()) { ChecksGradient = false },
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("a matrix", d => Tensor.Ones([2, 4], device: d).InstanceNorm()),
                BadInput.Throws<ShapeMismatchException>("one value a plane", d => Tensor.Ones([2, 4, 1], device: d).InstanceNorm()),
                BadInput.Throws<ShapeMismatchException>("no statistics", d => Tensor.Ones([2, 4, 3], device: d).InstanceNorm(useInputStatistics: false)),
            ],
        };

    private static OperatorEntry LocalResponseNorm =>
        new("LocalResponseNorm", Family, "x/(k + (α/n)·Σ x²)^β over n channels", "x [N, C, …] → the same shape")
        {
            Cases =
            [
                new("odd size", [Normal(2, 7, 3, 4)], i => [i[0].LocalResponseNorm(5, 0.3, 0.75, 2)], Budget.Composite(16)),
                new("even size", [Normal(2, 6, 5)], i => [i[0].LocalResponseNorm(4, 0.5, 0.6)], Budget.Composite(16)),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("a matrix", d => Tensor.Ones([2, 4], device: d).LocalResponseNorm(3)),
                BadInput.Throws<ShapeMismatchException>("no channels", d => Tensor.Ones([2, 4, 3], device: d).LocalResponseNorm(0)),
            ],
        };

    private static OperatorEntry[] Dropouts =>
    [
        new("Dropout", Family, "x/(1 − p) or 0", "x → the same shape")
        {
            Cases =
            [
                new("half", [Normal(5, 33)], i => [Drop(() => i[0].Dropout())], Budget.Exact),
                new("a third", [Normal(1001)], i => [Drop(() => i[0].Dropout(0.3))], Budget.Ulps(1.5, "rounded factor and product")),
                new("nothing dropped", [Normal(3, 4)], i => [i[0].Dropout(0)], Budget.Exact),
                new("all dropped", [Normal(3, 4)], i => [Drop(() => i[0].Dropout(1))], Budget.Exact),
                new("prediction", [Normal(3, 4)], i => [i[0].Dropout(0.5, training: false)], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ArgumentOutOfRangeException>("p above 1", d => Tensor.Ones([2], device: d).Dropout(1.5)),
                BadInput.Throws<ArgumentOutOfRangeException>("p is NaN", d => Tensor.Ones([2], device: d).Dropout(double.NaN)),
                BadInput.Throws<DTypeMismatchException>("integers", d => Tensor.Ones([2], DType.Int32, d).Dropout()),
            ],
        },
        new("Dropout2D", Family, "whole channels: x/(1 − p) or 0", "x [N, C, …] → the same shape")
        {
            Cases =
            [
                new("half", [Normal(5, 7, 3, 2)], i => [Drop(() => i[0].Dropout2D())], Budget.Exact),
                new("a quarter, line", [Normal(6, 9, 5)], i => [Drop(() => i[0].Dropout2D(0.25))], Budget.Ulps(1.5, "rounded factor and product")),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("a matrix", d => Tensor.Ones([2, 3], device: d).Dropout2D())],
        },
    ];

    private static Tensor[] Followed(Tensor x, Tensor mean, Tensor variance, Tensor weight)
    {
        Tensor runningMean = mean.Clone(), runningVariance = variance.Clone();
        Tensor result = x.BatchNorm(runningMean, runningVariance, weight, null, training: true, momentum: 0.3);
        return [result, runningMean, runningVariance];
    }

    private static Tensor[] FollowedInstances(Tensor x, Tensor mean, Tensor variance)
    {
        Tensor runningMean = mean.Clone(), runningVariance = variance.Clone();
        Tensor result = x.InstanceNorm(runningMean, runningVariance, momentum: 0.3);
        return [result, runningMean, runningVariance];
    }

    /// <summary>The same random numbers every time that a case is run.</summary>
    private static Tensor Drop(Func<Tensor> run)
    {
        using IDisposable random = RandomState.Use(new RandomState(11));
        return run();
    }
}
