using GpuNN.Onnx.Import;

namespace GpuNN.Onnx.Execution;

/// <summary>Every operator of the importer. The table is written by hand, so that trimming keeps what is in it.</summary>
internal static class OperatorTable
{
    private static readonly ILookup<(string Domain, string Name), OperatorDefinition> ByName =
        All.ToLookup(definition => (definition.Domain, definition.Name));

    /// <summary>All definitions, family by family.</summary>
    public static IEnumerable<OperatorDefinition> All =>
    [
        .. ArithmeticNodes.Definitions,
        .. ElementwiseFunctionNodes.Definitions,
        .. ComparisonNodes.Definitions,
        .. ActivationNodes.Definitions,
        .. CastingNodes.Definitions,
        .. MatrixProductNodes.Definitions,
        .. ConvolutionNodes.Definitions,
        .. MaximumPoolingNodes.Definitions,
        .. SumPoolingNodes.Definitions,
        .. GlobalPoolingNodes.Definitions,
        .. BatchNormalizationNodes.Definitions,
        .. NormalizationNodes.Definitions,
        .. SoftmaxNodes.Definitions,
        .. DropoutNodes.Definitions,
        .. ReductionNodes.Definitions,
        .. SelectionNodes.Definitions,
        .. CreationNodes.Definitions,
        .. ReshapingNodes.Definitions,
        .. JoiningNodes.Definitions,
        .. SlicingNodes.Definitions,
        .. PaddingNodes.Definitions,
        .. GatheringNodes.Definitions,
        .. ScatteringNodes.Definitions,
        .. RearrangingNodes.Definitions,
        .. ResizingNodes.Definitions,
        .. RecurrenceNodes.Definitions,
        .. LossNodes.Definitions,
        .. OptimizerNodes.Definitions,
    ];

    /// <summary>The operator of this version of its domain; null where there is none.</summary>
    public static OperatorDefinition? Find(string domain, string name, long version) =>
        ByName[(domain, name)].FirstOrDefault(definition => version >= definition.Since && version <= definition.Until);

    /// <summary>The operator of any version.</summary>
    public static OperatorDefinition? Find(string domain, string name) => ByName[(domain, name)].LastOrDefault();
}
