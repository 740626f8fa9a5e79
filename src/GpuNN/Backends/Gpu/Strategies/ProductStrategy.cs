namespace GpuNN.Backends.Gpu;

/// <summary>The kernels of a product.</summary>
internal enum ProductVariant
{
    /// <summary>One work item per element, nothing shared.</summary>
    Naive,

    /// <summary>16×16 tiles in shared memory.</summary>
    Tiled16,

    /// <summary>64×64 tiles, 4×4 sums per item in registers.</summary>
    Blocked64,
}

/// <summary>How a product, or a convolution as one, runs.</summary>
/// <param name="Variant">The kernel.</param>
/// <param name="Parts">Into how many parts the summed axis is cut.</param>
/// <param name="Reason">Why.</param>
internal sealed record ProductStrategy(ProductVariant Variant, int Parts, string Reason)
{
    private const int Tile = 64;

    /// <summary>The fewest tiles of C that keep a device busy.</summary>
    private const int EnoughTiles = 64;

    /// <summary>The shortest part that pays for a second stage.</summary>
    private const int ShortestPart = 512;

    /// <summary>Forces a strategy on this thread; tests run every variant with it.</summary>
    [field: ThreadStatic]
    public static ProductStrategy? Forced { get; set; }

    /// <summary>Chooses by the sizes.</summary>
    public static ProductStrategy Choose(long m, long n, long k, long batches)
    {
        if (Forced is not null) return Forced;
        if (k <= 8) return new(ProductVariant.Naive, 1, $"k = {k} leaves nothing to share");
        if ((m < 8 || n < 8) && k < 4 * ShortestPart)
            return new(ProductVariant.Naive, 1, $"{m}×{n} would leave most of a tile empty");
        long tiles = batches * ((m + Tile - 1) / Tile) * ((n + Tile - 1) / Tile);
        int parts = tiles >= EnoughTiles ? 1 : (int)Math.Clamp(Math.Min(EnoughTiles / tiles, k / ShortestPart), 1, 32);
        string split = parts > 1 ? $"; {tiles} tiles are few, so k = {k} is cut into {parts}" : "";
        return m <= 32 || n <= 32
            ? new(ProductVariant.Tiled16, parts, $"{m}×{n} would leave half of a 64×64 tile empty{split}")
            : new(ProductVariant.Blocked64, parts, $"{batches} products of {m}×{k}×{n} fill 64×64 tiles{split}");
    }

    /// <summary>The choice in a line.</summary>
    public override string ToString() => $"{Variant}{(Parts > 1 ? $" in {Parts} parts" : "")}, since {Reason}";
}
