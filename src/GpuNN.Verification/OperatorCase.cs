namespace GpuNN.Verification;

/// <summary>One way of calling an operator that is checked.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Inputs">How its inputs are made.</param>
/// <param name="Run">Calls the operator; returns what is compared.</param>
/// <param name="Budget">How far a device may be from the reference.</param>
public sealed record OperatorCase(string Name, InputSpecification[] Inputs, Func<CaseInputs, Tensor[]> Run, Budget Budget)
{
    /// <summary>Whether the gradient is checked; where the operator has none it is not, whatever this says.</summary>
    public bool ChecksGradient { get; init; } = true;

    /// <summary>Whether every variant of a device is tried; not where another case tries the same kernels in other types, since each
    /// costs a driver's compiler seconds.</summary>
    public bool TriesVariants { get; init; } = true;

    /// <summary>How the gradient of this case works where that is not how the operator's does: a fused operator may run some
    /// cases as a composite of others.</summary>
    public GradientKind? Gradient { get; init; }
}
