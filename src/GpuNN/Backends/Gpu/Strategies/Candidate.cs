namespace GpuNN.Backends.Gpu;

/// <summary>One way to run a primitive: the strategies that it forces. What it leaves open the strategies choose.</summary>
/// <param name="Name">What it is called on disk and in reports.</param>
internal sealed record Candidate(string Name)
{
    /// <summary>Leaves everything open.</summary>
    public static Candidate BuiltIn { get; } = new("built in");

    public ProductStrategy? Product { get; init; }

    public ConvolutionAlgorithm? Convolution { get; init; }

    public AddByIndexVariant? AddByIndex { get; init; }

    public SortVariant? Sort { get; init; }

    public ReduceStrategy? Reduce { get; init; }

    public int? NormalizationParts { get; init; }

    public int? AttentionRows { get; init; }

    public LineVariant? Line { get; init; }

    /// <summary>The same with a reason in the strategies that carry their own.</summary>
    public Candidate Because(string reason) => this with
    {
        Product = Product is null ? null : Product with { Reason = reason },
        Reduce = Reduce is null ? null : Reduce with { Reason = reason },
    };

    /// <summary>Forces it on this thread until the result is disposed, for a reason that explanations give.</summary>
    public Release Force(string reason)
    {
        Set(this);
        return new Release(this, ForcedReason.Exchange(reason));
    }

    private void Set(Candidate given)
    {
        if (Product is not null) ProductStrategy.Forced = given.Product;
        if (Convolution is not null) ConvolutionStrategy.Forced = given.Convolution;
        if (AddByIndex is not null) AddByIndexStrategy.Forced = given.AddByIndex;
        if (Sort is not null) SortStrategy.Forced = given.Sort;
        if (Reduce is not null) ReduceStrategy.Forced = given.Reduce;
        if (NormalizationParts is not null) NormalizationStrategy.Forced = given.NormalizationParts;
        if (AttentionRows is not null) AttentionStrategy.Forced = given.AttentionRows;
        if (Line is not null) LineStrategy.Forced = given.Line;
    }

    /// <summary>Ends what <see cref="Force"/> began; the default ends nothing.</summary>
    public readonly struct Release(Candidate? candidate, string? previousReason) : IDisposable
    {
        public void Dispose()
        {
            if (candidate is null) return;
            candidate.Set(BuiltIn);
            ForcedReason.Exchange(previousReason);
        }
    }
}
