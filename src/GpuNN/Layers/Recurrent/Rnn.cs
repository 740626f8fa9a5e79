using GpuNN.Backends;

namespace GpuNN.Layers;

/// <summary>An Elman network (<see cref="Operators.RnnSequence"/>) with weights of its own.</summary>
public sealed class Rnn : RecurrentModule
{
    /// <summary>A network with weights drawn uniformly from ±1/√hidden.</summary>
    /// <param name="inputs">Features of a step.</param>
    /// <param name="hidden">Features of the state.</param>
    /// <param name="options">Layers, directions, biases, dropout.</param>
    /// <param name="activation">f.</param>
    /// <param name="device">Where the weights live.</param>
    public Rnn(
        int inputs, int hidden, RecurrentModuleOptions? options = null, Activation activation = Activation.Tanh, Device? device = null)
        : base(1, inputs, hidden, options, device)
    {
        Activation = activation;
    }

    /// <summary>f.</summary>
    public Activation Activation { get; }

    /// <summary>Runs over sequences.</summary>
    /// <param name="input">[T, N, inputs], or [N, T, inputs] where the batch comes first.</param>
    /// <param name="initial">h[−1] [layers·directions, N, hidden], or none for 0.</param>
    /// <param name="lengths">The number of steps of each sample [N] (int64), or none where all have T.</param>
    /// <returns>The last layer's results, and the last states [layers·directions, N, hidden].</returns>
    public (Tensor Output, Tensor Last) Forward(Tensor input, Tensor? initial = null, Tensor? lengths = null)
    {
        Tensor[] results = Call(() =>
        {
            var (output, last) = StepsFirst(input).RnnSequence(initial, Weights, Activation, RunOptions(lengths));
            return [AsInput(output), last];
        });
        return (results[0], results[1]);
    }
}
