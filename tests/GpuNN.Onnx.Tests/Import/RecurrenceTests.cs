namespace GpuNN.Onnx.Tests.Import;

/// <summary>Recurrent networks against the standard's equations written out, in all directions.</summary>
public class RecurrenceTests
{
    private const int Steps = 4, Samples = 2, Inputs = 3, Hidden = 2;

    [Theory]
    [InlineData("forward", false)]
    [InlineData("reverse", false)]
    [InlineData("bidirectional", false)]
    [InlineData("reverse", true)]
    [InlineData("bidirectional", true)]
    public void Lstm(string direction, bool hasLengths) => Check("LSTM", 4, 2, direction, hasLengths, 0);

    [Theory]
    [InlineData("forward", 0)]
    [InlineData("forward", 1)]
    [InlineData("reverse", 0)]
    [InlineData("bidirectional", 1)]
    public void Gru(string direction, int resetsAfter) => Check("GRU", 3, 1, direction, true, resetsAfter);

    [Theory]
    [InlineData("forward")]
    [InlineData("bidirectional")]
    public void Rnn(string direction) => Check("RNN", 1, 1, direction, false, 0);

    private static void Check(string name, int gates, int states, string direction, bool hasLengths, int resetsAfter)
    {
        int directions = direction == "bidirectional" ? 2 : 1;
        double[] x = Random(1, Steps * Samples * Inputs), w = Random(2, directions * gates * Hidden * Inputs);
        double[] r = Random(3, directions * gates * Hidden * Hidden), b = Random(4, directions * 2 * gates * Hidden);
        double[][] initial = [.. Enumerable.Range(0, states).Select(state => Random(5 + state, directions * Samples * Hidden))];
        int[] lengths = hasLengths ? [4, 2] : [4, 4];
        List<Tensor> inputs =
        [
            Tensor.From(x, [Steps, Samples, Inputs]),
            Tensor.From(w, [directions, gates * Hidden, Inputs]),
            Tensor.From(r, [directions, gates * Hidden, Hidden]),
            Tensor.From(b, [directions, 2 * gates * Hidden]),
            Tensor.From(lengths),
            .. initial.Select(state => Tensor.From(state, [directions, Samples, Hidden])),
        ];
        (string, object)[] attributes = [("hidden_size", Hidden), ("direction", direction), .. name == "GRU" ? [("linear_before_reset", resetsAfter)] : Array.Empty<(string, object)>()];
        double[] y = NodeModel.Run(name, [.. inputs], attributes, version: 14, outputs: 1 + states).ToArray<double>();
        double[] last = NodeModel.Run(name, [.. inputs], attributes, version: 14, outputs: 1 + states, take: 1).ToArray<double>();
        for (int run = 0; run < directions; run++)
        {
            bool isBackwards = direction == "reverse" || run == 1;
            for (int sample = 0; sample < Samples; sample++)
            {
                double[] h = Part(initial[0], ((run * Samples) + sample) * Hidden, Hidden);
                double[] c = states == 2 ? Part(initial[1], ((run * Samples) + sample) * Hidden, Hidden) : [];
                for (int step = 0; step < Steps; step++)
                {
                    int at = step >= lengths[sample] ? step : isBackwards ? lengths[sample] - 1 - step : step;
                    double[] now = Part(x, ((at * Samples) + sample) * Inputs, Inputs);
                    if (step < lengths[sample]) (h, c) = Step(name, gates, run, now, h, c, w, r, b, resetsAfter == 1);
                    for (int unit = 0; unit < Hidden; unit++)
                    {
                        double expected = step < lengths[sample] ? h[unit] : 0;
                        Assert.Equal(expected, y[(((((at * directions) + run) * Samples) + sample) * Hidden) + unit], 1e-12);
                    }
                }

                for (int unit = 0; unit < Hidden; unit++) Assert.Equal(h[unit], last[(((run * Samples) + sample) * Hidden) + unit], 1e-12);
            }
        }
    }

    /// <summary>One step by the standard's equations, gates in its order.</summary>
    private static (double[] H, double[] C) Step(
        string name, int gates, int run, double[] x, double[] h, double[] c, double[] w, double[] r, double[] b, bool resetsAfter)
    {
        double Input(int gate, int unit)
        {
            int row = (run * gates * Hidden) + (gate * Hidden) + unit;
            return Enumerable.Range(0, Inputs).Sum(i => x[i] * w[(row * Inputs) + i]) + b[(run * 2 * gates * Hidden) + (gate * Hidden) + unit];
        }

        double State(int gate, int unit, double[] of) =>
            Enumerable.Range(0, Hidden).Sum(j => of[j] * r[(((run * gates * Hidden) + (gate * Hidden) + unit) * Hidden) + j]);
        double StateBias(int gate, int unit) => b[(run * 2 * gates * Hidden) + (gates * Hidden) + (gate * Hidden) + unit];
        double Sum(int gate, int unit) => Input(gate, unit) + State(gate, unit, h) + StateBias(gate, unit);
        double[] All(Func<int, double> of) => [.. Enumerable.Range(0, Hidden).Select(of)];
        switch (name)
        {
            case "RNN": return (All(unit => Math.Tanh(Sum(0, unit))), c);
            case "LSTM":
                {
                    double[] cell = All(unit => (Sigmoid(Sum(2, unit)) * c[unit]) + (Sigmoid(Sum(0, unit)) * Math.Tanh(Sum(3, unit))));
                    return (All(unit => Sigmoid(Sum(1, unit)) * Math.Tanh(cell[unit])), cell);
                }

            default:
                {
                    double[] reset = All(unit => Sigmoid(Sum(1, unit))), dropped = All(unit => reset[unit] * h[unit]);
                    double[] candidate = All(unit => Math.Tanh(Input(2, unit) + (resetsAfter
                        ? reset[unit] * (State(2, unit, h) + StateBias(2, unit))
                        : State(2, unit, dropped) + StateBias(2, unit))));
                    return (All(unit => Sigmoid(Sum(0, unit)) is var z ? ((1 - z) * candidate[unit]) + (z * h[unit]) : 0), c);
                }
        }
    }

    private static double[] Part(double[] values, int start, int length) => values[start..(start + length)];

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double[] Random(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];
    }
}
