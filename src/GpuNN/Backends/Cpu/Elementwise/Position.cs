namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>A place in an iteration space: the index along each dimension, counted up like an odometer.</summary>
internal unsafe struct Position
{
    private readonly IterationSpace* _space;
    private fixed long _index[IterationSpace.MaximumRank];

    public Position(IterationSpace* space, long linear)
    {
        _space = space;
        for (int d = space->Rank - 1; d >= 0; d--)
        {
            (linear, _index[d]) = Math.DivRem(linear, space->Extent(d));
        }
    }

    /// <summary>The index along the innermost dimension.</summary>
    public readonly long Inner => _index[_space->Rank - 1];

    /// <summary>The operand's offset in elements.</summary>
    public readonly long Offset(int operand)
    {
        long offset = 0;
        for (int d = 0; d < _space->Rank; d++)
        {
            offset += _index[d] * _space->Stride(operand, d);
        }

        return offset;
    }

    /// <summary>Goes on by <paramref name="count"/> elements of the innermost dimension, not beyond its end.</summary>
    public void Advance(long count)
    {
        int d = _space->Rank - 1;
        _index[d] += count;
        while (d > 0 && _index[d] == _space->Extent(d))
        {
            _index[d] = 0;
            d--;
            _index[d]++;
        }
    }
}
