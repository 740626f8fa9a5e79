using GpuNN.Backends;

namespace GpuNN;

/// <content>GruSequence, GruCellResetAfter and GruCellResetBefore.</content>
public static partial class Operators
{
    /// <summary>A gated recurrent unit over sequences, layer upon layer: r, z = σ(…) of W·x[t] + b + U·h[t−1] + b′;
    /// h[t] = (1 − z)∘n + z∘h[t−1], where the reset gate acts after the product, n = tanh(W₂·x + b₂ + r∘(U₂·h[t−1] + b′₂)) as
    /// in PyTorch, or before it, n = tanh(W₂·x + b₂ + U₂·(r∘h[t−1]) + b′₂) as in the course notes, whose u is 1 − z.</summary>
    /// <param name="x">[T, N, I].</param>
    /// <param name="initial">h[−1] [layers·directions, N, H], or none for 0.</param>
    /// <param name="weights">Of each layer, forwards and where the network is bidirectional backwards; gates r, z, n.</param>
    /// <param name="resetAfter">Whether the reset gate acts after the product.</param>
    /// <param name="options">Direction, lengths, dropout.</param>
    /// <returns>The last layer's results [T, N, directions·H], and the last states [layers·directions, N, H].</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The lengths are not int64, or the other types differ.</exception>
    public static (Tensor Output, Tensor Last) GruSequence(
        this Tensor x,
        Tensor? initial,
        IReadOnlyList<RecurrentWeights> weights,
        bool resetAfter = true,
        RecurrentOptions? options = null)
    {
        var (output, last) = RunRecurrent(
            nameof(GruSequence), x, [initial], weights, 3, options, GruLayer(nameof(GruSequence), resetAfter));
        return (output, last[0]);
    }

    /// <summary>One step of a gated recurrent unit with n = tanh(W₂·x + b₂ + r∘(U₂·h + b′₂)): PyTorch's and cuDNN's
    /// form.</summary>
    /// <param name="x">[N, I].</param>
    /// <param name="hidden">h [N, H].</param>
    /// <param name="weights">W, U and the biases; gates r, z, n.</param>
    /// <returns>The new h [N, H].</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    public static Tensor GruCellResetAfter(this Tensor x, Tensor hidden, RecurrentWeights weights) =>
        RunCell(nameof(GruCellResetAfter), x, [hidden], weights, 3, GruLayer(nameof(GruCellResetAfter), true))[0];

    /// <summary>One step of a gated recurrent unit with n = tanh(W₂·x + b₂ + U₂·(r∘h) + b′₂): the course notes' and ONNX's
    /// default form.</summary>
    /// <inheritdoc cref="GruCellResetAfter"/>
    public static Tensor GruCellResetBefore(this Tensor x, Tensor hidden, RecurrentWeights weights) =>
        RunCell(nameof(GruCellResetBefore), x, [hidden], weights, 3, GruLayer(nameof(GruCellResetBefore), false))[0];

    private static RecurrentLayer GruLayer(string name, bool resetAfter) =>
        (projected, initial, weights, lengths, isReversed) =>
        {
            bool hasBias = weights.HiddenBias is not null, hasLengths = lengths is not null;
            return RunRecurrence(
                name,
                keepsGates => new GruSequencePrimitive(resetAfter, isReversed, hasBias, hasLengths, keepsGates),
                new GruSequenceGradientPrimitive(resetAfter, isReversed, hasBias, hasLengths),
                projected,
                initial,
                weights,
                lengths,
                projected.Shape,
                [projected.Shape[0], .. initial[0].Shape]);
        };
}
