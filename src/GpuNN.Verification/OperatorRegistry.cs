using GpuNN.Verification.Entries;

namespace GpuNN.Verification;

/// <summary>The entries of all public operators.</summary>
public static class OperatorRegistry
{
    /// <summary>All entries, family by family.</summary>
    public static IReadOnlyList<OperatorEntry> Entries { get; } =
    [
        .. ElementwiseEntries.All,
        .. ComparisonEntries.All,
        .. InPlaceEntries.All,
        .. ActivationEntries.All,
        .. LinearAlgebraEntries.All,
        .. ProductEntries.All,
        .. ReductionEntries.All,
        .. OrderEntries.All,
        .. ViewEntries.All,
        .. ArrangementEntries.All,
        .. IndexingEntries.All,
        .. LossEntries.All,
        .. ClassLossEntries.All,
        .. OptimizerStepEntries.All,
        .. RandomEntries.All,
        .. ConvolutionEntries.All,
        .. PoolingEntries.All,
        .. NormalizationEntries.All,
        .. SoftmaxEntries.All,
        .. RecurrentEntries.All,
        .. AttentionEntries.All,
        .. SparseEntries.All,
    ];
}
