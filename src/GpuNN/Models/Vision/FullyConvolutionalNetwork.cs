using GpuNN.Initializers;
using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>A fully convolutional network (Long et al., 2015: FCN-32s, on ResNet-18): a class for each pixel. The features of a
/// classifier, scores of each class by a convolution of 1×1, and a transposed convolution that enlarges the scores to the
/// image; its weight starts as bilinear interpolation.</summary>
public sealed class FullyConvolutionalNetwork : Layer
{
    private readonly Layer _features;
    private readonly Conv2D _scores;
    private readonly ConvTranspose2D _enlargement;

    /// <summary>The network on the features of ResNet-18, 32 times smaller than the image.</summary>
    /// <param name="classes">The number of classes, the background one of them: 21 for Pascal VOC.</param>
    /// <param name="inputChannels">1 for grey images, 3 for coloured ones.</param>
    /// <param name="device">Where the weights live.</param>
    public FullyConvolutionalNetwork(int classes = 21, int inputChannels = 3, Device? device = null)
        : this(ResidualFeatures.Full(inputChannels, device), classes, device)
    {
    }

    private FullyConvolutionalNetwork(ResidualFeatures features, int classes, Device? device)
    {
        _features = Register("features", features);
        int factor = features.Reduction;
        _scores = Register("scores", new Conv2D(features.Outputs, classes, 1, device: device));
        new XavierInitializer().Apply(_scores.Weight);
        _enlargement = Register("enlargement", new ConvTranspose2D(
            classes, classes, 2 * factor, new() { Stride = factor, Padding = factor / 2 }, bias: false, device: device));
        new BilinearInitializer().Apply(_enlargement.Weight);
    }

    /// <summary>For images of 32×32: four residual blocks with few channels, 4 times smaller than the image.</summary>
    public static FullyConvolutionalNetwork Small(int classes, int inputChannels = 3, Device? device = null) =>
        new(ResidualFeatures.Small(inputChannels, device), classes, device);

    /// <summary>[n, channels, h, w] → [n, classes, h, w], h and w multiples of the features' reduction.</summary>
    protected override Tensor Compute(Tensor input) => _enlargement.Forward(_scores.Forward(_features.Forward(input)));
}
