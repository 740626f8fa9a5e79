namespace GpuNN.Kernels;

/// <summary>Lines along the middle axis of (outer, length, inner).</summary>
internal readonly struct LineSizes
{
    public int Lines { get; init; }

    public int Length { get; init; }

    public int Inner { get; init; }

    /// <summary>1 where the greatest comes first.</summary>
    public int IsDescending { get; init; }

    /// <summary>Where element j of a line lies, of lines that have <paramref name="length"/> elements.</summary>
    public int Position(int line, int j, int length)
    {
        int outer = line / Inner;
        return (((outer * length) + j) * Inner) + line - (outer * Inner);
    }
}
