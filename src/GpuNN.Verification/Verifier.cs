namespace GpuNN.Verification;

/// <summary>Checks operators of the registry on a device against the reference in float64: results, gradients (the
/// reference's own by central differences) and refusals.</summary>
public static class Verifier
{
    /// <summary>Checks every case of an operator on a device, without falling back to the CPU: with what the device chooses to run,
    /// and then with each variant that it could choose.</summary>
    public static IEnumerable<CaseResult> Check(OperatorEntry entry, Device device, int seed = 1, bool triesVariants = true)
    {
        foreach (OperatorCase operatorCase in entry.Cases)
        {
            var run = new CaseRun(operatorCase, seed);
            foreach (CaseResult result in CheckCase(entry, operatorCase, run, device, seed)) yield return result;
            int variants = triesVariants && operatorCase.TriesVariants ? run.Trial.Most : 0;
            for (int number = 0; number < variants; number++) yield return CheckVariant(entry, operatorCase, run, device, seed, number);
        }

        foreach (BadInput badInput in entry.BadInputs) yield return CheckRefusal(entry, badInput, device);
    }

    private static List<CaseResult> CheckCase(OperatorEntry entry, OperatorCase operatorCase, CaseRun run, Device device, int seed)
    {
        string name = $"{operatorCase.Name} (seed {seed})";
        var results = new List<CaseResult>();
        string part = "forward";
        using var random = RandomState.Use(new RandomState((ulong)seed));
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw);
        using Step step = Step.Begin();
        try
        {
            results.Add(Result(run.CompareForward(device)));
            part = "repeat";
            if (entry.IsDeterministic) results.Add(Result(run.CompareRepeat(device, includesGradient: false)));
            if (ChecksGradient(entry, operatorCase, run))
            {
                part = "reference gradient";
                if (device == Device.Cpu) results.Add(Result(run.CompareReferenceGradient()));
                part = "gradient";
                results.Add(Result(run.CompareGradient(device)));
                part = "repeated gradient";
                if (entry.IsDeterministic) results.Add(Result(run.CompareRepeat(device, includesGradient: true)));
                part = "second gradient";
                if (device == Device.Cpu) results.Add(Result(run.CompareSecondGradient(operatorCase.Gradient ?? entry.Gradient)));
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            results.Add(new(entry.Name, name, part, double.PositiveInfinity, $"{exception.GetType().Name}: {exception.Message}"));
        }

        return results;

        CaseResult Result(Comparison comparison) =>
            new(entry.Name, name, part, comparison.BudgetShare, comparison.Failure);
    }

    /// <summary>Results and gradients with the variants of a number.</summary>
    private static CaseResult CheckVariant(
        OperatorEntry entry, OperatorCase operatorCase, CaseRun run, Device device, int seed, int number)
    {
        using var random = RandomState.Use(new RandomState((ulong)seed));
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw);
        using Step step = Step.Begin();
        run.Trial = new VariantTrial(number);
        Comparison worst;
        try
        {
            worst = run.CompareForward(device);
            if (worst.Passed && ChecksGradient(entry, operatorCase, run))
            {
                Comparison gradient = run.CompareGradient(device);
                if (!(gradient.Passed && gradient.BudgetShare <= worst.BudgetShare)) worst = gradient;
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            worst = Comparison.Fail($"{exception.GetType().Name}: {exception.Message}");
        }

        string part = $"variant {number} ({string.Join(", ", run.Trial.Names)})";
        return new(entry.Name, $"{operatorCase.Name} (seed {seed})", part, worst.BudgetShare, worst.Failure) { Variants = run.Trial.Names };
    }

    private static bool ChecksGradient(OperatorEntry entry, OperatorCase operatorCase, CaseRun run) =>
        operatorCase.ChecksGradient && entry.Gradient != GradientKind.None && run.HasDifferentiableInputs;

    private static CaseResult CheckRefusal(OperatorEntry entry, BadInput badInput, Device device)
    {
        string? failure;
        using Step step = Step.Begin();
        try
        {
            badInput.Run(device);
            failure = $"was accepted; {badInput.Exception.Name} was expected";
        }
        catch (Exception exception) when (exception.GetType() == badInput.Exception)
        {
            failure = exception is GpuNNException { Operator.Length: 0 } ? "the exception names no operator" : null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            failure = $"threw {exception.GetType().Name}; {badInput.Exception.Name} was expected: {exception.Message}";
        }

        return new(entry.Name, badInput.Name, "refusal", 0, failure);
    }
}
