namespace GpuNN.Backends.Cpu.Gemm.Packing;

/// <summary>Which strips of the right operand a kernel may read where they lie.</summary>
internal enum StripResidence
{
    /// <summary>None: every strip is packed first.</summary>
    Packed,

    /// <summary>All that are full; the last, narrower one is packed and filled with zeros.</summary>
    InPlaceWhereFull,

    /// <summary>All: they have been packed before.</summary>
    Prepacked,
}

/// <summary>
/// The right operand B[K × N] as strips of columns as wide as the kernel's tile. A matrix packs by copying, a convolution
/// straight from its image: the product does not see the difference.
/// </summary>
internal unsafe interface IPanelSource<T>
    where T : unmanaged
{
    /// <summary>Which strips <see cref="Strip"/> can give.</summary>
    StripResidence Residence { get; }

    /// <summary>Whether <see cref="Strip"/> gives full strips of contiguous rows even where they are to be packed.</summary>
    bool HasRows { get; }

    /// <summary>
    /// Writes the strip target[depth][width] of B from row <paramref name="depthStart"/> and column
    /// <paramref name="column"/>, with zeros from column <paramref name="columns"/> of the strip on.
    /// </summary>
    void Pack(int depthStart, int depth, int column, int columns, int width, T* target);

    /// <summary>The address of a strip in place, and the elements from one of its rows to the next.</summary>
    T* Strip(int depthStart, int depth, int column, out nint depthStride);
}
