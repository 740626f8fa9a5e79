using GpuNN.Initializers;
using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>ResNet-18 (He et al., 2016) on images of 224×224: a stem, four groups of two residual blocks, global mean pooling.
/// 11,689,512 parameters, named as torchvision names them. Filters start normal with variance 2/outputs, biases 0.</summary>
public sealed class ResNet18 : Layer
{
    private const int BlocksPerGroup = 2;

    private readonly Conv2D _stem;
    private readonly BatchNorm _stemNorm;
    private readonly MaxPool2D? _pool;
    private readonly Sequential[] _groups;
    private readonly Linear _classifier;

    /// <summary>The published network.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <param name="inputChannels">1 for grey images, 3 for coloured ones.</param>
    /// <param name="device">Where the weights live.</param>
    public ResNet18(int classes = 1000, int inputChannels = 3, Device? device = null)
        : this([64, 128, 256, 512], isForSmallImages: false, classes, inputChannels, device)
    {
    }

    private ResNet18(int[] widths, bool isForSmallImages, int classes, int inputChannels, Device? device)
    {
        _stem = Register("conv1", isForSmallImages
            ? new Conv2D(inputChannels, widths[0], 3, new() { Padding = 1 }, bias: false, device: device)
            : new Conv2D(inputChannels, widths[0], 7, new() { Stride = 2, Padding = 3 }, bias: false, device: device));
        _stemNorm = Register("bn1", new BatchNorm(widths[0], device: device));
        _pool = isForSmallImages ? null : new MaxPool2D(3, new() { Stride = 2, Padding = 1 });
        _groups = new Sequential[widths.Length];
        int width = widths[0];
        for (int group = 0; group < widths.Length; group++)
        {
            var blocks = new Layer[BlocksPerGroup];
            for (int block = 0; block < BlocksPerGroup; block++)
            {
                blocks[block] = new ResidualBlock(width, widths[group], stride: group > 0 && block == 0 ? 2 : 1, device);
                width = widths[group];
            }

            _groups[group] = Register(FormattableString.Invariant($"layer{group + 1}"), new Sequential(blocks));
        }

        _classifier = Register("fc", new Linear(width, classes, device: device));
        WeightInitialization.HeNormal(this, FanMode.Out);
    }

    /// <summary>The same eighteen layers for images of 32×32: a stem of 3×3 without stride and pooling, an eighth of the
    /// channels.</summary>
    public static ResNet18 Small(int classes = 10, int inputChannels = 3, Device? device = null) =>
        new([8, 16, 32, 64], isForSmallImages: true, classes, inputChannels, device);

    /// <summary>[n, channels, 224, 224] → [n, classes].</summary>
    protected override Tensor Compute(Tensor input)
    {
        Tensor value = _stemNorm.Forward(_stem.Forward(input)).ReLU();
        if (_pool is not null) value = _pool.Forward(value);
        foreach (Sequential group in _groups) value = group.Forward(value);
        return _classifier.Forward(value.GlobalAvgPool().Flatten(1));
    }
}
