using System.Runtime.CompilerServices;

namespace GpuNN.Jit;

/// <summary>Memory that is seen through a view of type <typeparamref name="TView"/>.</summary>
/// <typeparam name="TView">The type of the view.</typeparam>
public abstract class MemoryBuffer<TView> : MemoryBuffer
    where TView : struct, IArrayView
{
    private protected MemoryBuffer(Accelerator accelerator, long length, int elementSize)
        : base(accelerator, length, elementSize)
    {
    }

    /// <summary>The view of the whole buffer.</summary>
    public TView View { get; private protected init; }

    /// <summary>Whether the buffer may be used.</summary>
    public bool IsValid => !IsDisposed;

    /// <summary>The view of the whole buffer.</summary>
    public TView ToArrayView() => View;

    /// <summary>The view of the whole buffer.</summary>
    public static implicit operator TView(MemoryBuffer<TView> buffer) => buffer.View;
}

/// <summary>A one-dimensional buffer.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TStride">The stride between elements.</typeparam>
public class MemoryBuffer1D<T, TStride> : MemoryBuffer<ArrayView1D<T, TStride>>
    where T : unmanaged
    where TStride : struct, IStride1D
{
    internal MemoryBuffer1D(Accelerator accelerator, LongIndex1D extent, TStride stride)
        : base(accelerator, extent.X == 0 ? 0 : stride.ComputeElementIndex(new LongIndex1D(extent.X - 1)) + 1, Unsafe.SizeOf<T>()) =>
        View = new ArrayView1D<T, TStride>(new ArrayView<T>(this, 0, Length), extent, stride);

    /// <summary>The number of elements.</summary>
    public LongIndex1D Extent => View.Extent;

    /// <summary>The number of elements.</summary>
    public Index1D IntExtent => View.IntExtent;

    /// <summary>All elements as a view without strides.</summary>
    public ArrayView<T> AsContiguous() => new(this, 0, Length);

    /// <summary>All elements as a view without strides.</summary>
    public static explicit operator ArrayView<T>(MemoryBuffer1D<T, TStride> buffer) => buffer.AsContiguous();
}
