namespace GpuNN.Kernels;

/// <summary>A matrix in memory: any strides, so that a transpose costs nothing, and any batch axes.</summary>
internal readonly struct MatrixOperand<TStored, T, TStorage>(
    ArrayView<TStored> elements, int outerStride, int innerStride, Strided4 batches) : IQuadOperand<T>
    where TStored : unmanaged
    where T : unmanaged
    where TStorage : struct, IElementStorage<TStored, T>
{
    public readonly ArrayView<TStored> Elements = elements;
    public readonly int OuterStride = outerStride;
    public readonly int InnerStride = innerStride;
    public readonly Strided4 Batches = batches;

    public int Origin(int batch) => Batches.Position(batch);

    public T Load(int origin, int outer, int inner) =>
        TStorage.Read(Elements[origin + (outer * OuterStride) + (inner * InnerStride)]);

    public Quad<T> LoadQuad(int origin, int outer, int inner) =>
        Quad<T>.Read<TStored, TStorage>(Quad<TStored>.At(Elements, origin + (outer * OuterStride) + (inner * InnerStride)));
}
