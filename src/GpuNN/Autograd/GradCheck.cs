namespace GpuNN;

/// <summary>Holds the gradients of the tape to numeric ones: for a layer, a loss or a <see cref="DifferentiableFunction"/> of
/// one's own. Works in float64, where differences say something.</summary>
public static class GradCheck
{
    /// <summary>Compares ∂(Σ w·f)/∂leaf for random weights w with central differences of five points.</summary>
    /// <param name="function">f: computes a tensor from the leaves; it is called many times, with the leaves changed in place
    /// and put back.</param>
    /// <param name="leaves">The tensors to differentiate with respect to: inputs, or the parameters of a module.</param>
    /// <param name="options">Step, tolerance, sample.</param>
    /// <returns>What was found; a gradient that does not agree is a result, not an exception.</returns>
    /// <exception cref="DTypeMismatchException">A leaf is not float64.</exception>
    /// <exception cref="TapeException">A leaf does not require a gradient or was made by an operator.</exception>
    public static GradCheckResult Check(Func<Tensor> function, IReadOnlyList<Tensor> leaves, GradCheckOptions? options = null)
    {
        options ??= new();
        foreach (Tensor leaf in leaves)
        {
            if (leaf.DType != DType.Float64)
                throw new DTypeMismatchException(nameof(GradCheck), nameof(leaves), $"{leaf.DType}", $"{DType.Float64}");
            if (!leaf.RequiresGrad || !leaf.IsLeaf)
                throw new TapeException(nameof(GradCheck), nameof(leaves), $"a tensor made by {leaf.Storage.Maker} that is no leaf with a gradient", "leaves that require a gradient");
        }

        GradCheckResult first = Compare(leaves, options, () => Loss(function, options), () => Gradients(function, leaves, options));
        if (!options.ChecksSecondDerivative || !first.Passed) return first;
        GradCheckResult second = Compare(
            leaves,
            options,
            () => Projection(Gradients(function, leaves, options), options),
            () => HessianProducts(function, leaves, options));
        return new(
            Math.Max(first.LargestError, second.LargestError),
            first.Elements + second.Elements,
            second.Failure is null ? null : $"second derivative: {second.Failure}");
    }

    /// <summary>f′(0) by the five-point rule, (f(−2h) − 8f(−h) + 8f(h) − f(2h))/12h, whose error is of fourth order in h.</summary>
    public static double CentralDifference(Func<double, double> function, double step) =>
        (function(-2 * step) - (8 * function(-step)) + (8 * function(step)) - function(2 * step)) / (12 * step);

    private static GradCheckResult Compare(
        IReadOnlyList<Tensor> leaves, GradCheckOptions options, Func<double> value, Func<double[][]> derivatives)
    {
        double[][] analytic = derivatives();
        var random = new Random(options.Seed);
        double largest = 0;
        int compared = 0;
        string? failure = null;
        for (int leaf = 0; leaf < leaves.Count; leaf++)
        {
            double[] gradient = analytic[leaf];
            double scale = Math.Max(gradient.Select(Math.Abs).DefaultIfEmpty().Max(), 1e-3);
            for (int sample = 0; sample < Math.Min(options.MaximumElements, gradient.Length); sample++)
            {
                int element = gradient.Length <= options.MaximumElements ? sample : random.Next(gradient.Length);
                double numeric = Difference(leaves[leaf], element, options.Step, value);
                double error = Math.Abs(numeric - gradient[element]) / scale;
                compared++;
                if (!(error <= largest)) largest = error;
                if (!(error <= options.Tolerance))
                    failure ??= FormattableString.Invariant($"leaf {leaf}, element {element}: {gradient[element]:G9} by the tape, {numeric:G9} by differences");
            }
        }

        return new(largest, compared, failure);
    }

    /// <summary>The derivative of a value by one element of a leaf, which is changed in place and put back.</summary>
    private static double Difference(Tensor leaf, int element, double step, Func<double> value)
    {
        double[] elements = leaf.ToArray<double>();
        double center = elements[element];
        double difference = CentralDifference(
            offset =>
            {
                Set(center + offset);
                return value();
            },
            step * Math.Max(1, Math.Abs(center)));
        Set(center);
        return difference;

        void Set(double number)
        {
            elements[element] = number;
            using IDisposable restoration = NoGrad.Begin();
            using Tensor changed = Tensor.From(elements, leaf.Shape, leaf.Device);
            leaf.CopyFrom(changed);
        }
    }

    private static double Loss(Func<Tensor> function, GradCheckOptions options)
    {
        using IDisposable restoration = NoGrad.Begin();
        using Step scope = Step.Begin();
        return Weighted(function, options).ToScalar();
    }

    private static double[][] Gradients(Func<Tensor> function, IReadOnlyList<Tensor> leaves, GradCheckOptions options)
    {
        using Step scope = Step.Begin();
        return Values(Weighted(function, options).GradientsOf([.. leaves], differentiable: options.ChecksSecondDerivative), leaves);
    }

    private static double[][] HessianProducts(Func<Tensor> function, IReadOnlyList<Tensor> leaves, GradCheckOptions options)
    {
        using Step scope = Step.Begin();
        Tensor[] directions = [.. leaves.Select((leaf, index) => Tensor.From(Weights(leaf.Count, options.Seed + index + 1), leaf.Shape, leaf.Device))];
        return Values(Hessian.VectorProduct(Weighted(function, options), [.. leaves], directions), leaves);
    }

    private static double Projection(double[][] gradients, GradCheckOptions options) =>
        gradients.Select((gradient, index) => gradient.Zip(Weights(gradient.Length, options.Seed + index + 1), (g, w) => g * w).Sum()).Sum();

    private static Tensor Weighted(Func<Tensor> function, GradCheckOptions options)
    {
        using IDisposable random = RandomState.Use(new RandomState((ulong)options.Seed));
        Tensor output = function();
        return (output * Tensor.From(Weights(output.Count, options.Seed), output.Shape, output.Device)).Sum();
    }

    private static double[][] Values(IReadOnlyList<Tensor?> gradients, IReadOnlyList<Tensor> leaves) =>
        [.. gradients.Select((gradient, index) => gradient?.ToArray<double>() ?? new double[leaves[index].Count])];

    private static double[] Weights(long count, int seed)
    {
        var random = new Random(seed);
        var weights = new double[count];
        for (long index = 0; index < count; index++) weights[index] = (random.NextDouble() * 2) - 1;
        return weights;
    }
}
