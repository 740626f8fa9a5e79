namespace GpuNN.Layers;

/// <summary>A long short-term memory (<see cref="Operators.LstmSequence"/>) with weights of its own.</summary>
public sealed class Lstm : RecurrentModule
{
    /// <summary>A network with weights drawn uniformly from ±1/√hidden.</summary>
    /// <param name="inputs">Features of a step.</param>
    /// <param name="hidden">Features of the state.</param>
    /// <param name="options">Layers, directions, biases, dropout.</param>
    /// <param name="device">Where the weights live.</param>
    public Lstm(int inputs, int hidden, RecurrentModuleOptions? options = null, Device? device = null)
        : base(4, inputs, hidden, options, device)
    {
    }

    /// <summary>Runs over sequences.</summary>
    /// <param name="input">[T, N, inputs], or [N, T, inputs] where the batch comes first.</param>
    /// <param name="initialHidden">h[−1] [layers·directions, N, hidden], or none for 0.</param>
    /// <param name="initialCell">c[−1], likewise.</param>
    /// <param name="lengths">The number of steps of each sample [N] (int64), or none where all have T.</param>
    /// <returns>The last layer's h, and the last h and c [layers·directions, N, hidden] each.</returns>
    public (Tensor Output, Tensor LastHidden, Tensor LastCell) Forward(
        Tensor input, Tensor? initialHidden = null, Tensor? initialCell = null, Tensor? lengths = null)
    {
        Tensor[] results = Call(() =>
        {
            var (output, hidden, cell) = StepsFirst(input).LstmSequence(initialHidden, initialCell, Weights, RunOptions(lengths));
            return [AsInput(output), hidden, cell];
        });
        return (results[0], results[1], results[2]);
    }
}
