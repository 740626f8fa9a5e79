using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>The axes along which several operands are walked together: without those of extent 1, and with neighbours merged
/// where every operand can step across them at once.</summary>
internal readonly struct StridedWalk
{
    private const int MaximumAxes = Shape.MaximumRank;

    private readonly int[] _extents;
    private readonly int[][] _strides;
    private readonly int _count;

    private StridedWalk(int[] extents, int[][] strides)
    {
        (_extents, _strides, _count) = (extents, strides, 1);
        foreach (int extent in extents) _count *= extent;
    }

    /// <summary>Walks operands of one shape.</summary>
    public StridedWalk(params ReadOnlySpan<BufferView> operands)
        : this(operands, 0, operands[0].Rank)
    {
    }

    /// <summary>Walks the axes from <paramref name="from"/> up to <paramref name="to"/>.</summary>
    public StridedWalk(ReadOnlySpan<BufferView> operands, int from, int to)
    {
        var axes = new List<int>();
        for (int axis = from; axis < to; axis++) axes.Add(axis);
        this = Merge(operands, axes);
    }

    /// <summary>Walks chosen axes of one operand, in their order.</summary>
    public StridedWalk(BufferView operand, List<int> axes) => this = Merge([operand], axes);

    /// <summary>Walks contiguous operands.</summary>
    private StridedWalk(int count) => (_extents, _strides, _count) = ([], [], count);

    /// <summary>Walks two operands of one shape, without an allocation where both are contiguous.</summary>
    public static StridedWalk Of(BufferView left, BufferView right) =>
        left.IsContiguous && right.IsContiguous ? new(left.Size()) : new(left, right);

    /// <summary>The axes that are left.</summary>
    public int Rank => _extents.Length;

    /// <summary>The number of steps.</summary>
    public int Count => _count;

    /// <summary>Whether every operand lies contiguous in the order of the walk.</summary>
    public bool IsFlat
    {
        get
        {
            if (Rank == 0) return true;
            if (Rank > 1) return false;
            foreach (int[] strides in _strides)
            {
                if (strides[0] != 1) return false;
            }

            return true;
        }
    }

    /// <summary>The innermost step of an operand; 0 without axes.</summary>
    public int InnerStride(int operand) => Rank == 0 ? 0 : _strides[operand][^1];

    /// <summary>An operand's layout, for a walk of at most four axes.</summary>
    public Strided4 Layout4(int operand) => new(Padded(_extents, 4, 1), Padded(_strides[operand], 4, 0));

    /// <summary>An operand's layout.</summary>
    public Strided8 Layout8(int operand) => new(Padded(_extents, MaximumAxes, 1), Padded(_strides[operand], MaximumAxes, 0));

    private static StridedWalk Merge(ReadOnlySpan<BufferView> operands, List<int> axes)
    {
        var extents = new List<int>();
        var strides = new List<int>[operands.Length];
        for (int operand = 0; operand < operands.Length; operand++) strides[operand] = [];
        foreach (int axis in axes)
        {
            int extent = (int)operands[0][axis];
            if (extent == 1) continue;
            bool isMergeable = extents.Count > 0;
            for (int operand = 0; operand < operands.Length && isMergeable; operand++)
                isMergeable = strides[operand][^1] == operands[operand].Strides[axis] * extent;
            if (!isMergeable)
            {
                extents.Add(extent);
                for (int operand = 0; operand < operands.Length; operand++) strides[operand].Add((int)operands[operand].Strides[axis]);
                continue;
            }

            extents[^1] *= extent;
            for (int operand = 0; operand < operands.Length; operand++) strides[operand][^1] = (int)operands[operand].Strides[axis];
        }

        return new([.. extents], Array.ConvertAll(strides, list => list.ToArray()));
    }

    private static int[] Padded(int[] numbers, int length, int padding)
    {
        var padded = new int[length];
        int missing = length - numbers.Length;
        Array.Fill(padded, padding, 0, missing);
        numbers.CopyTo(padded, missing);
        return padded;
    }
}
