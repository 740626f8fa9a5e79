namespace GpuNN.Backends.Gpu;

/// <summary>How a product, or a convolution as one, runs.</summary>
/// <param name="Variant">The kernel.</param>
/// <param name="Parts">Into how many parts the summed axis is cut.</param>
/// <param name="Reason">Why.</param>
internal sealed record ProductStrategy(ProductVariant Variant, int Parts, string Reason)
{
    /// <summary>The fewest groups that keep a device busy.</summary>
    private const int EnoughGroups = 64;

    /// <summary>The shortest part that pays for a second stage.</summary>
    private const int ShortestPart = 512;

    /// <summary>The narrowest product that is worth a tile of 16.</summary>
    private const int Narrow = 8;

    /// <summary>The narrowest product that OpenCL on a processor computes faster by tiles of 16, if only half of one is filled.</summary>
    private const int NarrowOnOpenCl = 5;

    /// <summary>The widest product along k that processors compute faster row by row than by tiles.</summary>
    private const int NarrowOnProcessors = 16;

    /// <summary>The products for which a processor compiles a kernel with larger tiles than a narrow matrix fills.</summary>
    private const long WorthLargeTiles = 1 << 20;

    /// <summary>Forces a strategy on this thread; tests run every variant with it.</summary>
    [field: ThreadStatic]
    public static ProductStrategy? Forced { get; set; }

    /// <summary>Chooses by shape and device.</summary>
    public static ProductStrategy Choose(in ProductShape shape)
    {
        if (Forced is not null) return Forced;
        long m = shape.M, n = shape.N, k = shape.K;
        if (k <= 8) return new(ProductVariant.Naive, 1, $"k = {k} leaves nothing to share");
        bool isGpu = shape.Device == DeviceKind.Gpu;
        if (Math.Min(m, n) <= (isGpu ? Narrow : NarrowOnProcessors) && shape.IsAlongSums && k >= 32)
            return Cut(ProductVariant.Skinny, shape, $"{m}×{n} is narrower than a tile, and both factors lie along k");
        long narrow = Math.Min(m, n);
        if (shape.Device == DeviceKind.OpenClProcessor && narrow is >= NarrowOnOpenCl and < Narrow)
            return Cut(ProductVariant.Tiled16, shape, $"{m}×{n} fills a third of a 16×16 tile, which reads less than an item per element");
        if (narrow < Narrow) return Cut(ProductVariant.Naive, shape, $"{m}×{n} would leave most of a tile empty");
        if ((isGpu || shape.Batches * m * n * k < WorthLargeTiles) && (m <= 32 || n <= 32))
            return Cut(ProductVariant.Tiled16, shape, $"{m}×{n} would leave half of a 64×64 tile empty");
        string fills = $"{shape.Batches} products of {m}×{k}×{n} fill tiles";
        if (isGpu && shape.HasTensorCores && shape.Tiles(128) >= EnoughGroups)
            return new(ProductVariant.TensorCores, 1, $"{fills} of 128×128 on tensor cores");
        if (isGpu && shape.Tiles(128) >= EnoughGroups) return new(ProductVariant.Quads128, 1, $"{fills} of 128×128 on a GPU");
        if (shape.Device == DeviceKind.Clr && shape.Tiles(128) >= 2 * Environment.ProcessorCount && Math.Min(m, n) > 64)
            return new(ProductVariant.Quads128, 1, $"{fills} of 128×128 for every processor, and the CLR keeps 8×8 sums in vectors");
        return Cut(ProductVariant.Quads64, shape, $"{fills} of 64×64");
    }

    /// <summary>What is worth timing for a shape: every kernel that could win, whole, and cut where its groups are few.</summary>
    public static IEnumerable<ProductStrategy> Candidates(ProductShape shape)
    {
        foreach (ProductVariant variant in Enum.GetValues<ProductVariant>())
        {
            if (!CouldWin(variant, shape)) continue;
            ProductStrategy cut = Cut(variant, shape, "it is a candidate");
            yield return cut with { Parts = 1 };
            if (cut.Parts > 1 && variant != ProductVariant.TensorCores) yield return cut;
        }
    }

    /// <summary>The kernel, and that the sums are cut where they are.</summary>
    public string Name => Parts > 1 ? $"{Variant} in parts" : $"{Variant}";

    /// <summary>The choice in a line.</summary>
    public override string ToString() => $"{Variant}{(Parts > 1 ? $" in {Parts} parts" : "")}, since {Reason}";

    private static ProductStrategy Cut(ProductVariant variant, in ProductShape shape, string reason)
    {
        long groups = Math.Max(Groups(variant, shape), 1), k = shape.K;
        int parts = groups >= EnoughGroups ? 1 : (int)Math.Clamp(Math.Min(EnoughGroups / groups, k / ShortestPart), 1, 32);
        return new(variant, parts, parts == 1 ? reason : $"{reason}; {groups} groups are few, so k = {k} is cut into {parts}");
    }

    /// <summary>The groups that a kernel launches, in groups of 256 items.</summary>
    private static long Groups(ProductVariant variant, in ProductShape shape) => variant switch
    {
        ProductVariant.Naive => shape.Batches * shape.M * shape.N / 256,
        ProductVariant.Skinny => shape.Batches * ((Math.Max(shape.M, shape.N) + 15) / 16) * ((Math.Min(shape.M, shape.N) + 3) / 4),
        ProductVariant.Tiled16 => shape.Tiles(16) / 4,
        ProductVariant.Quads64 => shape.Tiles(64),
        _ => shape.Tiles(128),
    };

    /// <summary>Leaves out what loses by construction, since a trial of it can take longer than all others together: few sums per
    /// item in a large product, large tiles that stay mostly empty.</summary>
    private static bool CouldWin(ProductVariant variant, in ProductShape shape)
    {
        long narrow = Math.Min(shape.M, shape.N), products = shape.Batches * shape.M * shape.N * shape.K;
        return variant switch
        {
            ProductVariant.Naive => narrow <= 16 || products <= 1 << 21,
            ProductVariant.Skinny => shape.IsAlongSums && narrow <= 64,
            ProductVariant.Tiled16 => products <= 1 << 27,
            ProductVariant.Quads64 => narrow > 8,
            ProductVariant.TensorCores => shape.HasTensorCores,
            // PoCL takes a minute to compile the large tiles, which then lose by ten.
            _ => narrow > 32 && shape.Device != DeviceKind.OpenClProcessor,
        };
    }
}
