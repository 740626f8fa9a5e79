using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>A computation of the reference, written once for every precision.</summary>
/// <typeparam name="TPrimitive">What it computes.</typeparam>
internal interface IReferenceKernel<in TPrimitive>
    where TPrimitive : Primitive
{
    /// <summary>Computes in <typeparamref name="T"/>.</summary>
    static abstract void Run<T>(TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
