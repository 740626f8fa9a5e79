using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>DenseNet (Huang et al., 2017) on images of 224×224: dense blocks, whose layers see the channels of all layers before
/// them, and transitions of 1×1 and mean pooling that halve channels and extents. Parameters are named as torchvision names
/// them. Weights start normal with He's variance.</summary>
public sealed class DenseNet : Layer
{
    private readonly DenseNetFeatures _features;
    private readonly Linear _classifier;

    private DenseNet(DenseNetSizes sizes, int classes, int inputChannels, Device? device)
    {
        _features = Register("features", new DenseNetFeatures(sizes, inputChannels, device));
        _classifier = Register("classifier", new Linear(_features.Outputs, classes, device: device));
        WeightInitialization.HeNormal(this);
    }

    /// <summary>The course's network: four blocks of four layers that add 32 channels each, convolutions with
    /// biases.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <param name="inputChannels">1 for grey images, 3 for coloured ones.</param>
    /// <param name="device">Where the weights live.</param>
    public static DenseNet OfTheCourse(int classes = 1000, int inputChannels = 3, Device? device = null) =>
        new(new(64, 32, [4, 4, 4, 4], HasBottleneck: false, HasBias: true), classes, inputChannels, device);

    /// <summary>DenseNet-121: blocks of 6, 12, 24 and 16 layers with bottlenecks. 7,978,856 parameters for 1000 classes.</summary>
    /// <inheritdoc cref="OfTheCourse" path="/param"/>
    public static DenseNet DenseNet121(int classes = 1000, int inputChannels = 3, Device? device = null) =>
        new(new(64, 32, [6, 12, 24, 16], HasBottleneck: true, HasBias: false), classes, inputChannels, device);

    /// <summary>The course's network for images of 32×32: a stem of 3×3 without stride and pooling, a growth of 8.</summary>
    /// <inheritdoc cref="OfTheCourse" path="/param"/>
    public static DenseNet Small(int classes = 10, int inputChannels = 3, Device? device = null) =>
        new(new(16, 8, [4, 4, 4, 4], HasBottleneck: false, HasBias: true, IsForSmallImages: true), classes, inputChannels, device);

    /// <summary>DenseNet-121's bottlenecks for images of 32×32: as many layers a block divided by three, a growth of 8.</summary>
    /// <inheritdoc cref="OfTheCourse" path="/param"/>
    public static DenseNet Small121(int classes = 10, int inputChannels = 3, Device? device = null) =>
        new(new(16, 8, [2, 4, 8, 5], HasBottleneck: true, HasBias: false, IsForSmallImages: true), classes, inputChannels, device);

    /// <summary>[n, channels, 224, 224] → [n, classes].</summary>
    protected override Tensor Compute(Tensor input) =>
        _classifier.Forward(_features.Forward(input).GlobalAvgPool().Flatten(1));
}
