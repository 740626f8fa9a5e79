using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>Elman (tanh), LSTM and GRU (reset after the product) sequences, [T, B, I], zero initial state.</summary>
internal sealed class Recurrences : OperatorFamily
{
    public override IReadOnlyList<string> Names =>
        ["rnn-forward", "rnn-train", "lstm-forward", "lstm-train", "gru-forward", "gru-train"];

    public override string Group => "recurrent";

    public override string Operator(BenchmarkCase one) => one.Family[0] switch { 'l' => "LstmSequence", 'g' => "GruSequence", _ => "RnnSequence" };

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        (int steps, int batch) = (one.Integer("steps"), one.Integer("batch"));
        (int input, int hidden) = (one.Integer("input"), one.Integer("hidden"));
        inputs.Uniform("x", 1, steps, batch, input);
        FillWeights(inputs, Gates(one), input, hidden);
        if (IsTraining(one))
            inputs.Uniform("dy", 1, steps, batch, hidden);
    }

    public static void FillWeights(CaseInputs inputs, int gates, int input, int hidden)
    {
        float scale = 1 / MathF.Sqrt(hidden);
        inputs.Uniform("w_ih", scale, gates * hidden, input).Uniform("w_hh", scale, gates * hidden, hidden);
        inputs.Uniform("b_ih", scale, gates * hidden).Uniform("b_hh", scale, gates * hidden);
    }

    /// <summary>The backward pass multiplies by each matrix twice: for the data and for the weights.</summary>
    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double steps = one.Integer("steps"), batch = one.Integer("batch"), input = one.Integer("input"), hidden = one.Integer("hidden");
        double weights = Gates(one) * hidden * (input + hidden);
        double x = steps * batch * input, y = steps * batch * hidden;
        var forward = new Work(2 * steps * batch * weights, Floats(x + weights), Floats(y));
        return IsTraining(one) ? forward + new Work(2 * forward.Flops, Floats(x + 2 * y + weights), Floats(x + weights)) : forward;
    }

    /// <summary>Rounding enters at every step and is contracted by the gates: a sum over all steps bounds it.</summary>
    public override double Budget(BenchmarkCase one) => IsTraining(one)
        ? Registered(Operator(one), (double)one.Integer("hidden") * one.Integer("steps") * one.Integer("batch"))
        : Registered(Operator(one), (double)one.Integer("hidden") * one.Integer("steps"));

    protected override string[] Differentiated(BenchmarkCase one) => ["x", "w_ih", "w_hh", "b_ih", "b_hh"];

    protected override Func<Tensor> Bind(BenchmarkCase one, CaseTensors tensors)
    {
        Tensor x = tensors["x"];
        RecurrentWeights[] weights = [new(tensors["w_ih"], tensors["w_hh"], tensors["b_ih"], tensors["b_hh"])];
        return one.Family[0] switch
        {
            'l' => () => Lstm(x, weights),
            'g' => () => Gru(x, weights),
            _ => () => Elman(x, weights),
        };
    }

    /// <summary>Under a tape the last states belong to the step; without one they are freed here.</summary>
    private static Tensor Keep(Tensor output, params ReadOnlySpan<Tensor> last)
    {
        if (output.RequiresGrad)
            return output;
        foreach (Tensor state in last)
            state.Dispose();
        return output;
    }

    private static Tensor Lstm(Tensor x, RecurrentWeights[] weights)
    {
        (Tensor output, Tensor hidden, Tensor cell) = x.LstmSequence(null, null, weights);
        return Keep(output, hidden, cell);
    }

    private static Tensor Gru(Tensor x, RecurrentWeights[] weights)
    {
        (Tensor output, Tensor last) = x.GruSequence(null, weights);
        return Keep(output, last);
    }

    private static Tensor Elman(Tensor x, RecurrentWeights[] weights)
    {
        (Tensor output, Tensor last) = x.RnnSequence(null, weights);
        return Keep(output, last);
    }

    private static bool IsTraining(BenchmarkCase one) => one.Family.EndsWith("train", StringComparison.Ordinal);

    private static int Gates(BenchmarkCase one) => one.Family[0] switch { 'l' => 4, 'g' => 3, _ => 1 };
}
