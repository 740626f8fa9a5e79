namespace GpuNN.Backends;

/// <summary>How a resized image takes its elements from the original.</summary>
public enum UpsampleMode
{
    /// <summary>The element at ⌊o·I/O⌋.</summary>
    Nearest,

    /// <summary>Linear interpolation along both axes.</summary>
    Bilinear,
}
