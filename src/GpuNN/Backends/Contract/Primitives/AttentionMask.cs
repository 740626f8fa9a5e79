namespace GpuNN.Backends;

/// <summary>What kind of mask an attention has.</summary>
public enum AttentionMask
{
    /// <summary>None.</summary>
    None,

    /// <summary>Booleans: true where a query may look at a key.</summary>
    Allowed,

    /// <summary>Numbers that are added to the scores.</summary>
    Added,
}
