namespace GpuNN;

/// <summary>What happens where a device lacks an operator.</summary>
public enum FallbackPolicy
{
    /// <summary>An <see cref="UnsupportedOperatorException"/>.</summary>
    Throw,

    /// <summary>It runs on the CPU, with copies both ways; <see cref="Diagnostics.Warning"/> says so once per operator.</summary>
    Warn,

    /// <summary>It runs on the CPU, with copies both ways.</summary>
    Allow,
}
