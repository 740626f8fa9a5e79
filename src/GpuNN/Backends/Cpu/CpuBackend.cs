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

/// <summary>SIMD and threads on this machine's processor. Types of 16 bits are computed in float32. A primitive that has no
/// vectorised implementation runs the reference's scalar one; <see cref="Explain"/> says so.</summary>
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
        if (support.IsSupported)
        {
            return Table.Explain(this, primitive, inputs, outputs);
        }

        if (CanWiden(primitive, inputs, outputs))
        {
            using WidenedOperands widened = new(this, Table, inputs, outputs);
            if (Table.Supports(this, primitive, widened.Inputs, widened.Outputs).IsSupported)
            {
                return $"{Table.Explain(this, primitive, widened.Inputs, widened.Outputs)}; operands widened to float32, since {support.Reason}";
            }
        }

        return $"{primitive.Name}: scalar, since {support.Reason}";
    }

    protected override Support TryRun(
        Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        Support support = Table.TryExecute(this, primitive, inputs, outputs);
        if (!support.IsSupported && CanWiden(primitive, inputs, outputs))
        {
            support = TryWidened(primitive, inputs, outputs);
        }

        return support.IsSupported ? support : _scalar.TryExecute(primitive, inputs, outputs);
    }

    private static bool CanWiden(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        Table.Contains(primitive) && WidenedOperands.Apply(primitive, inputs, outputs);

    private Support TryWidened(
        Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        using WidenedOperands widened = new(this, Table, inputs, outputs);
        Support support = Table.TryExecute(this, primitive, widened.Inputs, widened.Outputs);
        if (support.IsSupported)
        {
            widened.Complete(outputs);
        }

        return support;
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
        CopyHandlers.Register(table);
        IndexingHandlers.Register(table);
        OrderHandlers.Register(table);
        SamplingHandlers.Register(table);
        RecurrentHandlers.Register(table);
        AttentionHandlers.Register(table);
        return table;
    }
}
