namespace GpuNN.Initializers;

/// <summary>The weight of a transposed convolution [in, out, k, k] that enlarges an image by bilinear interpolation, channel i
/// to channel i: (1 − |y − c|/f)·(1 − |x − c|/f), with f = ⌊(k + 1)/2⌋ and c the middle of the window.</summary>
public sealed class BilinearInitializer : Initializer
{
    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">There are not four axes, or the window is not square.</exception>
    public override Tensor Create(in Shape shape, DType dtype = DType.Float32, Device? device = null)
    {
        if (shape.Rank != 4 || shape[2] != shape[3])
            throw new ShapeMismatchException(nameof(BilinearInitializer), nameof(shape), $"{shape}", "[in, out, k, k]");
        long size = shape[2], factor = (size + 1) / 2;
        double centre = size % 2 == 1 ? factor - 1 : factor - 0.5;
        var weights = new double[shape.Count];
        for (long channel = 0; channel < Math.Min(shape[0], shape[1]); channel++)
        {
            for (long tap = 0; tap < size * size; tap++)
            {
                double height = 1 - (Math.Abs((tap / size) - centre) / factor), width = 1 - (Math.Abs((tap % size) - centre) / factor);
                weights[(((channel * shape[1]) + channel) * size * size) + tap] = height * width;
            }
        }

        return Tensor.From(weights, shape, Device.Cpu).Cast(dtype).To(device ?? Device.Default);
    }
}
