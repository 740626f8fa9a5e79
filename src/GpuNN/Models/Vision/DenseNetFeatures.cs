using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>The convolutions of a <see cref="DenseNet"/>: everything before its pooling and classifier.</summary>
internal sealed class DenseNetFeatures : Layer
{
    private readonly Conv2D _stem;
    private readonly BatchNorm _stemNorm;
    private readonly MaxPool2D? _pool;
    private readonly List<Layer> _layers = [];
    private readonly BatchNorm _lastNorm;

    public DenseNetFeatures(DenseNetSizes sizes, int inputChannels, Device? device)
    {
        _stem = Register("conv0", sizes.IsForSmallImages
            ? new Conv2D(inputChannels, sizes.Stem, 3, new() { Padding = 1 }, bias: sizes.HasBias, device: device)
            : new Conv2D(inputChannels, sizes.Stem, 7, new() { Stride = 2, Padding = 3 }, bias: sizes.HasBias, device: device));
        _stemNorm = Register("norm0", new BatchNorm(sizes.Stem, device: device));
        _pool = sizes.IsForSmallImages ? null : new MaxPool2D(3, new() { Stride = 2, Padding = 1 });
        int width = sizes.Stem;
        for (int block = 0; block < sizes.Blocks.Length; block++)
        {
            if (block > 0)
            {
                _layers.Add(Register(Name("transition", block), new DenseTransition(width, sizes.HasBias, device)));
                width /= 2;
            }

            _layers.Add(Register(Name("denseblock", block + 1), new DenseBlock(sizes.Blocks[block], width, sizes, device)));
            width += sizes.Blocks[block] * sizes.Growth;
        }

        _lastNorm = Register("norm5", new BatchNorm(width, device: device));
        Outputs = width;
    }

    /// <summary>Channels of the output.</summary>
    public int Outputs { get; }

    protected override Tensor Compute(Tensor input)
    {
        Tensor value = _stemNorm.Forward(_stem.Forward(input)).ReLU();
        if (_pool is not null) value = _pool.Forward(value);
        foreach (Layer layer in _layers) value = layer.Forward(value);
        return _lastNorm.Forward(value).ReLU();
    }

    private static string Name(string kind, int number) => FormattableString.Invariant($"{kind}{number}");
}
