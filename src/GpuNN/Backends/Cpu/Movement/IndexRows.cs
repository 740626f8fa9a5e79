namespace GpuNN.Backends.Cpu.Movement;

/// <summary>The rows, along the last axis, of an index tensor, and where the same coordinates lie in another tensor whose
/// coordinate along one axis the indices give.</summary>
internal readonly unsafe struct IndexRows
{
    private readonly Shape _index;
    private readonly Shape _other;
    private readonly int _axis;

    /// <param name="index">The index tensor's extents.</param>
    /// <param name="other">The other tensor's extents, contiguous in memory.</param>
    /// <param name="axis">The axis that indices count along, −1 for none.</param>
    public IndexRows(in Shape index, in Shape other, int axis)
    {
        _index = index;
        _other = other;
        _axis = axis;
        Length = index.Rank == 0 ? 1 : index[^1];
        Count = Length == 0 ? 0 : index.Count / Length;
        AxisStep = 1;
        for (int i = axis + 1; i < other.Rank && axis >= 0; i++)
        {
            AxisStep *= other[i];
        }

        Step = axis == other.Rank - 1 ? 0 : 1;
    }

    /// <summary>Elements of a row.</summary>
    public long Length { get; }

    /// <summary>The number of rows.</summary>
    public long Count { get; }

    /// <summary>What one index more is in the other tensor's elements.</summary>
    public long AxisStep { get; }

    /// <summary>What one element more along the row is there.</summary>
    public int Step { get; }

    /// <summary>The element of the other tensor with the coordinates of the row's first, the axis' left at 0.</summary>
    public long Start(long row)
    {
        long start = 0;
        long step = _other.Rank == 0 ? 1 : _other[^1];
        for (int i = _index.Rank - 2; i >= 0; i--)
        {
            start += i == _axis ? 0 : row % _index[i] * step;
            row /= _index[i];
            step *= _other[i];
        }

        return start;
    }
}
