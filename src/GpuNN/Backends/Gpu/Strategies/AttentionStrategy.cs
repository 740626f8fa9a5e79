namespace GpuNN.Backends.Gpu;

/// <summary>How many queries, or keys, a group of an attention keeps in shared memory.</summary>
/// <param name="Rows">64, 32 or 16.</param>
/// <param name="Reason">Why.</param>
internal sealed record AttentionStrategy(int Rows, string Reason)
{
    /// <summary>Forces a number of rows on this thread where they fit; tests run every block with it.</summary>
    [field: ThreadStatic]
    public static int? Forced { get; set; }

    /// <summary>For the forward pass: the rows and a tile of keys have to fit into 48 KB.</summary>
    public static AttentionStrategy Choose(DType dtype, int queries) => Choose(Most(dtype), queries);

    /// <summary>For the gradient, which keeps two matrices.</summary>
    public static AttentionStrategy ChooseGradient(DType dtype, int rows) => Choose(MostOfGradient(dtype), rows);

    /// <summary>What is worth timing: every block that fits.</summary>
    public static IEnumerable<Candidate> Candidates(DType dtype, bool isGradient)
    {
        for (int rows = isGradient ? MostOfGradient(dtype) : Most(dtype); rows >= 16; rows /= 2)
            yield return new($"blocks of {rows}") { AttentionRows = rows };
    }

    /// <summary>The choice in a line.</summary>
    public override string ToString() => $"blocks of {Rows}, since {Reason}";

    private static int Most(DType dtype) => dtype == DType.Float64 ? 32 : 64;

    private static int MostOfGradient(DType dtype) => dtype == DType.Float64 ? 16 : 32;

    private static AttentionStrategy Choose(int most, int rows)
    {
        if (Forced is { } forced) return new(Math.Min(forced, most), ForcedReason.Current);
        int block = most;
        while (block > 16 && block / 2 >= rows) block /= 2;
        return new(block, block == most ? $"no more than {most} fit into shared memory" : $"there are {rows}");
    }
}
