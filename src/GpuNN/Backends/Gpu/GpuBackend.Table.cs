namespace GpuNN.Backends.Gpu;

/// <content>What has kernels.</content>
internal sealed partial class GpuBackend
{
    private static PrimitiveTable<GpuBackend> CreateTable()
    {
        var table = new PrimitiveTable<GpuBackend>();
        FillOperator.Register(table);
        CopyOperator.Register(table);
        UniformOperator.Register(table);
        GpuOperator.Add<ElementwisePrimitive, ElementwiseOperator>(table);
        GpuOperator.Add<ReducePrimitive, ReduceOperator>(table);
        GpuOperator.Add<MatrixMultiplyPrimitive, MatrixMultiplyOperator>(table);
        GpuOperator.Add<CrossEntropyPrimitive, CrossEntropyOperator>(table);
        GpuOperator.Add<CrossEntropyGradientPrimitive, CrossEntropyOperator>(table);
        GpuOperator.Add<SgdStepPrimitive, SgdStepOperator>(table);
        GpuOperator.Add<ConvolutionPrimitive, ConvolutionOperator>(table);
        GpuOperator.Add<ConvolutionDataGradientPrimitive, ConvolutionOperator>(table);
        GpuOperator.Add<ConvolutionWeightGradientPrimitive, ConvolutionOperator>(table);
        GpuOperator.Add<Im2ColPrimitive, ColumnsOperator>(table);
        GpuOperator.Add<Col2ImPrimitive, ColumnsOperator>(table);
        GpuOperator.Add<MaxPoolPrimitive, PoolingOperator>(table);
        GpuOperator.Add<AdaptiveMaxPoolPrimitive, PoolingOperator>(table);
        GpuOperator.Add<AveragePoolPrimitive, PoolingOperator>(table);
        GpuOperator.Add<AveragePoolGradientPrimitive, PoolingOperator>(table);
        GpuOperator.Add<AdaptiveAveragePoolPrimitive, PoolingOperator>(table);
        GpuOperator.Add<AdaptiveAveragePoolGradientPrimitive, PoolingOperator>(table);
        GpuOperator.Add<PlaneGatherPrimitive, PlaneOperator>(table);
        GpuOperator.Add<PlaneScatterPrimitive, PlaneOperator>(table);
        GpuOperator.Add<SoftmaxPrimitive, SoftmaxOperator>(table);
        GpuOperator.Add<SoftmaxGradientPrimitive, SoftmaxOperator>(table);
        GpuOperator.Add<LayerNormPrimitive, NormalizationOperator>(table);
        GpuOperator.Add<LayerNormGradientPrimitive, NormalizationOperator>(table);
        GpuOperator.Add<GroupNormPrimitive, NormalizationOperator>(table);
        GpuOperator.Add<GroupNormGradientPrimitive, NormalizationOperator>(table);
        GpuOperator.Add<RmsNormPrimitive, NormalizationOperator>(table);
        GpuOperator.Add<RmsNormGradientPrimitive, NormalizationOperator>(table);
        GpuOperator.Add<BatchNormPrimitive, BatchNormOperator>(table);
        GpuOperator.Add<BatchNormPredictionPrimitive, BatchNormOperator>(table);
        GpuOperator.Add<BatchNormGradientPrimitive, BatchNormOperator>(table);
        GpuOperator.Add<MomentumStepPrimitive, OptimizerOperator>(table);
        GpuOperator.Add<AdaGradStepPrimitive, OptimizerOperator>(table);
        GpuOperator.Add<AdaDeltaStepPrimitive, OptimizerOperator>(table);
        GpuOperator.Add<RmsPropStepPrimitive, OptimizerOperator>(table);
        GpuOperator.Add<AdamStepPrimitive, OptimizerOperator>(table);
        GpuOperator.Add<NormalPrimitive, RandomOperator>(table);
        GpuOperator.Add<DropoutPrimitive, RandomOperator>(table);
        RandomBitsOperator.Register(table);
        IndexingOperator.Register(table);
        GpuOperator.Add<IndexAddPrimitive, AddByIndexOperator>(table);
        GpuOperator.Add<ScatterAddPrimitive, AddByIndexOperator>(table);
        GpuOperator.Add<EmbeddingGradientPrimitive, AddByIndexOperator>(table);
        SparseOperator.Register(table);
        GpuOperator.Add<ElmanSequencePrimitive, ElmanOperator>(table);
        GpuOperator.Add<ElmanSequenceGradientPrimitive, ElmanOperator>(table);
        GpuOperator.Add<LstmSequencePrimitive, LstmOperator>(table);
        GpuOperator.Add<LstmSequenceGradientPrimitive, LstmOperator>(table);
        GpuOperator.Add<GruSequencePrimitive, GruOperator>(table);
        GpuOperator.Add<GruSequenceGradientPrimitive, GruOperator>(table);
        GpuOperator.Add<ArgReducePrimitive, LineOperator>(table);
        GpuOperator.Add<CumulativeSumPrimitive, LineOperator>(table);
        GpuOperator.Add<SortPrimitive, SortOperator>(table);
        GpuOperator.Add<SearchSortedPrimitive, LineOperator>(table);
        GpuOperator.Add<AttentionPrimitive, AttentionOperator>(table);
        GpuOperator.Add<AttentionGradientPrimitive, AttentionOperator>(table);
        GpuOperator.Add<UpsamplePrimitive, UpsampleOperator>(table);
        GpuOperator.Add<UpsampleGradientPrimitive, UpsampleOperator>(table);
        return table;
    }
}
