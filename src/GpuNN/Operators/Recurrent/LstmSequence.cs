using GpuNN.Backends;

namespace GpuNN;

/// <content>LstmSequence and LstmCell.</content>
public static partial class Operators
{
    /// <summary>A long short-term memory over sequences: i, f, o = σ(…), g = tanh(…) of W·x[t] + b + U·h[t−1] + b′,
    /// c[t] = f∘c[t−1] + i∘g, h[t] = o∘tanh(c[t]), layer upon layer. (One line of the course notes has c[t−1] twice; this is
    /// the right form.)</summary>
    /// <param name="x">[T, N, I].</param>
    /// <param name="initialHidden">h[−1] [layers·directions, N, H], or none for 0.</param>
    /// <param name="initialCell">c[−1] [layers·directions, N, H], or none for 0.</param>
    /// <param name="weights">Of each layer, forwards and where the network is bidirectional backwards; gates i, f, g, o.</param>
    /// <param name="options">Direction, lengths, dropout.</param>
    /// <returns>The last layer's h [T, N, directions·H], and the last h and c [layers·directions, N, H] each.</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The lengths are not int64, or the other types differ.</exception>
    public static (Tensor Output, Tensor LastHidden, Tensor LastCell) LstmSequence(
        this Tensor x,
        Tensor? initialHidden,
        Tensor? initialCell,
        IReadOnlyList<RecurrentWeights> weights,
        RecurrentOptions? options = null)
    {
        var (output, last) = RunRecurrent(
            nameof(LstmSequence), x, [initialHidden, initialCell], weights, 4, options, LstmLayer(nameof(LstmSequence)));
        return (output, last[0], last[1]);
    }

    /// <summary>One step of a long short-term memory.</summary>
    /// <param name="x">[N, I].</param>
    /// <param name="hidden">h [N, H].</param>
    /// <param name="cell">c [N, H].</param>
    /// <param name="weights">W, U and the biases; gates i, f, g, o.</param>
    /// <returns>The new h and c, [N, H] each.</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    public static (Tensor Hidden, Tensor Cell) LstmCell(this Tensor x, Tensor hidden, Tensor cell, RecurrentWeights weights)
    {
        Tensor[] states = RunCell(nameof(LstmCell), x, [hidden, cell], weights, 4, LstmLayer(nameof(LstmCell)));
        return (states[0], states[1]);
    }

    private static RecurrentLayer LstmLayer(string name) =>
        (projected, initial, weights, lengths, isReversed) =>
        {
            bool hasBias = weights.HiddenBias is not null, hasLengths = lengths is not null;
            return RunRecurrence(
                name,
                keepsGates => new LstmSequencePrimitive(isReversed, hasBias, hasLengths, keepsGates),
                new LstmSequenceGradientPrimitive(isReversed, hasBias, hasLengths),
                projected,
                initial,
                weights,
                lengths,
                projected.Shape,
                [projected.Shape[0], .. initial[0].Shape]);
        };
}
