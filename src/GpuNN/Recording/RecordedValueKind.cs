namespace GpuNN.Recording;

/// <summary>Where a value of a recorded function comes from.</summary>
public enum RecordedValueKind
{
    /// <summary>An argument of the function.</summary>
    Input,

    /// <summary>A tensor that was there before: a parameter, a constant. The function reads it, or changes it, where it is.</summary>
    Constant,

    /// <summary>Computed by a step.</summary>
    Computed,
}
