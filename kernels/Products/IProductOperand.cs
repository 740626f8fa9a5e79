namespace GpuNN.Kernels;

/// <summary>A factor of a product: A with its rows, or B with its columns, as the outer axis, and the summed axis as the inner
/// one. A struct that says where the elements are: strided memory, or patches of an image that no one ever writes out.</summary>
internal interface IProductOperand<T>
    where T : unmanaged
{
    /// <summary>What <see cref="Load"/> has to know of a batch, worked out once.</summary>
    int Origin(int batch);

    /// <summary>The element at a place inside the extents.</summary>
    T Load(int origin, int outer, int inner);
}

/// <summary>A factor of which one axis has stride 1.</summary>
internal interface IQuadOperand<T> : IProductOperand<T>
    where T : unmanaged
{
    /// <summary>Four neighbours along that axis, in one access; the host has seen that their position is a multiple of
    /// four.</summary>
    Quad<T> LoadQuad(int origin, int outer, int inner);
}

/// <summary>Where the sums of a product go, and what is done to them on the way.</summary>
internal interface IProductOutput<T>
    where T : unmanaged
{
    /// <summary>Stores the sum of a place inside the extents.</summary>
    void Store(int batch, int row, int column, T sum);

    /// <summary>Stores the sums of four neighbouring columns inside the extents, the first a multiple of four.</summary>
    void StoreQuad(int batch, int row, int column, Quad<T> sums);
}
