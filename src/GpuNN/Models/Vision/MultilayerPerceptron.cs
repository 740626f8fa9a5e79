using GpuNN.Backends;
using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>A multilayer perceptron: fully connected layers with an activation between them, on the flattened input. 784-256-10
/// has 203,530 parameters. Weights start as <see cref="Linear"/>'s do.</summary>
public sealed class MultilayerPerceptron : Layer
{
    private readonly Sequential _layers;

    /// <summary>A network of these extents.</summary>
    /// <param name="inputs">The numbers of an input: 784 for 28×28.</param>
    /// <param name="hidden">The widths of the hidden layers; one of 256 where left out.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="activation">Of the hidden layers.</param>
    /// <param name="device">Where the weights live.</param>
    public MultilayerPerceptron(
        int inputs = 784,
        IReadOnlyList<int>? hidden = null,
        int classes = 10,
        Activation activation = Activation.ReLU,
        Device? device = null)
    {
        var layers = new List<Layer> { new Flatten() };
        int width = inputs;
        foreach (int next in hidden ?? [256])
        {
            layers.Add(new Linear(width, next, activation: activation, device: device));
            width = next;
        }

        layers.Add(new Linear(width, classes, device: device));
        _layers = Register("layers", new Sequential([.. layers]));
    }

    /// <summary>[n, ...] → [n, classes].</summary>
    protected override Tensor Compute(Tensor input) => _layers.Forward(input);
}
