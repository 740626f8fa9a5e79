namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>One spatial axis of a convolution.</summary>
internal readonly record struct ConvolutionAxis(int Input, int Kernel, int Stride, int Padding, int Dilation, int Output)
{
    /// <summary>An axis that is not there.</summary>
    public static ConvolutionAxis Absent => new(1, 1, 1, 0, 1, 1);

    /// <summary>Axis −3, −2 or −1 (depth, height, width) of a geometry.</summary>
    public static ConvolutionAxis Of(in ConvolutionGeometry geometry, int fromEnd)
    {
        int axis = geometry.Rank + fromEnd;
        return axis < 0
            ? Absent
            : new ConvolutionAxis(
                geometry.Input[axis],
                geometry.Kernel[axis],
                geometry.Stride[axis],
                geometry.PaddingLow[axis],
                geometry.Dilation[axis],
                geometry.Output[axis]);
    }
}

/// <summary>A convolution's three spatial axes, those that are not there of extent one.</summary>
internal readonly record struct ConvolutionAxes(ConvolutionAxis Z, ConvolutionAxis Y, ConvolutionAxis X)
{
    public long InputCount => (long)Z.Input * Y.Input * X.Input;

    public long OutputCount => (long)Z.Output * Y.Output * X.Output;

    public int Taps => Z.Kernel * Y.Kernel * X.Kernel;

    public static ConvolutionAxes Of(in ConvolutionGeometry geometry) =>
        new(
            ConvolutionAxis.Of(geometry, -3),
            ConvolutionAxis.Of(geometry, -2),
            ConvolutionAxis.Of(geometry, -1));
}
