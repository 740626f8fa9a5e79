namespace GpuNN.Kernels;

/// <summary>A matrix in memory: any strides, so that a transpose costs nothing, and any batch axes.</summary>
internal readonly struct MatrixOperand<T>(ArrayView<T> elements, int outerStride, int innerStride, Strided4 batches)
    : IProductOperand<T>
    where T : unmanaged
{
    public readonly ArrayView<T> Elements = elements;
    public readonly int OuterStride = outerStride;
    public readonly int InnerStride = innerStride;
    public readonly Strided4 Batches = batches;

    public T Load(int batch, int outer, int inner) =>
        Elements[Batches.Position(batch) + (outer * OuterStride) + (inner * InnerStride)];
}
