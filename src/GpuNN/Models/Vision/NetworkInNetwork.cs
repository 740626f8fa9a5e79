using GpuNN.Backends;
using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>Network in Network (Lin et al., 2014) in the course's form on images of 224×224: AlexNet's windows, each followed by
/// two convolutions of 1×1, the last block with a channel for each class and global mean pooling in the place of fully
/// connected layers. 7,439,608 parameters for 1000 classes. Weights start normal with He's variance, biases 0.</summary>
public sealed class NetworkInNetwork : Layer
{
    private readonly Sequential _layers;

    /// <summary>The course's network.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <param name="inputChannels">1 for grey images, 3 for coloured ones.</param>
    /// <param name="device">Where the weights live.</param>
    public NetworkInNetwork(int classes = 1000, int inputChannels = 3, Device? device = null)
        : this([new(96, 11, 4, 0), new(256, 5, 1, 2), new(384, 3, 1, 1)], 0.5, classes, inputChannels, device)
    {
    }

    private NetworkInNetwork(BlockSizes[] blocks, double dropout, int classes, int inputChannels, Device? device)
    {
        var layers = new List<Layer>();
        int width = inputChannels;
        foreach (BlockSizes block in blocks)
        {
            layers.Add(Block(width, block, device));
            layers.Add(new MaxPool2D(3, new() { Stride = 2 }));
            width = block.Width;
        }

        layers.Add(new Dropout(dropout));
        layers.Add(Block(width, new(classes, 3, 1, 1), device));
        layers.Add(new GlobalAvgPool());
        layers.Add(new Flatten());
        _layers = Register("layers", new Sequential([.. layers]));
        WeightInitialization.HeNormal(this);
    }

    /// <summary>The same twelve convolutions with fewer channels and a stem of 5×5 without stride, for images of
    /// 32×32.</summary>
    public static NetworkInNetwork Small(int classes = 10, int inputChannels = 3, Device? device = null) =>
        new([new(24, 5, 1, 2), new(48, 5, 1, 2), new(64, 3, 1, 1)], 0.2, classes, inputChannels, device);

    /// <summary>[n, channels, 224, 224] → [n, classes].</summary>
    protected override Tensor Compute(Tensor input) => _layers.Forward(input);

    private static Sequential Block(int inputs, BlockSizes sizes, Device? device) => new(
        new Conv2D(
            inputs,
            sizes.Width,
            sizes.Kernel,
            new() { Stride = sizes.Stride, Padding = sizes.Padding },
            activation: Activation.ReLU,
            device: device),
        new Conv2D(sizes.Width, sizes.Width, 1, activation: Activation.ReLU, device: device),
        new Conv2D(sizes.Width, sizes.Width, 1, activation: Activation.ReLU, device: device));

    private readonly record struct BlockSizes(int Width, int Kernel, int Stride, int Padding);
}
