using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Convolution and its two gradients: one loop over all products x·w that make up y.</summary>
internal sealed class Convolution
    : IReferenceKernel<ConvolutionPrimitive>,
      IReferenceKernel<ConvolutionDataGradientPrimitive>,
      IReferenceKernel<ConvolutionWeightGradientPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<ConvolutionPrimitive, Convolution>(table);
        ReferenceKernel.Add<ConvolutionDataGradientPrimitive, Convolution>(table);
        ReferenceKernel.Add<ConvolutionWeightGradientPrimitive, Convolution>(table);
    }

    public static void Run<T>(ConvolutionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[0]), w = Elements.Read<T>(inputs[1]), y = new T[outputs[0].Count];
        foreach (var (xi, wi, yi) in Products(primitive.Geometry)) y[yi] += x[xi] * w[wi];
        if (primitive.HasBias) AddBias(y, Elements.Read<T>(inputs[2]), outputs[0]);
        for (int i = 0; i < y.Length; i++) y[i] = MatrixMultiply.Activate(primitive.Activation, y[i]);
        Elements.Write(outputs[0], y);
    }

    public static void Run<T>(
        ConvolutionDataGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] dy = Elements.Read<T>(inputs[0]), w = Elements.Read<T>(inputs[1]), dx = new T[outputs[0].Count];
        foreach (var (xi, wi, yi) in Products(primitive.Geometry)) dx[xi] += dy[yi] * w[wi];
        if (primitive.HasBias) AddBias(dx, Elements.Read<T>(inputs[2]), outputs[0]);
        Elements.Write(outputs[0], dx);
    }

    public static void Run<T>(
        ConvolutionWeightGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[0]), dy = Elements.Read<T>(inputs[1]), dw = new T[outputs[0].Count];
        foreach (var (xi, wi, yi) in Products(primitive.Geometry)) dw[wi] += dy[yi] * x[xi];
        Elements.Write(outputs[0], dw);
    }

    /// <summary>Positions of x, w and y for every product inside the image.</summary>
    private static IEnumerable<(int X, int W, int Y)> Products(ConvolutionGeometry geometry)
    {
        int inGroup = geometry.InputChannels / geometry.Groups, outGroup = geometry.OutputChannels / geometry.Groups;
        int image = (int)geometry.Input.Product, filter = (int)geometry.Kernel.Product, result = (int)geometry.Output.Product;
        foreach (var (position, tap, place) in Window.Positions(
            geometry.Input, geometry.Kernel, geometry.Stride, geometry.PaddingLow, geometry.Dilation, geometry.Output))
        {
            for (int n = 0; n < geometry.Batch; n++)
            {
                for (int k = 0; k < geometry.OutputChannels; k++)
                {
                    for (int c = 0; c < inGroup; c++)
                    {
                        int channel = (k / outGroup * inGroup) + c;
                        yield return (
                            (((n * geometry.InputChannels) + channel) * image) + position,
                            (((k * inGroup) + c) * filter) + tap,
                            (((n * geometry.OutputChannels) + k) * result) + place);
                    }
                }
            }
        }
    }

    private static void AddBias<T>(T[] y, T[] bias, BufferView view)
        where T : INumberBase<T>
    {
        int plane = y.Length / Math.Max((int)(view[0] * view[1]), 1);
        for (int i = 0; i < y.Length; i++) y[i] += bias[i / plane % bias.Length];
    }
}
