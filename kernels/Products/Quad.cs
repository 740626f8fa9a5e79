namespace GpuNN.Kernels;

/// <summary>Four neighbours, which memory gives and takes in one access: 128 bits of float32. A view of quads needs a start
/// aligned to one.</summary>
internal struct Quad<T>
    where T : unmanaged
{
    public T X, Y, Z, W;

    /// <summary>The quad that begins at this element, a multiple of four.</summary>
    public static Quad<T> At(ArrayView<T> elements, int first) => elements.Cast<Quad<T>>()[first >> 2];

    /// <summary>Stores the quad that begins at this element, a multiple of four.</summary>
    public static void Store(ArrayView<T> elements, int first, Quad<T> quad) => elements.Cast<Quad<T>>()[first >> 2] = quad;
}
