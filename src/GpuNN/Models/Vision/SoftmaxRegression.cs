using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>Softmax regression: a linear map from the flattened input to a score for each class, p = softmax(W·x + b). Weights
/// and biases start at 0: the loss is convex, and so the start does not matter.</summary>
public sealed class SoftmaxRegression : Layer
{
    private readonly Flatten _flatten = new();

    /// <summary>A model for inputs of so many numbers.</summary>
    /// <param name="inputs">The numbers of an input: 784 for 28×28.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="device">Where the weights live.</param>
    public SoftmaxRegression(int inputs = 784, int classes = 10, Device? device = null)
    {
        Classifier = Register("classifier", new Linear(inputs, classes, device: device));
        using IDisposable restoration = NoGrad.Begin();
        Classifier.Weight.Fill(0);
        Classifier.Bias!.Fill(0);
    }

    /// <summary>W and b.</summary>
    public Linear Classifier { get; }

    /// <summary>[n, ...] → [n, classes].</summary>
    protected override Tensor Compute(Tensor input) => Classifier.Forward(_flatten.Forward(input));
}
