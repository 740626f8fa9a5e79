namespace GpuNN.Kernels;

/// <summary>A factor of a product: A with its rows, or B with its columns, as the outer axis, and the summed axis as the inner
/// one. A struct that says where the elements are: strided memory, or patches of an image that no one ever writes out.</summary>
internal interface IProductOperand<T>
    where T : unmanaged
{
    /// <summary>The element at a place inside the extents.</summary>
    T Load(int batch, int outer, int inner);
}

/// <summary>Where the sums of a product go, and what is done to them on the way.</summary>
internal interface IProductOutput<T>
    where T : unmanaged
{
    /// <summary>Stores the sum of a place inside the extents.</summary>
    void Store(int batch, int row, int column, T sum);
}
