namespace GpuNN.Kernels;

/// <summary>The sums that a work item of a group of 256 holds in registers, and which of a tile of C they are. The tile and the
/// depth are such that the group fetches a tile of A, or of B, as one quad per item.</summary>
internal interface IProductBlock<T>
    where T : unmanaged
{
    /// <summary>The edge of a tile of C.</summary>
    static abstract int Tile { get; }

    /// <summary>How deep the tiles of A and B are: 1024 / <see cref="Tile"/>.</summary>
    static abstract int Depth { get; }

    /// <summary>The length of a tile's row in shared memory.</summary>
    static abstract int Pitch { get; }

    /// <summary>Shared memory for two tiles of A and two of B. Its length is a literal of the method, since a kernel's
    /// shared memory is declared and not computed.</summary>
    static abstract ArrayView<T> AllocateTiles();

    /// <summary>Adds the outer product of a line of a tile of A and a line of a tile of B.</summary>
    void Add(ArrayView<T> tiles, int aLine, int bLine);

    /// <summary>Hands the sums that lie inside C to the output.</summary>
    void Store<TOutput>(TOutput output, ProductSize size, int batch, int firstRow, int firstColumn)
        where TOutput : struct, IProductOutput<T>;
}
