namespace GpuNN;

/// <summary>How <see cref="GradCheck"/> looks.</summary>
public sealed record GradCheckOptions
{
    /// <summary>The step of the differences, relative to elements larger than 1. The five-point rule's own error is of the
    /// order of the step's fourth power, that of rounding 10⁻¹⁶ over the step: 10⁻⁴ leaves 10⁻¹² of each.</summary>
    public double Step { get; init; } = 1e-4;

    /// <summary>The largest difference that passes, relative to the largest gradient of the leaf.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>How many elements of a leaf are tried; larger leaves are sampled.</summary>
    public int MaximumElements { get; init; } = 24;

    /// <summary>Whether the second derivative is checked too: the product of the Hessian with a random direction against
    /// differences of the gradient.</summary>
    public bool ChecksSecondDerivative { get; init; }

    /// <summary>The seed of the sample, of the weights of the outputs and of the function's own random numbers, which are the
    /// same in each evaluation.</summary>
    public int Seed { get; init; } = 1;
}
