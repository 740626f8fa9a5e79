namespace GpuNN.Backends.Reference;

/// <summary>The oracle: plain scalar loops, one short file per family, each an implementation of its own. Float64 tensors
/// are computed in float64, which is what devices are checked against; float32 tensors in float32, which tells how far
/// plain float32 arithmetic is from it.</summary>
internal sealed class ReferenceBackend : HostBackend
{
    private static readonly PrimitiveTable<ReferenceBackend> Table = CreateTable();

    public override string Name => "reference";

    public override string Description => "scalar float64 oracle";

    public override Support Supports(
        Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        Table.Supports(this, primitive, inputs, outputs);

    public override string Explain(
        Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        Table.Explain(this, primitive, inputs, outputs);

    protected override Support TryRun(
        Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        Table.TryExecute(this, primitive, inputs, outputs);

    private static PrimitiveTable<ReferenceBackend> CreateTable()
    {
        var table = new PrimitiveTable<ReferenceBackend>();
        FillAndCopy.Register(table);
        Elementwise.Register(table);
        Reductions.Register(table);
        LineOperations.Register(table);
        Indexing.Register(table);
        Columns.Register(table);
        MatrixMultiply.Register(table);
        CrossEntropy.Register(table);
        OptimizerSteps.Register(table);
        RandomNumbers.Register(table);
        Convolution.Register(table);
        Pooling.Register(table);
        Planes.Register(table);
        Upsampling.Register(table);
        Softmax.Register(table);
        BatchNorm.Register(table);
        GroupedNorms.Register(table);
        Dropout.Register(table);
        ElmanSequence.Register(table);
        LstmSequence.Register(table);
        GruSequence.Register(table);
        SparseMatrices.Register(table);
        SparsePatterns.Register(table);
        Embedding.Register(table);
        Attention.Register(table);
        return table;
    }
}
