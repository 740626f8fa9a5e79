using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>
/// The extents that operands of one elementwise operator share, and each operand's strides in elements (0 along a
/// broadcast dimension). Operand 0 is the result. Dimensions are ordered by the result's strides and merged where
/// every operand steps through two of them as through one.
/// </summary>
internal unsafe struct IterationSpace
{
    public const int MaximumRank = 8;
    public const int MaximumOperands = 4;

    private fixed long _extents[MaximumRank];
    private fixed long _strides[MaximumRank * MaximumOperands];

    public int Rank { get; private set; }

    public int OperandCount { get; private set; }

    /// <summary>The number of elements of the result.</summary>
    public long Count { get; private set; }

    /// <summary>A space in which every operand is contiguous.</summary>
    [SkipLocalsInit]
    public static IterationSpace Contiguous(long count, int operands)
    {
        Unsafe.SkipInit(out IterationSpace space);
        space.OperandCount = operands;
        space.Rank = 1;
        space.Count = count;
        space._extents[0] = count;
        for (int i = 0; i < operands; i++)
        {
            space._strides[i * MaximumRank] = 1;
        }

        return space;
    }

    /// <summary>
    /// A space from extents and strides, outermost dimension first; <paramref name="strides"/> holds the strides of
    /// operand 0, then those of operand 1, and so on.
    /// </summary>
    public static IterationSpace Create(ReadOnlySpan<long> extents, ReadOnlySpan<long> strides, int operands)
    {
        IterationSpace space = new() { OperandCount = operands, Count = 1 };
        for (int d = 0; d < extents.Length; d++)
        {
            space.Count *= extents[d];
            if (extents[d] != 1)
            {
                space.Insert(extents[d], strides, d, extents.Length);
            }
        }

        space.Merge();
        return space;
    }

    public readonly long Extent(int dimension) => _extents[dimension];

    public readonly long Stride(int operand, int dimension) => _strides[operand * MaximumRank + dimension];

    /// <summary>Whether the operand steps through the whole space as through one array.</summary>
    public readonly bool IsDense(int operand)
    {
        long expected = 1;
        for (int d = Rank - 1; d >= 0; d--)
        {
            if (Stride(operand, d) != expected)
            {
                return false;
            }

            expected *= Extent(d);
        }

        return true;
    }

    private void Insert(long extent, ReadOnlySpan<long> strides, int dimension, int rank)
    {
        int at = Rank;
        while (at > 0 && Math.Abs(_strides[at - 1]) < Math.Abs(strides[dimension]))
        {
            _extents[at] = _extents[at - 1];
            for (int i = 0; i < OperandCount; i++)
            {
                _strides[i * MaximumRank + at] = _strides[i * MaximumRank + at - 1];
            }

            at--;
        }

        _extents[at] = extent;
        for (int i = 0; i < OperandCount; i++)
        {
            _strides[i * MaximumRank + at] = strides[i * rank + dimension];
        }

        Rank++;
    }

    private void Merge()
    {
        int last = 0;
        for (int d = 1; d < Rank; d++)
        {
            bool isOne = true;
            for (int i = 0; i < OperandCount; i++)
            {
                isOne &= Stride(i, last) == Stride(i, d) * Extent(d);
            }

            last = isOne ? last : last + 1;
            _extents[last] = isOne ? _extents[last] * _extents[d] : _extents[d];
            for (int i = 0; i < OperandCount; i++)
            {
                _strides[i * MaximumRank + last] = Stride(i, d);
            }
        }

        Rank = Rank == 0 ? 1 : last + 1;
        if (Count == 1)
        {
            _extents[0] = 1;
            for (int i = 0; i < OperandCount; i++)
            {
                _strides[i * MaximumRank] = 1;
            }
        }
    }
}
