namespace GpuNN.Backends.Gpu;

/// <summary>Operands as kernels see them.</summary>
internal static class GpuViews
{
    /// <summary>The memory from the operand's first element on. The cast precedes the offset: a cast of a view at an odd
    /// offset would round it down.</summary>
    public static ArrayView<T> Elements<T>(this BufferView view)
        where T : unmanaged
    {
        ArrayView<T> all = ((GpuBuffer)view.Buffer).Bytes1D.Cast<T>();
        return view.Offset == 0 ? all : all.SubView(view.Offset, all.Length - view.Offset);
    }

    /// <summary>The number of elements; <see cref="GpuLimits"/> has seen to it that it fits.</summary>
    public static int Size(this BufferView view) => (int)view.Count;
}
