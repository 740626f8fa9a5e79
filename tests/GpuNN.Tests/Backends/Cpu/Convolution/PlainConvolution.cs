using GpuNN.Backends;

namespace GpuNN.Tests.Backends.Cpu.Convolution;

/// <summary>Convolution and its gradients by their definitions, in double precision, with the sum of the terms' magnitudes.</summary>
internal sealed class PlainConvolution
{
    private readonly ConvolutionGeometry _g;
    private readonly int[] _input;
    private readonly int[] _kernel;
    private readonly int[] _output;

    public PlainConvolution(ConvolutionGeometry geometry)
    {
        _g = geometry;
        _input = Three(geometry.Input);
        _kernel = Three(geometry.Kernel);
        _output = Three(geometry.Output);
        Y = new double[ResultCount];
        Dx = new double[ImageCount];
        Dw = new double[FilterCount];
        YMagnitude = new double[ResultCount];
        DxMagnitude = new double[ImageCount];
        DwMagnitude = new double[FilterCount];
    }

    public int ImageCount => _g.Batch * _g.InputChannels * (int)_g.Input.Product;

    public int FilterCount => _g.OutputChannels * (_g.InputChannels / _g.Groups) * (int)_g.Kernel.Product;

    public int ResultCount => _g.Batch * _g.OutputChannels * (int)_g.Output.Product;

    public double[] Y { get; }

    public double[] Dx { get; }

    public double[] Dw { get; }

    public double[] YMagnitude { get; }

    public double[] DxMagnitude { get; }

    public double[] DwMagnitude { get; }

    public void Run(ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> dy)
    {
        int channels = _g.InputChannels / _g.Groups;
        int outputs = _g.OutputChannels / _g.Groups;
        int taps = (int)_g.Kernel.Product;
        for (int n = 0; n < _g.Batch; n++)
        {
            for (int k = 0; k < _g.OutputChannels; k++)
            {
                for (int o = 0; o < (int)_g.Output.Product; o++)
                {
                    int yIndex = (((n * _g.OutputChannels) + k) * (int)_g.Output.Product) + o;
                    for (int c = 0; c < channels; c++)
                    {
                        int plane = (n * _g.InputChannels) + (k / outputs * channels) + c;
                        for (int r = 0; r < taps; r++)
                        {
                            int i = InputOf(o, r);
                            if (i < 0)
                            {
                                continue;
                            }

                            int xIndex = (plane * (int)_g.Input.Product) + i;
                            int wIndex = (((k * channels) + c) * taps) + r;
                            Add(Y, YMagnitude, yIndex, (double)x[xIndex] * w[wIndex]);
                            Add(Dx, DxMagnitude, xIndex, (double)dy[yIndex] * w[wIndex]);
                            Add(Dw, DwMagnitude, wIndex, (double)dy[yIndex] * x[xIndex]);
                        }
                    }
                }
            }
        }
    }

    private static int[] Three(SpatialExtents extents)
    {
        int[] three = [1, 1, 1];
        for (int axis = 0; axis < extents.Rank; axis++)
        {
            three[3 - extents.Rank + axis] = extents[axis];
        }

        return three;
    }

    private static void Add(double[] sums, double[] magnitudes, int index, double term)
    {
        sums[index] += term;
        magnitudes[index] += Math.Abs(term);
    }

    private int InputOf(int o, int r)
    {
        int[] outputAt = [o / (_output[1] * _output[2]), o / _output[2] % _output[1], o % _output[2]];
        int[] tapAt = [r / (_kernel[1] * _kernel[2]), r / _kernel[2] % _kernel[1], r % _kernel[2]];
        int index = 0;
        for (int axis = 0; axis < 3; axis++)
        {
            int own = axis - (3 - _g.Rank);
            int at = own < 0
                ? 0
                : (outputAt[axis] * _g.Stride[own]) + (tapAt[axis] * _g.Dilation[own]) - _g.PaddingLow[own];
            if (at < 0 || at >= _input[axis])
            {
                return -1;
            }

            index = (index * _input[axis]) + at;
        }

        return index;
    }
}
