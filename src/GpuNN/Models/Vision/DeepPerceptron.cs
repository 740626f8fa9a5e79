using System.Globalization;
using GpuNN.Backends;
using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>Many fully connected layers of one width between two linear maps: plain, with residual short cuts, or as a highway
/// network (Srivastava et al., 2015). Twenty plain layers do not train; with a short cut they do. Weights start as those of
/// the layers do; highway gates begin nearly shut.</summary>
public sealed class DeepPerceptron : Layer
{
    private readonly Layer[] _layers;
    private readonly Linear _input;
    private readonly Linear _classifier;

    /// <summary>A network.</summary>
    /// <param name="inputs">The numbers of an input.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="shortCut">How a layer's input passes by it.</param>
    /// <param name="depth">The number of layers between the two linear maps.</param>
    /// <param name="width">Their width.</param>
    /// <param name="device">Where the weights live.</param>
    public DeepPerceptron(int inputs, int classes, ShortCut shortCut, int depth = 20, int width = 64, Device? device = null)
    {
        _input = Register("input", new Linear(inputs, width, device: device));
        _layers = new Layer[depth];
        for (int index = 0; index < depth; index++)
            _layers[index] = Register(index.ToString(CultureInfo.InvariantCulture), CreateLayer(shortCut, width, device));
        _classifier = Register("classifier", new Linear(width, classes, device: device));
    }

    /// <summary>[n, ...] → [n, classes].</summary>
    protected override Tensor Compute(Tensor input)
    {
        Tensor value = _input.Forward(input.Flatten(1));
        foreach (Layer layer in _layers) value = layer.Forward(value);
        return _classifier.Forward(value);
    }

    private static Layer CreateLayer(ShortCut shortCut, int width, Device? device) => shortCut switch
    {
        ShortCut.None => new Linear(width, width, activation: Activation.ReLU, device: device),
        ShortCut.Residual => new Residual(new Linear(width, width, activation: Activation.ReLU, device: device)),
        ShortCut.Highway => new Highway(width, gateBias: -3, device: device),
        _ => throw new ArgumentOutOfRangeException(nameof(shortCut), shortCut, "There is no such short cut."),
    };
}
