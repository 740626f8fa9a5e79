namespace GpuNN.Backends.Reference;

/// <summary>The lines of a row-major tensor along an axis: line (outer, inner) has its element i at
/// (outer·Length + i)·Inner + inner.</summary>
internal readonly record struct Lines(int Outer, int Length, int Inner)
{
    public static Lines Along(in Shape shape, int axis) =>
        new((int)shape[..axis].Count, (int)shape[axis], (int)shape[(axis + 1)..].Count);

    public int Count => Outer * Inner;

    /// <summary>Where element i of a line lies.</summary>
    public int Position(int line, int i) => (((line / Inner * Length) + i) * Inner) + (line % Inner);
}
