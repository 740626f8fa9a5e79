namespace GpuNN;

/// <summary>How the losses of elements or samples become one.</summary>
public enum Reduction
{
    /// <summary>Their mean; where samples have weights, the sum over the weights' sum.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their sum over the extent of the first axis.</summary>
    BatchMean,

    /// <summary>They stay as they are.</summary>
    None,
}
