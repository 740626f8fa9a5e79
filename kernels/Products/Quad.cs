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

    /// <summary>A quad as it is stored, in the type that is computed with.</summary>
    public static Quad<T> Read<TStored, TStorage>(Quad<TStored> stored)
        where TStored : unmanaged
        where TStorage : struct, IElementStorage<TStored, T>
    {
        Quad<T> quad = default;
        quad.X = TStorage.Read(stored.X);
        quad.Y = TStorage.Read(stored.Y);
        quad.Z = TStorage.Read(stored.Z);
        quad.W = TStorage.Read(stored.W);
        return quad;
    }
}
