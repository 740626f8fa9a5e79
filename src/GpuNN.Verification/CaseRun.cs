namespace GpuNN.Verification;

/// <summary>One case with its numbers drawn: evaluates it on the reference in float64 and float32 and on a device, and
/// compares.</summary>
internal sealed class CaseRun
{
    private const double DifferenceStep = 1e-4;
    private const int SampledElements = 24;
    private const int SampledSecondElements = 4;
    private const double SmallestNormal = 1.17549435e-38;

    private readonly OperatorCase _case;
    private readonly double[][] _values;
    private readonly int _seed;
    private Evaluation? _expected, _plain, _expectedGradients, _plainGradients;

    public CaseRun(OperatorCase operatorCase, int seed)
    {
        _case = operatorCase;
        _seed = seed;
        var random = new Random(seed);
        _values = [.. operatorCase.Inputs.Select(input => input.Make(random))];
    }

    /// <summary>Which variants a device runs; by default its own choice.</summary>
    public VariantTrial Trial { get; set; } = new(null);

    public bool HasDifferentiableInputs => _case.Inputs.Any(input => input.IsDifferentiable && input.Shape.Count > 0);

    public Comparison CompareForward(Device device)
    {
        using IDisposable restoration = NoGrad.Begin();
        Evaluation expected = _expected ??= Evaluate(Device.Reference, DType.Float64, _values);
        Evaluation actual = EvaluateGuarded(device, out string? violation);
        return violation is null
            ? CompareAll(expected, actual, index => Tolerances(expected, index, _case.Budget))
            : Comparison.Fail(violation);
    }

    /// <summary>A second run of results and gradients, bit by bit, with determinism demanded.</summary>
    public Comparison CompareRepeat(Device device, bool includesGradient)
    {
        using IDisposable determinism = Determinism.Require();
        Evaluation first = Outcome(), second = Outcome();
        return CompareAll(first, second, index => new double[first.Values[index].Length]);

        Evaluation Outcome()
        {
            if (includesGradient) return Gradients(device, DType.Float32);
            using IDisposable restoration = NoGrad.Begin();
            return Evaluate(device, DType.Float32, _values);
        }
    }

    /// <summary>The reference's gradient against central differences of the reference, at sampled elements.</summary>
    public Comparison CompareReferenceGradient()
    {
        Evaluation gradients = Gradients(Device.Reference, DType.Float64);
        var random = new Random(_seed);
        double share = 0;
        int differentiable = -1;
        for (int input = 0; input < _values.Length; input++)
        {
            if (!_case.Inputs[input].IsDifferentiable) continue;
            differentiable++;
            double[] analytic = gradients.Values[differentiable];
            double scale = Math.Max(analytic.Select(Math.Abs).DefaultIfEmpty().Max(), 1e-3);
            for (int sample = 0; sample < Math.Min(SampledElements, analytic.Length); sample++)
            {
                int element = analytic.Length <= SampledElements ? sample : random.Next(analytic.Length);
                double numeric = CentralDifference(input, element, values => WeightedSum(Evaluate(Device.Reference, DType.Float64, values)));
                double error = Math.Abs(numeric - analytic[element]) / (1e-6 * scale);
                if (!(error <= share)) share = error;
                if (!(error <= 1))
                    return new(error, $"input {input}, element {element}: analytic {analytic[element]:G9}, by differences {numeric:G9}");
            }
        }

        return new(share, null);
    }

    /// <summary>A device's gradient against the reference's.</summary>
    public Comparison CompareGradient(Device device)
    {
        Evaluation expected = _expectedGradients ??= Gradients(Device.Reference, DType.Float64);
        Evaluation plain = _plainGradients ??= Gradients(Device.Reference, DType.Float32);
        Evaluation actual = Gradients(device, DType.Float32);
        Budget budget = _case.Budget.Kind == BudgetKind.Composite ? _case.Budget : Budget.Composite();
        return CompareAll(expected, actual, index => CompositeTolerances(expected, plain, index, budget));
    }

