using GpuNN.Backends;
using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Recurrent networks of one layer, forwards, backwards or both. ONNX orders the gates of an LSTM i, o, f, c and of a GRU
/// z, r, h; the library as PyTorch.</summary>
internal static class RecurrenceNodes
{
    private static readonly int[] ElmanGates = [0], LstmGates = [0, 2, 3, 1], GruGates = [1, 0, 2];

    private static readonly string[] Common = ["activation_alpha", "activation_beta", "activations", "clip", "direction", "hidden_size", "layout"];

    public static OperatorDefinition[] Definitions =>
    [
        new("RNN", Elman) { Fewest = 3, Most = 6, Results = 2, Attributes = [.. Common, "output_sequence"], Refuses = node => RefusesCommon(node, ["Tanh"], ["Relu"], ["Sigmoid"]) },
        new("LSTM", Lstm)
        {
            Fewest = 3,
            Most = 8,
            Results = 3,
            Attributes = [.. Common, "input_forget", "output_sequence"],
            Refuses = RefusesLstm,
        },
        new("GRU", Gru)
        {
            Fewest = 3,
            Most = 6,
            Results = 2,
            Attributes = [.. Common, "linear_before_reset", "output_sequence"],
            Refuses = node => RefusesCommon(node, ["Sigmoid", "Tanh"]),
        },
    ];

    private static string? RefusesLstm(GraphNode node)
    {
        if (node.HasInput(7)) return "peepholes (input P) are not implemented";
        if (node.Flag("input_forget")) return "attribute input_forget 1 is not implemented";
        return RefusesCommon(node, ["Sigmoid", "Tanh", "Tanh"]);
    }

    private static string? RefusesCommon(GraphNode node, params string[][] choices)
    {
        if (node.Has("clip")) return "attribute clip is not implemented";
        if (node.Text("direction", "forward") is not ("forward" or "reverse" or "bidirectional")) return $"direction '{node.Text("direction", "")}' is unknown";
        if (node.Texts("activations") is not { Count: > 0 } named) return null;
        int directions = Directions(node);
        bool isKnown = choices.Any(choice => named.SequenceEqual(Enumerable.Repeat(choice, directions).SelectMany(name => name), StringComparer.OrdinalIgnoreCase));
        return isKnown ? null : $"activations {string.Join(", ", named)} are not implemented, but {string.Join(" or ", choices.Select(choice => string.Join(", ", choice)))}";
    }

    private static int Directions(GraphNode node) => node.Text("direction", "forward") == "bidirectional" ? 2 : 1;

    private static Tensor?[] Elman(OperatorCall call)
    {
        Activation activation = (call.Node.Texts("activations") is { Count: > 0 } named ? named[0] : "Tanh").ToUpperInvariant() switch
        {
            "RELU" => Activation.ReLU,
            "SIGMOID" => Activation.Sigmoid,
            _ => Activation.Tanh,
        };
        return Run(call, ElmanGates, 1, (x, initial, weights, options) =>
        {
            var (output, last) = x.RnnSequence(initial[0], weights, activation, options);
            return (output, [last]);
        });
    }

    private static Tensor?[] Lstm(OperatorCall call) => Run(call, LstmGates, 2, (x, initial, weights, options) =>
    {
        var (output, hidden, cell) = x.LstmSequence(initial[0], initial[1], weights, options);
        return (output, [hidden, cell]);
    });

    private static Tensor?[] Gru(OperatorCall call)
    {
        bool resetAfter = call.Node.Flag("linear_before_reset");
        return Run(call, GruGates, 1, (x, initial, weights, options) =>
        {
            var (output, last) = x.GruSequence(initial[0], weights, resetAfter, options);
            return (output, [last]);
        });
    }

    private delegate (Tensor Output, Tensor[] Last) Sequence(
        Tensor x, Tensor?[] initial, IReadOnlyList<RecurrentWeights> weights, RecurrentOptions options);

    /// <summary>Brings inputs into the library's form and results into ONNX's: Y [T, directions, N, H] and last states
    /// [directions, N, H], with batches first where <c>layout</c> is 1.</summary>
    private static Tensor?[] Run(OperatorCall call, int[] gates, int states, Sequence sequence)
    {
        GraphNode node = call.Node;
        bool isBatchFirst = node.Flag("layout");
        int directions = Directions(node);
        Tensor x = call[0], w = call[1], r = call[2];
        if (x.Rank != 3 || w.Rank != 3 || r.Rank != 3) throw call.Refuse("inputs", $"{x.Shape}, {w.Shape}, {r.Shape}", "X, W and R of rank 3");
        if (isBatchFirst) x = x.Permute(1, 0, 2);
        long steps = x.Shape[0], samples = x.Shape[1], hidden = r.Shape[2];
        if (w.Shape[0] != directions || r.Shape[0] != directions || w.Shape[1] != gates.Length * hidden || r.Shape[1] != gates.Length * hidden)
            throw call.Refuse("inputs", $"W {w.Shape} and R {r.Shape}", $"[{directions}, {gates.Length * hidden}, …]");
        Tensor? lengths = call.Optional(4)?.Cast(DType.Int64);
        bool isBackwards = node.Text("direction", "forward") == "reverse";
        if (isBackwards) x = Reverse(x, lengths);
        RecurrentWeights[] weights = [.. Enumerable.Range(0, directions).Select(direction => Weights(call, gates, hidden, direction))];
        Tensor?[] initial = [.. Enumerable.Range(0, states).Select(state => Initial(call.Optional(5 + state), isBatchFirst))];
        var (output, last) = sequence(x, initial, weights, new RecurrentOptions { IsBidirectional = directions == 2, Lengths = lengths });
        if (isBackwards) output = Reverse(output, lengths);
        Tensor y = output.Reshape(steps, samples, directions, hidden);
        Tensor?[] results = [isBatchFirst ? y.Permute(1, 0, 2, 3) : y.Permute(0, 2, 1, 3), .. last];
        for (int state = 0; state < states && isBatchFirst; state++) results[1 + state] = last[state].Permute(1, 0, 2);
        return results;
    }

    private static Tensor? Initial(Tensor? state, bool isBatchFirst) => isBatchFirst ? state?.Permute(1, 0, 2) : state;

    private static Tensor Reverse(Tensor x, Tensor? lengths) => lengths is null ? x.Flip(0) : RearrangingNodes.Reverse(x, lengths, 0, 1);

    private static RecurrentWeights Weights(OperatorCall call, int[] gates, long hidden, int direction)
    {
        Tensor? biases = call.Optional(3);
        if (biases is not null && biases.Shape != Shape.Create(call.ShapeOf(1)[0], 2 * gates.Length * hidden))
            throw call.Refuse("input 3", $"{biases.Shape}", $"[{call.ShapeOf(1)[0]}, {2 * gates.Length * hidden}]");
        Tensor? both = biases?.Select(0, direction);
        long rows = gates.Length * hidden;
        return new(
            Reorder(call[1].Select(0, direction), gates, hidden),
            Reorder(call[2].Select(0, direction), gates, hidden),
            both is null ? null : Reorder(both.Narrow(0, 0, rows), gates, hidden),
            both is null ? null : Reorder(both.Narrow(0, rows, rows), gates, hidden));
    }

    private static Tensor Reorder(Tensor rows, int[] gates, long hidden) => gates.Length == 1
        ? rows
        : Operators.Concat(0, [.. gates.Select(gate => rows.Narrow(0, gate * hidden, hidden))]);
}
