using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Random numbers: integers and uniform numbers are equal to the last bit on every device.</summary>
internal static class RandomEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        Random("Uniform", "low + (high − low)·u, u of Philox4x32-10", "shape → numbers") with
        {
            Cases =
            [
                new("unit interval", [], i => Draw(() => Operators.Uniform([1000], device: i.Device)), Budget.Exact),
                new("wide, odd shape", [], i => Draw(() => Operators.Uniform([3, 5, 7], -2.5, 4, device: i.Device)), Budget.Exact),
                new("second draw", [], i => Draw(() => Second(() => Operators.Uniform([37], device: i.Device))), Budget.Exact),
                new("empty", [], i => Draw(() => Operators.Uniform([0, 3], device: i.Device)), Budget.Exact),
            ],
        },
        Random("Normal", "mean + deviation·√(−2 ln u₁)·cos(2π·u₂)", "shape → numbers") with
        {
            Cases =
            [
                new("standard", [], i => Draw(() => Operators.Normal([1000], dtype: i.Precision, device: i.Device)), Budget.Composite()),
                new("moved, odd shape", [], i => Draw(() => Operators.Normal([3, 5, 7], -2.5, 0.125, i.Precision, i.Device)), Budget.Composite()),
                new("without deviation", [], i => Draw(() => Operators.Normal([9], 1.5, 0, i.Precision, i.Device)), Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ArgumentOutOfRangeException>("a negative deviation", device => Operators.Normal([2], 0, -1, device: device)),
                BadInput.Throws<DTypeMismatchException>("integers", device => Operators.Normal([2], dtype: DType.Int64, device: device)),
            ],
        },
        Random("Bernoulli", "1 where u < p, else 0", "p [...] → [...]; or a shape") with
        {
            Cases =
            [
                new("probabilities", [Uniform(0, 1, 20, 30)], i => Draw(() => i[0].Bernoulli()), Budget.Exact),
                new("never and always", [Values([0, 1, 0, 1], 4)], i => Draw(() => i[0].Bernoulli()), Budget.Exact),
                new("view", [Uniform(0, 1, 5, 6) with { IsTransposedView = true }], i => Draw(() => i[0].Bernoulli()), Budget.Exact),
                new("one probability", [], i => Draw(() => Operators.Bernoulli([100], 0.3, device: i.Device)), Budget.Exact),
            ],
            BadInputs = [BadInput.Throws<DTypeMismatchException>("integers", device => Tensor.Ones([2], DType.Int64, device).Bernoulli())],
        },
        Random("Multinomial", "indices with probabilities proportional to weights", "weights [n] or [rows, n] → [samples] or [rows, samples]") with
        {
            Cases =
            [
                new("with replacement", [SmallWeights(3, 9)], i => Draw(() => i[0].Multinomial(40, replacement: true)), Budget.Exact),
                new("with replacement, a vector", [SmallWeights(50)], i => Draw(() => i[0].Multinomial(7, replacement: true)), Budget.Exact),
                new("without replacement", [SmallWeights(4, 16)], i => Draw(() => i[0].Multinomial(5)), Budget.Exact),
                new("all", [SmallWeights(12)], i => Draw(() => i[0].Multinomial(12)), Budget.Exact),
                new("weights of 0", [Values([0, 1, 0, 2, 0], 5)], i => Draw(() => i[0].Multinomial(50, replacement: true)), Budget.Exact),
                new("none", [SmallWeights(3)], i => Draw(() => i[0].Multinomial(0)), Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("more than there are", device => Tensor.Ones([2], device: device).Multinomial(3)),
                BadInput.Throws<ShapeMismatchException>("three axes", device => Tensor.Ones([2, 2, 2], device: device).Multinomial(1)),
                BadInput.Throws<DTypeMismatchException>("integers", device => Tensor.Ones([2], DType.Int64, device).Multinomial(1)),
                BadInput.Throws<ArgumentOutOfRangeException>("a negative number", device => Tensor.Ones([2], device: device).Multinomial(-1)),
            ],
        },
        Random("Permutation", "0 to n − 1 in random order", "n → int64 [n]") with
        {
            Cases =
            [
                new("hundred", [], i => Draw(() => Operators.Permutation(100, i.Device)), Budget.Exact),
                new("one", [], i => Draw(() => Operators.Permutation(1, i.Device)), Budget.Exact),
                new("none", [], i => Draw(() => Operators.Permutation(0, i.Device)), Budget.Exact),
            ],
            BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("a negative number", device => Operators.Permutation(-1, device))],
        },
    ];

    private static OperatorEntry Random(string name, string formula, string shapes) =>
        new(name, "random", formula, shapes) { Gradient = GradientKind.None };

    /// <summary>Weights whose sums are exact, so that rounding moves no draw.</summary>
    private static InputSpecification SmallWeights(params long[] extents) => new(
        Shape.Create(extents), (random, count) => [.. Enumerable.Range(0, (int)count).Select(_ => (double)random.Next(1, 9))]);

    private static Tensor[] Draw(Func<Tensor> draw)
    {
        using IDisposable random = RandomState.Use(new RandomState(42));
        return [draw()];
    }

    private static Tensor Second(Func<Tensor> draw)
    {
        draw().Dispose();
        return draw();
    }
}