    /// <summary>The reference's second gradient, of the first one times random directions, against central differences of
    /// the first. The first one is computed as training computes it, fused where it can be, and the second by the tape of
    /// the first, so that the two ways of writing a gradient are held to each other. An operator that says that it can be
    /// differentiated only once may refuse, but not be wrong.</summary>
    public Comparison CompareSecondGradient(GradientKind kind)
    {
        Tensor[] sources = RecordLoss(Device.Reference, DType.Float64, _values, out Tensor loss);
        Tensor?[] first = loss.GradientsOf(sources, differentiable: true);
        Tensor? projection = null;
        for (int index = 0; index < first.Length; index++)
        {
            if (first[index] is not { RequiresGrad: true } gradient) continue;
            Tensor term = (gradient * Tensor.From(Direction(index), gradient.Shape, Device.Reference)).Sum();
            projection = projection is null ? term : projection + term;
        }

        var second = new Tensor?[sources.Length];
        try
        {
            if (projection is not null) second = projection.GradientsOf(sources);
        }
        catch (TapeException) when (kind == GradientKind.Once)
        {
            return new(0, null);
        }

        int source = 0;
        double share = 0;
        for (int input = 0; input < _values.Length; input++)
        {
            if (!_case.Inputs[input].IsDifferentiable) continue;
            double[] analytic = second[source]?.Contiguous().ToArray<double>() ?? new double[_values[input].Length];
            source++;
            double scale = Math.Max(analytic.Select(Math.Abs).DefaultIfEmpty().Max(), 1e-3);
            var random = new Random(_seed);
            for (int sample = 0; sample < Math.Min(SampledSecondElements, analytic.Length); sample++)
            {
                int element = random.Next(analytic.Length);
                double numeric = CentralDifference(input, element, Projection);
                double error = Math.Abs(numeric - analytic[element]) / (1e-6 * scale);
                if (!(error <= share)) share = error;
                if (!(error <= 1))
                    return new(error, $"input {input}, element {element}: second gradient {analytic[element]:G9}, by differences {numeric:G9}");
            }
        }

        return new(share, null);
    }

    private double Projection(double[][] values)
    {
        Evaluation gradients = Gradients(Device.Reference, DType.Float64, values);
        double sum = 0;
        for (int index = 0; index < gradients.Values.Length; index++)
        {
            double[] direction = Direction(index);
            for (int element = 0; element < direction.Length; element++) sum += direction[element] * gradients.Values[index][element];
        }

        return sum;
    }

    /// <summary>The direction in which the gradient of a differentiable input is followed.</summary>
    private double[] Direction(int source)
    {
        int[] differentiable = [.. Enumerable.Range(0, _values.Length).Where(input => _case.Inputs[input].IsDifferentiable)];
        return Weights(_values[differentiable[source]].Length, 104729 + source);
    }

    private static Comparison CompareAll(Evaluation expected, Evaluation actual, Func<int, double[]> tolerances)
    {
        if (expected.Values.Length != actual.Values.Length)
            return Comparison.Fail($"{actual.Values.Length} results, the reference has {expected.Values.Length}");
        double share = 0;
        for (int index = 0; index < expected.Values.Length; index++)
        {
            Comparison comparison = Comparer.Compare(
                expected.Values[index], actual.Values[index], tolerances(index), expected.Shapes[index], actual.Shapes[index]);
            if (!comparison.Passed) return comparison with { Failure = $"result {index}: {comparison.Failure}" };
            share = Math.Max(share, comparison.BudgetShare);
        }

        return new(share, null);
    }

    private double[] Tolerances(Evaluation expected, int index, Budget budget)
    {
        switch (budget.Kind)
        {
            case BudgetKind.Exact:
                double[] rounded = expected.Values[index];
                for (int element = 0; element < rounded.Length; element++) rounded[element] = (float)rounded[element];
                return new double[rounded.Length];
            case BudgetKind.Ulps:
                return [.. expected.Values[index].Select(value => 2 * budget.Amount * Comparer.Epsilon * Math.Max(Math.Abs(value), SmallestNormal))];
            case BudgetKind.Sum or BudgetKind.StoredSum:
                double[][] magnitudes = [.. _values.Select(values => values.Select(Math.Abs).ToArray())];
                Evaluation bound = Evaluate(Device.Reference, DType.Float64, magnitudes);
                double factor = Budget.SumShare(budget.Amount) + budget.StorageRoundoff;
                return [.. bound.Values[index].Select(value => factor * Math.Abs(value))];
            default:
                return CompositeTolerances(expected, _plain ??= Evaluate(Device.Reference, DType.Float32, _values), index, budget);
        }
    }

