namespace GpuNN.Backends;

/// <summary>Whether a backend offers a computation, and if not, why.</summary>
public readonly record struct Support
{
    private Support(string reason) => Reason = reason;

    /// <summary>It does.</summary>
    public static Support Yes => default;

    /// <summary>Why not; null where it does.</summary>
    public string? Reason { get; }

    /// <summary>Whether it does.</summary>
    public bool IsSupported => Reason is null;

    /// <summary>It does not, for this reason.</summary>
    public static Support No(string reason) => new(reason);
}
