using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>GoogLeNet (Szegedy et al., 2015) on images of 224×224, without the auxiliary heads: a stem, nine Inception blocks,
/// global mean pooling. 7,005,832 parameters with batch normalisation, 6,998,552 as first published, with biases. (The
/// often-quoted 6,624,904 belongs to a form with 3×3 in the place of 5×5.) Weights start normal with He's variance.</summary>
public sealed class GoogLeNet : Layer
{
    private static readonly InceptionSizes[] Third = [new(64, 96, 128, 16, 32, 32), new(128, 128, 192, 32, 96, 64)];

    private static readonly InceptionSizes[] Fourth =
    [
        new(192, 96, 208, 16, 48, 64),
        new(160, 112, 224, 24, 64, 64),
        new(128, 128, 256, 24, 64, 64),
        new(112, 144, 288, 32, 64, 64),
        new(256, 160, 320, 32, 128, 128),
    ];

    private static readonly InceptionSizes[] Fifth = [new(256, 160, 320, 32, 128, 128), new(384, 192, 384, 48, 128, 128)];

    private readonly Sequential _stem;
    private readonly Sequential _blocks;
    private readonly Linear _classifier;

    /// <summary>The published network.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <param name="inputChannels">1 for grey images, 3 for coloured ones.</param>
    /// <param name="isNormalized">Whether convolutions have batch normalisation in the place of a bias.</param>
    /// <param name="device">Where the weights live.</param>
    public GoogLeNet(int classes = 1000, int inputChannels = 3, bool isNormalized = true, Device? device = null)
        : this(
            new(
                new ConvolutionUnit(inputChannels, 64, 7, isNormalized, stride: 2, padding: 3, device: device),
                Halving(),
                new ConvolutionUnit(64, 64, 1, isNormalized, device: device),
                new ConvolutionUnit(64, 192, 3, isNormalized, padding: 1, device: device),
                Halving()),
            192,
            [Third, Fourth, Fifth],
            classes,
            isNormalized,
            device)
    {
    }

    private GoogLeNet(Sequential stem, int width, InceptionSizes[][] groups, int classes, bool isNormalized, Device? device)
    {
        _stem = Register("stem", stem);
        var layers = new List<Layer>();
        for (int group = 0; group < groups.Length; group++)
        {
            if (group > 0) layers.Add(Halving());
            foreach (InceptionSizes sizes in groups[group])
            {
                var block = new InceptionBlock(width, sizes, isNormalized, device);
                layers.Add(block);
                width = block.Outputs;
            }
        }

        layers.Add(new GlobalAvgPool());
        layers.Add(new Flatten());
        layers.Add(new Dropout(0.2));
        _blocks = Register("blocks", new Sequential([.. layers]));
        _classifier = Register("classifier", new Linear(width, classes, device: device));
        WeightInitialization.HeNormal(this);
    }

    /// <summary>For images of 32×32: a stem of 3×3 without stride, then all nine blocks with an eighth of the
    /// channels.</summary>
    public static GoogLeNet Small(int classes = 10, int inputChannels = 3, Device? device = null) => new(
        new(new ConvolutionUnit(inputChannels, 24, 3, isNormalized: true, padding: 1, device: device), Halving()),
        24,
        [Divided(Third), Divided(Fourth), Divided(Fifth)],
        classes,
        isNormalized: true,
        device);

    /// <summary>[n, channels, 224, 224] → [n, classes].</summary>
    protected override Tensor Compute(Tensor input) => _classifier.Forward(_blocks.Forward(_stem.Forward(input)));

    private static MaxPool2D Halving() => new(3, new() { Stride = 2, CeilMode = true });

    private static InceptionSizes[] Divided(InceptionSizes[] blocks) => [.. blocks.Select(sizes => sizes.DividedBy(8))];
}
