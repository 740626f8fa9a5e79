using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The numbers of an Adam step.</summary>
internal readonly struct AdamNumbers<T>
    where T : unmanaged
{
    public T Rate { get; init; }

    public T Beta1 { get; init; }

    public T Beta2 { get; init; }

    public T Epsilon { get; init; }

    public T Decay { get; init; }

    /// <summary>1 − β₁ᵗ.</summary>
    public T Correction1 { get; init; }

    /// <summary>1 − β₂ᵗ.</summary>
    public T Correction2 { get; init; }

    public int IsDecoupled { get; init; }

    public int EpsilonInside { get; init; }

    public int IsAmsGrad { get; init; }
}

/// <summary>Adam: d = g + λ·θ, or decoupled d = g after θ ← θ − η·λ·θ; m ← β₁·m + (1 − β₁)·d, v ← β₂·v + (1 − β₂)·d²,
/// θ ← θ − η·m̂ / root(v̂), both corrected for their start; AMSGrad takes the largest v so far. One work item per
/// element, everything in one pass.</summary>
internal sealed class AdamStep<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, AdamNumbers<T>> _step =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, AdamNumbers<T>>(AdamStepKernel);

    internal static void AdamStepKernel(
        ArrayView<T> gradient,
        ArrayView<T> parameter,
        ArrayView<T> first,
        ArrayView<T> second,
        ArrayView<T> largest,
        int count,
        AdamNumbers<T> numbers)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        T value = parameter[i], direction = gradient[i];
        if (numbers.IsDecoupled != 0) value -= numbers.Rate * numbers.Decay * value;
        else direction += numbers.Decay * value;
        T moment = (numbers.Beta1 * first[i]) + ((T.One - numbers.Beta1) * direction);
        T square = (numbers.Beta2 * second[i]) + ((T.One - numbers.Beta2) * direction * direction);
        first[i] = moment;
        second[i] = square;
        if (numbers.IsAmsGrad != 0)
        {
            square = MaximumReduction.Combine(largest[i], square);
            largest[i] = square;
        }

        T root = StepRoot.Of(square / numbers.Correction2, numbers.Epsilon, numbers.EpsilonInside);
        parameter[i] = value - (numbers.Rate * (moment / numbers.Correction1) / root);
    }

    public void Launch(
        ArrayView<T> gradient,
        ArrayView<T> parameter,
        ArrayView<T> first,
        ArrayView<T> second,
        ArrayView<T> largest,
        int count,
        AdamNumbers<T> numbers) =>
        _step(LaunchGrid.Over(count), gradient, parameter, first, second, largest, count, numbers);
}
