using System.Numerics;

namespace GpuNN.Backends.Gpu;

/// <summary>Runs a primitive in float32 or float64. Operands come in that type, or all in one that the kernels read and write
/// themselves: <see cref="GpuOperator"/> converts others on the way in and out.</summary>
internal interface IGpuOperator<in TPrimitive>
    where TPrimitive : Primitive
{
    /// <summary>Launches the kernels.</summary>
    static abstract void Run<T>(
        GpuBackend backend, TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Whether the kernels take these operands, beyond the limits that all have.</summary>
    static virtual Support Supports(
        GpuBackend backend, TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        Support.Yes;

    /// <summary>Which variant would run, and why.</summary>
    static virtual string Explain(
        GpuBackend backend, TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: the only variant";

    /// <summary>Whether the kernels read what the outputs hold before.</summary>
    static virtual bool ReadsOutputs(TPrimitive primitive) => false;

    /// <summary>Whether the kernels read and write this type themselves where all operands have it.</summary>
    static virtual bool TakesStored(DType stored, DType compute) => stored == compute;

    /// <summary>Whether an operand holds indices: those are int64 for the kernels.</summary>
    static virtual bool IsIndex(TPrimitive primitive, int operand, bool isOutput) => false;
}
