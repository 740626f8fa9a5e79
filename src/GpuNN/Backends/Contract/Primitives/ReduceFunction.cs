namespace GpuNN.Backends;

/// <summary>How the elements along the reduced axes become one. Integers and bools are reduced exactly, in int64, by those
/// functions that give integers.</summary>
public enum ReduceFunction
{
    /// <summary>Their sum; 0 of none.</summary>
    Sum,

    /// <summary>Their mean; NaN of none.</summary>
    Mean,

    /// <summary>The largest, NaN where one is; there is at least one.</summary>
    Max,

    /// <summary>The smallest, NaN where one is; there is at least one.</summary>
    Min,

    /// <summary>Their product; 1 of none.</summary>
    Prod,

    /// <summary>The sum of their squares; 0 of none.</summary>
    SumOfSquares,

    /// <summary>ln Σ eˣ, computed as max + ln Σ e^(x − max); −∞ of none, and where all are −∞; ∞ where one is.</summary>
    LogSumExp,

    /// <summary>Σ (x − mean)² / (n − correction), in two passes or by Welford's recurrence; NaN where n ≤ correction gives
    /// 0/0.</summary>
    Variance,

    /// <summary>Whether all are ≠ 0, a bool; true of none.</summary>
    All,

    /// <summary>Whether one is ≠ 0, a bool; false of none.</summary>
    Any,
}
