using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>VGG-11 (Simonyan and Zisserman, 2015, configuration A) on images of 224×224: eight convolutions of 3×3 in five
/// blocks that end in a pooling, three fully connected layers. 132,863,336 parameters, named as torchvision names them.
/// Weights start normal with He's variance, biases 0.</summary>
public sealed class Vgg11 : Layer
{
    private readonly Sequential _features;
    private readonly AdaptiveAvgPool2D _pool;
    private readonly Sequential _classifier;

    /// <summary>The published network.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <param name="inputChannels">1 for grey images, 3 for coloured ones.</param>
    /// <param name="device">Where the weights live.</param>
    public Vgg11(int classes = 1000, int inputChannels = 3, Device? device = null)
        : this([[64], [128], [256, 256], [512, 512], [512, 512]], 7, 4096, 0.5, classes, inputChannels, device)
    {
    }

    private Vgg11(int[][] blocks, int pooled, int hidden, double dropout, int classes, int inputChannels, Device? device)
    {
        var layers = new List<Layer>();
        int width = inputChannels;
        foreach (int[] block in blocks)
        {
            foreach (int next in block)
            {
                layers.Add(new Conv2D(width, next, 3, new() { Padding = 1 }, device: device));
                layers.Add(new ReLU());
                width = next;
            }

            layers.Add(new MaxPool2D(2));
        }

        _features = Register("features", new Sequential([.. layers]));
        _pool = new(pooled);
        _classifier = Register("classifier", new Sequential(
            new Linear(width * pooled * pooled, hidden, device: device),
            new ReLU(),
            new Dropout(dropout),
            new Linear(hidden, hidden, device: device),
            new ReLU(),
            new Dropout(dropout),
            new Linear(hidden, classes, device: device)));
        WeightInitialization.HeNormal(this);
    }

    /// <summary>The same eleven layers with fewer channels, for images of 32×32, which the five poolings make 1×1.</summary>
    public static Vgg11 Small(int classes = 10, int inputChannels = 3, Device? device = null) =>
        new([[16], [32], [48, 48], [64, 64], [64, 64]], 1, 128, 0.2, classes, inputChannels, device);

    /// <summary>[n, channels, 224, 224] → [n, classes].</summary>
    protected override Tensor Compute(Tensor input) =>
        _classifier.Forward(_pool.Forward(_features.Forward(input)).Flatten(1));
}
