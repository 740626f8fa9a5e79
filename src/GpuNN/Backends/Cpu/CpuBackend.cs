using GpuNN.Backends.Cpu.Attention;
using GpuNN.Backends.Cpu.Convolution;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Gemm;
using GpuNN.Backends.Cpu.Movement;
using GpuNN.Backends.Cpu.Normalization;
using GpuNN.Backends.Cpu.Optimizers;
using GpuNN.Backends.Cpu.Pooling;
using GpuNN.Backends.Cpu.Recurrent;
using GpuNN.Backends.Cpu.Reductions;
using GpuNN.Backends.Cpu.Sampling;
using GpuNN.Backends.Cpu.Softmax;
using GpuNN.Backends.Cpu.Sparse;
using GpuNN.Backends.Cpu.Upsampling;
using GpuNN.Backends.Reference;

namespace GpuNN.Backends.Cpu;

/// <summary>SIMD and threads on this machine's processor. A primitive that has no vectorised implementation runs the
/// reference's scalar one; <see cref="Explain"/> says so.</summary>
internal sealed class CpuBackend : HostBackend
{
    private static readonly PrimitiveTable<CpuBackend> Table = CreateTable();

    private readonly ReferenceBackend _scalar = new();

    public override string Name => "cpu";

    public override string Description => $"{Environment.ProcessorCount} logical processors, {Instructions}";

    private static string Instructions =>
        $"{CpuInstructionSets.Default}{(CpuInstructionSets.IsSupported(CpuInstructionSets.Default) ? "" : " in software")}";

    /// <summary>The primitives that have an implementation of their own here.</summary>
    public static IReadOnlyCollection<Type> Primitives => Table.Primitives;

    public override Support Supports(
        Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        Support support = Table.Supports(this, primitive, inputs, outputs);
        return support.IsSupported ? support : _scalar.Supports(primitive, inputs, outputs);
    }

    public override string Explain(
        Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        Support support = Table.Supports(this, primitive, inputs, outputs);
        return support.IsSupported
            ? Table.Explain(this, primitive, inputs, outputs)
            : $"{primitive.Name}: scalar, since {support.Reason}";
    }

    protected override Support TryRun(
        Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        Support support = Table.TryExecute(this, primitive, inputs, outputs);
        return support.IsSupported ? support : _scalar.TryExecute(primitive, inputs, outputs);
    }

    private static PrimitiveTable<CpuBackend> CreateTable()
    {
        var table = new PrimitiveTable<CpuBackend>();
        MatrixMultiplyHandler.Register(table);
        ConvolutionHandlers.Register(table);
        ElementwiseHandler.Register(table);
        ReductionHandlers.Register(table);
        SoftmaxHandlers.Register(table);
        NormalizationHandlers.Register(table);
        PoolingHandlers.Register(table);
        UpsamplingHandlers.Register(table);
        OptimizerHandlers.Register(table);
        SparseHandlers.Register(table);
        MovementHandlers.Register(table);
        SamplingHandlers.Register(table);
        RecurrentHandlers.Register(table);
        AttentionHandlers.Register(table);
        return table;
    }
}
