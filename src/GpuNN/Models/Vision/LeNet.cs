using GpuNN.Backends;
using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>LeNet-5 (LeCun et al., 1998) on images of 28×28, padded to 32×32: two convolutions of 5×5 with mean pooling, then
/// three fully connected layers. 61,706 parameters. The second convolution sees all channels, and scores are linear, as is
/// usual today. Weights start as those of the layers do.</summary>
public sealed class LeNet : Layer
{
    /// <summary>The published network.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <param name="inputChannels">1 for grey images, 3 for coloured ones.</param>
    /// <param name="activation">tanh as published; ReLU learns sooner.</param>
    /// <param name="device">Where the weights live.</param>
    public LeNet(int classes = 10, int inputChannels = 1, Activation activation = Activation.Tanh, Device? device = null)
    {
        Features = Register("features", new Sequential(
            new Conv2D(inputChannels, 6, 5, new() { Padding = 2 }, activation: activation, device: device), // [n, 6, 28, 28]
            new AvgPool2D(2), // [n, 6, 14, 14]
            new Conv2D(6, 16, 5, activation: activation, device: device), // [n, 16, 10, 10]
            new AvgPool2D(2), // [n, 16, 5, 5]
            new AdaptiveAvgPool2D(5))); // the identity at 28×28; admits larger images
        Classifier = Register("classifier", new Sequential(
            new Flatten(), // [n, 400]
            new Linear(400, 120, activation: activation, device: device),
            new Linear(120, 84, activation: activation, device: device),
            new Linear(84, classes, device: device)));
    }

    /// <summary>The convolutions and their pooling.</summary>
    public Sequential Features { get; }

    /// <summary>The fully connected layers.</summary>
    public Sequential Classifier { get; }

    /// <summary>[n, channels, 28, 28] → [n, classes].</summary>
    protected override Tensor Compute(Tensor input) => Classifier.Forward(Features.Forward(input));
}
