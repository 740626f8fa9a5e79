namespace GpuNN.Backends;

/// <summary>How the elements along the reduced axes become one.</summary>
public enum ReduceFunction
{
    /// <summary>Their sum; 0 of none.</summary>
    Sum,

    /// <summary>Their mean; NaN of none.</summary>
    Mean,
}
