using GpuNN.Backends.Cpu.Reductions;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Softmax;

/// <summary>
/// What a cross-entropy weighs: with nⱼ = ln Σ e^x − xⱼ and a smoothing s over c classes the loss is
/// (1 − s)·w_t·n_t + s/c·Σⱼ wⱼ·nⱼ, and 0 where the target is ignored.
/// </summary>
internal readonly unsafe struct CrossEntropyTerms
{
    private readonly long? _ignored;

    /// <param name="weights">w, null where all are 1.</param>
    /// <param name="classes">c.</param>
    /// <param name="smoothing">s.</param>
    /// <param name="ignored">The target that does not count, if there is one.</param>
    public CrossEntropyTerms(float* weights, long classes, double smoothing, long? ignored)
    {
        _ignored = ignored;
        Weights = weights;
        Kept = 1 - (float)smoothing;
        Share = (float)smoothing / classes;
        Total = weights == null
            ? classes
            : RowReduction.Run<Lanes256<float>, float, SumReducer<float>>(weights, (nint)classes, 0);
    }

    /// <summary>w, null where all are 1.</summary>
    public float* Weights { get; }

    /// <summary>1 − s.</summary>
    public float Kept { get; }

    /// <summary>s/c.</summary>
    public float Share { get; }

    /// <summary>Σⱼ wⱼ.</summary>
    public float Total { get; }

    /// <summary>Whether every target counts alike: the loss is n_t.</summary>
    public bool ArePlain => Weights == null && Share == 0 && _ignored is null;

    /// <summary>Whether samples of this target do not count.</summary>
    public bool Ignore(long target) => target == _ignored;

    /// <summary>w of one class.</summary>
    public float Weight(long target) => Weights == null ? 1 : Weights[target];
}
