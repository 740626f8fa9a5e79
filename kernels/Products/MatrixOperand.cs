namespace GpuNN.Kernels;

/// <summary>A matrix in memory: any strides, so that a transpose costs nothing, and any batch axes.</summary>
internal readonly struct MatrixOperand<T>(ArrayView<T> elements, int outerStride, int innerStride, Strided4 batches)
    : IQuadOperand<T>
    where T : unmanaged
{
    public readonly ArrayView<T> Elements = elements;
    public readonly int OuterStride = outerStride;
    public readonly int InnerStride = innerStride;
    public readonly Strided4 Batches = batches;

    public int Origin(int batch) => Batches.Position(batch);

    public T Load(int origin, int outer, int inner) => Elements[origin + (outer * OuterStride) + (inner * InnerStride)];

    public Quad<T> LoadQuad(int origin, int outer, int inner) =>
        Quad<T>.At(Elements, origin + (outer * OuterStride) + (inner * InnerStride));
}
