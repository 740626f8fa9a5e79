namespace GpuNN.Kernels;

/// <summary>What window o covers of one axis: first, first + step, … below end, all inside the image.</summary>
internal readonly struct Window
{
    public readonly int First;
    public readonly int End;
    public readonly int Step;

    /// <summary>How many positions a mean counts.</summary>
    public readonly int Counted;

    public Window(
        int o, int input, int output, int kernel, int stride, int padding, int paddingHigh, int dilation, int isAdaptive, int countsPadding)
    {
        if (isAdaptive != 0)
        {
            First = o * input / output;
            End = (((o + 1) * input) + output - 1) / output;
            Step = 1;
            Counted = End - First;
            return;
        }

        int start = (o * stride) - padding;
        int end = start + ((kernel - 1) * dilation) + 1;
        First = start < 0 ? start + ((-start + dilation - 1) / dilation * dilation) : start;
        End = end < input ? end : input;
        Step = dilation;
        int high = input + paddingHigh;
        Counted = countsPadding != 0 ? (end < high ? end : high) - start : End - First;
    }

    /// <summary>Whether a position is one of the window's; asked for windows without gaps.</summary>
    public bool Covers(int position) => position >= First && position < End;

    /// <summary>The first window that may cover a position, for windows that reach this far.</summary>
    public static int FirstOver(int position, int input, int output, int reach, int stride, int padding, int isAdaptive)
    {
        if (isAdaptive != 0) return position * output / input;
        int start = position + padding - reach + 1;
        return start <= 0 ? 0 : (start + stride - 1) / stride;
    }

    /// <summary>The last window that may cover a position.</summary>
    public static int LastOver(int position, int input, int output, int stride, int padding, int isAdaptive)
    {
        int last = isAdaptive != 0 ? (((position + 1) * output) + input - 1) / input : (position + padding) / stride;
        return last < output ? last : output - 1;
    }
}
