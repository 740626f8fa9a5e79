using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>AlexNet (Krizhevsky, 2014: the form with one tower) on images of 224×224: five convolutions, three fully connected
/// layers. 61,100,840 parameters, named as torchvision names them. Weights start normal with He's variance, biases 0.</summary>
public sealed class AlexNet : Layer
{
    private readonly Sequential _features;
    private readonly AdaptiveAvgPool2D _pool;
    private readonly Sequential _classifier;

    /// <summary>The published network.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <param name="inputChannels">1 for grey images, 3 for coloured ones.</param>
    /// <param name="device">Where the weights live.</param>
    public AlexNet(int classes = 1000, int inputChannels = 3, Device? device = null)
        : this(new(11, 4, 2, [64, 192, 384, 256, 256], 6, 4096, 0.5), classes, inputChannels, device)
    {
    }

    private AlexNet(Configuration sizes, int classes, int inputChannels, Device? device)
    {
        int[] widths = sizes.Widths;
        _features = Register("features", new Sequential(
            new Conv2D(inputChannels, widths[0], sizes.Stem, new() { Stride = sizes.Stride, Padding = sizes.Padding }, device: device),
            new ReLU(),
            new MaxPool2D(3, new() { Stride = 2 }),
            new Conv2D(widths[0], widths[1], 5, new() { Padding = 2 }, device: device),
            new ReLU(),
            new MaxPool2D(3, new() { Stride = 2 }),
            new Conv2D(widths[1], widths[2], 3, new() { Padding = 1 }, device: device),
            new ReLU(),
            new Conv2D(widths[2], widths[3], 3, new() { Padding = 1 }, device: device),
            new ReLU(),
            new Conv2D(widths[3], widths[4], 3, new() { Padding = 1 }, device: device),
            new ReLU(),
            new MaxPool2D(3, new() { Stride = 2 })));
        _pool = new(sizes.Pooled);
        _classifier = Register("classifier", new Sequential(
            new Dropout(sizes.Dropout),
            new Linear(widths[4] * sizes.Pooled * sizes.Pooled, sizes.Hidden, device: device),
            new ReLU(),
            new Dropout(sizes.Dropout),
            new Linear(sizes.Hidden, sizes.Hidden, device: device),
            new ReLU(),
            new Linear(sizes.Hidden, classes, device: device)));
        WeightInitialization.HeNormal(this);
    }

    /// <summary>The same eight layers for images of 32×32: a stem of 5×5 without stride, a quarter of the channels.</summary>
    public static AlexNet Small(int classes = 10, int inputChannels = 3, Device? device = null) =>
        new(new(5, 1, 2, [16, 48, 64, 64, 64], 3, 128, 0.2), classes, inputChannels, device);

    /// <summary>[n, channels, 224, 224] → [n, classes].</summary>
    protected override Tensor Compute(Tensor input) =>
        _classifier.Forward(_pool.Forward(_features.Forward(input)).Flatten(1));

    private sealed record Configuration(
        int Stem, int Stride, int Padding, int[] Widths, int Pooled, int Hidden, double Dropout);
}