    private static double[] CompositeTolerances(Evaluation expected, Evaluation plain, int index, Budget budget)
    {
        double error = 0, largest = 0;
        for (int element = 0; element < expected.Values[index].Length; element++)
        {
            double value = expected.Values[index][element];
            if (!double.IsFinite(value)) continue;
            largest = Math.Max(largest, Math.Abs(value));
            error = Math.Max(error, Math.Abs(value - plain.Values[index][element]));
        }

        var tolerances = new double[expected.Values[index].Length];
        Array.Fill(tolerances, (budget.Amount * error) + (8 * Comparer.Epsilon * largest));
        return tolerances;
    }

    private double CentralDifference(int input, int element, Func<double[][], double> function)
    {
        double center = _values[input][element];
        return GradCheck.CentralDifference(
            offset =>
            {
                double[][] values = [.. _values];
                values[input] = [.. _values[input]];
                values[input][element] = center + offset;
                return function(values);
            },
            DifferenceStep * Math.Max(1, Math.Abs(center)));
    }

    private double WeightedSum(Evaluation evaluation)
    {
        double sum = 0;
        for (int index = 0; index < evaluation.Values.Length; index++)
        {
            if (!evaluation.AreFloatingPoint[index]) continue;
            double[] weights = Weights(evaluation.Values[index].Length, index);
            for (int element = 0; element < weights.Length; element++) sum += weights[element] * evaluation.Values[index][element];
        }

        return sum;
    }

    private double[] Weights(long count, int index)
    {
        var random = new Random(_seed + (7919 * (index + 1)));
        var weights = new double[count];
        for (long element = 0; element < count; element++) weights[element] = (float)((random.NextDouble() * 2) - 1);
        return weights;
    }

    private Evaluation Gradients(Device device, DType precision) => Gradients(device, precision, _values);

    private Evaluation Gradients(Device device, DType precision, double[][] values)
    {
        Tensor[] sources = RecordLoss(device, precision, values, out Tensor loss);
        Tensor?[] gradients;
        using (Trial.Use()) gradients = loss.GradientsOf(sources);
        return Evaluation.Of([.. gradients.Select((gradient, index) => gradient ?? Tensor.Zeros(sources[index].Shape, precision, device))]);
    }

    /// <summary>Runs the case on the tape and sums its outputs up with weights; returns the differentiable inputs.</summary>
    private Tensor[] RecordLoss(Device device, DType precision, double[][] values, out Tensor loss)
    {
        Tensor[] inputs = Place(device, precision, values);
        Tensor[] sources = [.. inputs.Where((_, index) => _case.Inputs[index].IsDifferentiable)];
        foreach (Tensor source in sources) source.RequiresGrad = true;
        Tensor[] outputs;
        using (Trial.Use()) outputs = _case.Run(new(device, precision, inputs));
        Tensor? sum = null;
        for (int index = 0; index < outputs.Length; index++)
        {
            if (!outputs[index].RequiresGrad) continue;
            Tensor weights = Tensor.From(Weights(outputs[index].Count, index), outputs[index].Shape, Device.Reference);
            Tensor term = (outputs[index] * weights.Cast(precision).To(device)).Sum();
            sum = sum is null ? term : sum + term;
        }

        loss = sum ?? throw new InvalidOperationException("no output depends on a differentiable input");
        return sources;
    }

    /// <summary>Runs the case in poisoned memory with guard bands.</summary>
    private Evaluation EvaluateGuarded(Device device, out string? violation)
    {
        using MemoryGuard guard = device.GuardMemory();
        Evaluation evaluation = Evaluate(device, DType.Float32, _values);
        guard.CheckAll();
        violation = guard.Violations.FirstOrDefault();
        return evaluation;
    }

    private Evaluation Evaluate(Device device, DType precision, double[][] values)
    {
        var inputs = new CaseInputs(device, precision, Place(device, precision, values));
        Tensor[] outputs;
        using (Trial.Use()) outputs = _case.Run(inputs);
        return Evaluation.Of(outputs);
    }

    private Tensor[] Place(Device device, DType precision, double[][] values) =>
        [.. _case.Inputs.Select((input, index) => input.Place(values[index], device, precision))];
}
