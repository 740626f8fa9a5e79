namespace GpuNN.Verification;

/// <summary>How the gradient of an operator works.</summary>
public enum GradientKind
{
    /// <summary>There is none: integers, comparisons, random numbers, changes in place.</summary>
    None,

    /// <summary>Fused: right, but not to be differentiated again; trying to throws.</summary>
    Once,

    /// <summary>Written with operators: it can be differentiated again.</summary>
    Twice,
}
