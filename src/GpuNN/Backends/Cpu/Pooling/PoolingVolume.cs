namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>The windows of a plane of one to three axes; axes that it does not have come first, with one window.</summary>
internal readonly struct PoolingVolume
{
    private readonly PoolingAxis _depth;
    private readonly PoolingAxis _height;
    private readonly PoolingAxis _width;

    private PoolingVolume(int rank, Func<int, PoolingAxis> axis)
    {
        _width = axis(rank - 1);
        _height = rank > 1 ? axis(rank - 2) : PoolingAxis.None;
        _depth = rank > 2 ? axis(rank - 3) : PoolingAxis.None;
        Input = (long)_depth.Input * _height.Input * _width.Input;
        Output = (long)_depth.Output * _height.Output * _width.Output;
    }

    /// <summary>Elements of the image's plane.</summary>
    public long Input { get; }

    /// <summary>Elements of the result's plane.</summary>
    public long Output { get; }

    /// <summary>Windows that slide.</summary>
    public static PoolingVolume Sliding(PoolingGeometry geometry, bool countsPadding = false) =>
        new(geometry.Rank, axis => PoolingAxis.Sliding(geometry, axis, countsPadding));

    /// <summary>Windows that divide the last <paramref name="rank"/> axes of an image.</summary>
    public static PoolingVolume Adaptive(BufferView image, BufferView result, int rank) =>
        new(rank, axis => PoolingAxis.Adaptive((int)image[axis - rank], (int)result[axis - rank]));

    /// <summary>The window of a place of the result, row-major.</summary>
    public PoolingWindow Window(long place)
    {
        (int First, int Count, int Extent) width = _width[(int)(place % _width.Output)];
        long rows = place / _width.Output;
        (int First, int Count, int Extent) height = _height[(int)(rows % _height.Output)];
        (int First, int Count, int Extent) depth = _depth[(int)(rows / _height.Output)];
        return new PoolingWindow(
            ((long)depth.First * _height.Input + height.First) * _width.Input + width.First,
            depth.Count,
            height.Count,
            width.Count,
            (long)_depth.Step * _height.Input * _width.Input,
            (long)_height.Step * _width.Input,
            _width.Step,
            (double)depth.Extent * height.Extent * width.Extent);
    }
}
