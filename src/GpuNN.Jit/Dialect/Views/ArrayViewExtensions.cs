namespace GpuNN.Jit;

/// <summary>What kernels do with views beyond indexing.</summary>
public static partial class ArrayViewExtensions
{
    /// <summary>The same view, whose first element is promised to lie at a multiple of an alignment.</summary>
    /// <param name="view">The view.</param>
    /// <param name="alignmentInBytes">The alignment, a power of two and a compile-time constant.</param>
    public static ArrayView<T> AsAligned<T>(this ArrayView<T> view, int alignmentInBytes)
        where T : unmanaged => view;

    /// <inheritdoc cref="AsAligned{T}(ArrayView{T}, int)"/>
    public static ArrayView1D<T, Stride1D.Dense> AsAligned<T>(
        this ArrayView1D<T, Stride1D.Dense> view, int alignmentInBytes)
        where T : unmanaged => AsAligned(view.BaseView, alignmentInBytes);

    /// <summary>The view of one element.</summary>
    public static VariableView<T> VariableView<T>(this ArrayView<T> view, Index1D element)
        where T : unmanaged => new(view.SubView(element.X, 1));

    /// <inheritdoc cref="VariableView{T}(ArrayView{T}, Index1D)"/>
    public static VariableView<T> VariableView<T>(this ArrayView<T> view, LongIndex1D element)
        where T : unmanaged => new(view.SubView(element.X, 1));
}
