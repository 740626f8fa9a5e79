namespace GpuNN.Layers;

/// <summary>A gated recurrent unit (<see cref="Operators.GruSequence"/>) with weights of its own.</summary>
public sealed class Gru : RecurrentModule
{
    /// <summary>A network with weights drawn uniformly from ±1/√hidden.</summary>
    /// <param name="inputs">Features of a step.</param>
    /// <param name="hidden">Features of the state.</param>
    /// <param name="options">Layers, directions, biases, dropout.</param>
    /// <param name="resetAfter">Whether the reset gate acts after the product, as in PyTorch.</param>
    /// <param name="device">Where the weights live.</param>
    public Gru(
        int inputs, int hidden, RecurrentModuleOptions? options = null, bool resetAfter = true, Device? device = null)
        : base(3, inputs, hidden, options, device)
    {
        ResetAfter = resetAfter;
    }

    /// <summary>Whether the reset gate acts after the product.</summary>
    public bool ResetAfter { get; }

    /// <summary>Runs over sequences.</summary>
    /// <param name="input">[T, N, inputs], or [N, T, inputs] where the batch comes first.</param>
    /// <param name="initial">h[−1] [layers·directions, N, hidden], or none for 0.</param>
    /// <param name="lengths">The number of steps of each sample [N] (int64), or none where all have T.</param>
    /// <returns>The last layer's results, and the last states [layers·directions, N, hidden].</returns>
    public (Tensor Output, Tensor Last) Forward(Tensor input, Tensor? initial = null, Tensor? lengths = null)
    {
        Tensor[] results = Call(() =>
        {
            var (output, last) = StepsFirst(input).GruSequence(initial, Weights, ResetAfter, RunOptions(lengths));
            return [AsInput(output), last];
        });
        return (results[0], results[1]);
    }
}
