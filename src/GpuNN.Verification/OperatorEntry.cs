namespace GpuNN.Verification;

/// <summary>Everything about one operator, once: from here come its checks on every device, its row in
/// <c>docs/operators.md</c> and its benchmarks.</summary>
/// <param name="Name">The public method's name.</param>
/// <param name="Family">The group it stands in.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Shapes">The shapes of inputs and output.</param>
public sealed record OperatorEntry(string Name, string Family, string Formula, string Shapes)
{
    /// <summary>How its gradient works.</summary>
    public GradientKind Gradient { get; init; } = GradientKind.Twice;

    /// <summary>Whether equal inputs give equal bits on one device.</summary>
    public bool IsDeterministic { get; init; } = true;

    /// <summary>On which condition equal inputs give equal bits; none if always.</summary>
    public string? DeterminismNote { get; init; }

    /// <summary>The inputs that it is checked with.</summary>
    public IReadOnlyList<OperatorCase> Cases { get; init; } = [];

    /// <summary>What it refuses.</summary>
    public IReadOnlyList<BadInput> BadInputs { get; init; } = [];
}
