using GpuNN.Backends;

namespace GpuNN;

/// <content>RnnSequence and RnnCell.</content>
public static partial class Operators
{
    /// <summary>An Elman network over sequences: h[t] = f(W·x[t] + b + U·h[t−1] + b′), layer upon layer.</summary>
    /// <param name="x">[T, N, I].</param>
    /// <param name="initial">h[−1] [layers·directions, N, H], or none for 0.</param>
    /// <param name="weights">Of each layer, forwards and where the network is bidirectional backwards.</param>
    /// <param name="activation">f: tanh, ReLU, sigmoid or the identity.</param>
    /// <param name="options">Direction, lengths, dropout.</param>
    /// <returns>The last layer's results [T, N, directions·H], and the last states [layers·directions, N, H].</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The lengths are not int64, or the other types differ.</exception>
    public static (Tensor Output, Tensor Last) RnnSequence(
        this Tensor x,
        Tensor? initial,
        IReadOnlyList<RecurrentWeights> weights,
        Activation activation = Activation.Tanh,
        RecurrentOptions? options = null)
    {
        var (output, last) = RunRecurrent(
            nameof(RnnSequence), x, [initial], weights, 1, options, ElmanLayer(nameof(RnnSequence), activation));
        return (output, last[0]);
    }

    /// <summary>One step of an Elman network: f(W·x + b + U·h + b′).</summary>
    /// <param name="x">[N, I].</param>
    /// <param name="hidden">h [N, H].</param>
    /// <param name="weights">W, U and the biases.</param>
    /// <param name="activation">f: tanh, ReLU, sigmoid or the identity.</param>
    /// <returns>[N, H].</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    public static Tensor RnnCell(
        this Tensor x, Tensor hidden, RecurrentWeights weights, Activation activation = Activation.Tanh) =>
        RunCell(nameof(RnnCell), x, [hidden], weights, 1, ElmanLayer(nameof(RnnCell), activation))[0];

    private static RecurrentLayer ElmanLayer(string name, Activation activation) =>
        (projected, initial, weights, lengths, isReversed) =>
        {
            bool hasBias = weights.HiddenBias is not null, hasLengths = lengths is not null;
            return RunRecurrence(
                name,
                _ => new ElmanSequencePrimitive(activation, isReversed, hasBias, hasLengths),
                new ElmanSequenceGradientPrimitive(activation, isReversed, hasBias, hasLengths),
                projected,
                initial,
                weights,
                lengths);
        };
}
