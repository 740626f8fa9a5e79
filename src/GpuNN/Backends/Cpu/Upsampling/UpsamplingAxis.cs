namespace GpuNN.Backends.Cpu.Upsampling;

/// <summary>For each place along one axis of the result the two positions of the image that it is mixed of, and the share of
/// the second; nearest neighbours have one.</summary>
internal sealed class UpsamplingAxis
{
    private readonly (int Low, int High, double Fraction)[] _places;

    /// <param name="mode">How places are mixed.</param>
    /// <param name="alignsCorners">Whether the corners of image and result meet.</param>
    /// <param name="input">The image's extent.</param>
    /// <param name="output">The result's extent.</param>
    /// <param name="scale">Positions of the image for one place.</param>
    public UpsamplingAxis(UpsampleMode mode, bool alignsCorners, int input, int output, double scale)
    {
        Input = input;
        IsMixed = mode != UpsampleMode.Nearest;
        _places = new (int, int, double)[output];
        for (int o = 0; o < output; o++)
        {
            if (!IsMixed)
            {
                int nearest = (int)((long)o * input / output);
                _places[o] = (nearest, nearest, 0);
                continue;
            }

            double position = alignsCorners ? o * scale : Math.Max(((o + 0.5) * scale) - 0.5, 0);
            int low = (int)Math.Min((long)position, input - 1);
            _places[o] = (low, Math.Min(low + 1, input - 1), position - low);
        }
    }

    /// <summary>The image's extent.</summary>
    public int Input { get; }

    /// <summary>The result's extent.</summary>
    public int Output => _places.Length;

    /// <summary>Whether there are two positions.</summary>
    public bool IsMixed { get; }

    /// <summary>What a place is mixed of.</summary>
    public (int Low, int High, double Fraction) this[int place] => _places[place];
}
