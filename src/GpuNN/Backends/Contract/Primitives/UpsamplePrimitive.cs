namespace GpuNN.Backends;

/// <summary>Resizes images. Along each axis nearest takes the element ⌊o·I/O⌋, in integers; bilinear puts output o at
/// s = max((o + ½)·scale − ½, 0), or at o·scale where corners are aligned, and mixes the elements ⌊s⌋ and
/// min(⌊s⌋ + 1, I − 1) by the fraction of s. Input: x [N, C, H, W]; output: y [N, C, H', W'].</summary>
/// <param name="Mode">How.</param>
/// <param name="AlignsCorners">Bilinear: whether the corners' centres lie on one another; the scales are then
/// (I − 1)/(O − 1), or 0 where O is 1.</param>
/// <param name="ScaleHeight">Bilinear: input rows per output row.</param>
/// <param name="ScaleWidth">Bilinear: input columns per output column.</param>
public sealed record UpsamplePrimitive(UpsampleMode Mode, bool AlignsCorners, double ScaleHeight, double ScaleWidth) : Primitive
{
    /// <inheritdoc/>
    public override string Name => $"Upsample{Mode}";
}
