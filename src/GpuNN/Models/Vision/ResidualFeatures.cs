using GpuNN.Initializers;
using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>ResNet-18 without its pooling and classifier, and a small relative of it.</summary>
internal sealed class ResidualFeatures : Layer
{
    private readonly Sequential _layers;

    private ResidualFeatures(Sequential layers, int outputs, int reduction)
    {
        _layers = Register("layers", layers);
        (Outputs, Reduction) = (outputs, reduction);
        WeightInitialization.HeNormal(this, FanMode.Out);
    }

    /// <summary>Channels of the output.</summary>
    public int Outputs { get; }

    /// <summary>How many times smaller than the image the output is.</summary>
    public int Reduction { get; }

    /// <summary>[n, channels, h, w] → [n, 512, h/32, w/32].</summary>
    public static ResidualFeatures Full(int inputChannels, Device? device)
    {
        var layers = new List<Layer>
        {
            new Conv2D(inputChannels, 64, 7, new() { Stride = 2, Padding = 3 }, bias: false, device: device),
            new BatchNorm(64, device: device),
            new ReLU(),
            new MaxPool2D(3, new() { Stride = 2, Padding = 1 }),
        };
        AddBlocks(layers, 64, [64, 64, 128, 128, 256, 256, 512, 512], device);
        return new(new([.. layers]), 512, 32);
    }

    /// <summary>[n, channels, h, w] → [n, 64, h/4, w/4].</summary>
    public static ResidualFeatures Small(int inputChannels, Device? device)
    {
        var layers = new List<Layer>
        {
            new Conv2D(inputChannels, 16, 3, new() { Padding = 1 }, bias: false, device: device),
            new BatchNorm(16, device: device),
            new ReLU(),
        };
        AddBlocks(layers, 16, [16, 32, 64, 64], device);
        return new(new([.. layers]), 64, 4);
    }

    private static void AddBlocks(List<Layer> layers, int width, int[] widths, Device? device)
    {
        foreach (int next in widths)
        {
            layers.Add(new ResidualBlock(width, next, stride: next == width ? 1 : 2, device));
            width = next;
        }
    }

    protected override Tensor Compute(Tensor input) => _layers.Forward(input);
}
