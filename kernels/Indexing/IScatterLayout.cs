namespace GpuNN.Kernels;

/// <summary>Where the terms lie that are added by index, and where they go. A struct, so that a kernel takes it as a generic
/// argument.</summary>
internal interface IScatterLayout
{
    /// <summary>Where the term of an entry and a column lies.</summary>
    int Source(int entry, int column);

    /// <summary>Where the sum of a key and a column lies.</summary>
    int Target(int key, int column);
}

/// <summary>Slices: entry i of (outer, chosen, inner) goes to key index[i] of (outer, length, inner), with outer·inner
/// columns.</summary>
internal readonly struct SliceLayout : IScatterLayout
{
    public int Chosen { get; init; }

    public int Length { get; init; }

    public int Inner { get; init; }

    public int Source(int entry, int column) => Position(entry, column, Chosen);

    public int Target(int key, int column) => Position(key, column, Length);

    private int Position(int row, int column, int rows)
    {
        int outer = column / Inner;
        return (((outer * rows) + row) * Inner) + column - (outer * Inner);
    }
}

/// <summary>Single elements: an entry is a place in the indices, a key a place in the result, and there is one column.</summary>
internal readonly struct ElementLayout : IScatterLayout
{
    /// <summary>Where the term of a place in the indices lies.</summary>
    public Strided8 Terms { get; init; }

    public int Source(int entry, int column) => Terms.Position(entry);

    public int Target(int key, int column) => key;
}
