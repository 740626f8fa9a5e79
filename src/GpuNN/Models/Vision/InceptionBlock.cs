using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>GoogLeNet's Inception block: convolutions of 1×1, 3×3 and 5×5 and a pooling beside each other, the larger ones
/// behind a 1×1 that saves channels; their outputs joined as channels.</summary>
public sealed class InceptionBlock : Layer
{
    private readonly Layer[] _branches;

    /// <summary>A block.</summary>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="sizes">Channels of the four branches.</param>
    /// <param name="isNormalized">Whether convolutions have batch normalisation in the place of a bias.</param>
    /// <param name="device">Where the weights live.</param>
    public InceptionBlock(int inputs, InceptionSizes sizes, bool isNormalized = true, Device? device = null)
    {
        Outputs = sizes.One + sizes.Three + sizes.Five + sizes.Pool;
        _branches =
        [
            Register("branch1", new ConvolutionUnit(inputs, sizes.One, 1, isNormalized, device: device)),
            Register("branch2", new Sequential(
                new ConvolutionUnit(inputs, sizes.ThreeReduced, 1, isNormalized, device: device),
                new ConvolutionUnit(sizes.ThreeReduced, sizes.Three, 3, isNormalized, padding: 1, device: device))),
            Register("branch3", new Sequential(
                new ConvolutionUnit(inputs, sizes.FiveReduced, 1, isNormalized, device: device),
                new ConvolutionUnit(sizes.FiveReduced, sizes.Five, 5, isNormalized, padding: 2, device: device))),
            Register("branch4", new Sequential(
                new MaxPool2D(3, new() { Stride = 1, Padding = 1 }),
                new ConvolutionUnit(inputs, sizes.Pool, 1, isNormalized, device: device))),
        ];
    }

    /// <summary>Channels of the output.</summary>
    public int Outputs { get; }

    /// <summary>[n, inputs, h, w] → [n, outputs, h, w].</summary>
    protected override Tensor Compute(Tensor input) => Operators.Concat(
        1, _branches[0].Forward(input), _branches[1].Forward(input), _branches[2].Forward(input), _branches[3].Forward(input));
}
