using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Walks over the elements of one shape in a buffer of another.</summary>
internal static class LinesOf
{
    /// <summary>Where the elements with a shape's coordinates lie in a view, with coordinate 0 on the axis.</summary>
    public static Strided8 Layout(BufferView view, in Shape shape, int axis)
    {
        Span<int> extents = stackalloc int[Shape.MaximumRank], strides = stackalloc int[Shape.MaximumRank];
        extents.Fill(1);
        strides.Clear();
        int padding = Shape.MaximumRank - shape.Rank;
        for (int dimension = 0; dimension < shape.Rank; dimension++)
        {
            extents[padding + dimension] = (int)shape[dimension];
            strides[padding + dimension] = dimension == axis ? 0 : (int)view.Strides[dimension];
        }

        return new Strided8(extents, strides);
    }
}
