namespace GpuNN.Verification;

/// <summary>Checks operators of the registry on a device against the reference in float64: results, gradients (the
/// reference's own by central differences) and refusals.</summary>
public static class Verifier
{
    /// <summary>Checks every case of an operator on a device, without falling back to the CPU.</summary>
    public static IEnumerable<CaseResult> Check(OperatorEntry entry, Device device, int seed = 1)
    {
        foreach (OperatorCase operatorCase in entry.Cases)
        {
            foreach (CaseResult result in CheckCase(entry, operatorCase, device, seed)) yield return result;
        }

        foreach (BadInput badInput in entry.BadInputs) yield return CheckRefusal(entry, badInput, device);
    }

    private static List<CaseResult> CheckCase(OperatorEntry entry, OperatorCase operatorCase, Device device, int seed)
    {
        string name = $"{operatorCase.Name} (seed {seed})";
        var results = new List<CaseResult>();
        string part = "forward";
        using var random = RandomState.Use(new RandomState((ulong)seed));
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw);
        using Step step = Step.Begin();
        try
        {
            var run = new CaseRun(operatorCase, seed);
            results.Add(Result(run.CompareForward(device)));
            part = "repeat";
            if (entry.IsDeterministic) results.Add(Result(run.CompareRepeat(device, includesGradient: false)));
            if (operatorCase.ChecksGradient && entry.Gradient != GradientKind.None && run.HasDifferentiableInputs)
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
