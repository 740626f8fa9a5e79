namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>The windows along one axis: for each place of the result the first position inside the image, how many there are,
/// and the extent that a mean divides by.</summary>
internal sealed class PoolingAxis
{
    private readonly (int First, int Count, int Extent)[] _windows;

    private PoolingAxis(int input, int output, int step)
    {
        Input = input;
        Step = step;
        _windows = new (int, int, int)[output];
    }

    /// <summary>An axis that the tensors do not have.</summary>
    public static PoolingAxis None { get; } = Adaptive(1, 1);

    /// <summary>The image's extent.</summary>
    public int Input { get; }

    /// <summary>The result's extent.</summary>
    public int Output => _windows.Length;

    /// <summary>Steps between neighbouring positions of a window.</summary>
    public int Step { get; }

    /// <summary>The window of a place.</summary>
    public (int First, int Count, int Extent) this[int place] => _windows[place];

    /// <summary>Windows that slide.</summary>
    public static PoolingAxis Sliding(PoolingGeometry geometry, int axis, bool countsPadding)
    {
        int input = geometry.Input[axis];
        int dilation = geometry.Dilation[axis];
        PoolingAxis result = new(input, geometry.Output[axis], dilation);
        for (int place = 0; place < result.Output; place++)
        {
            int start = place * geometry.Stride[axis] - geometry.PaddingLow[axis];
            int first = PlanePooling.FirstTap(start, dilation);
            int end = PlanePooling.EndTap(start, geometry.Kernel[axis], dilation, input);
            int last = Math.Min(start + geometry.Kernel[axis], input + geometry.PaddingHigh[axis]);
            int extent = countsPadding ? last - start : Math.Min(last, input) - Math.Max(start, 0);
            result._windows[place] = (start + first * dilation, Math.Max(end - first, 0), extent);
        }

        return result;
    }

    /// <summary>Windows that divide the image: window o reaches from ⌊o·I/O⌋ to below ⌈(o + 1)·I/O⌉.</summary>
    public static PoolingAxis Adaptive(int input, int output)
    {
        PoolingAxis result = new(input, output, 1);
        for (int place = 0; place < output; place++)
        {
            int first = (int)((long)place * input / output);
            int end = (int)(((place + 1L) * input + output - 1) / output);
            result._windows[place] = (first, end - first, end - first);
        }

        return result;
    }
}
