using System.Numerics;

namespace GpuNN.Backends.Cpu;

/// <summary>A primitive computed alike in both precisions.</summary>
/// <typeparam name="TPrimitive">What is computed.</typeparam>
internal interface IFloatingKernel<in TPrimitive>
    where TPrimitive : Primitive
{
    /// <summary>Computes the outputs; all operands are contiguous and hold <typeparamref name="T"/>.</summary>
    static abstract void Run<T>(TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>;
}
