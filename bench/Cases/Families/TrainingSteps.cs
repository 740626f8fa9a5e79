using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>Forward, backward and optimiser step of whole models; the outputs are the first step's loss and parameters.</summary>
internal sealed class TrainingSteps : CaseFamily
{
    private const int LeNetBatch = 256, MlpBatch = 256;
    private const int Steps = 35, Sentences = 32, Hidden = 256, Vocabulary = 1000;
    private const int Nodes = 2708, Edges = 10556, Features = 1433, Classes = 7;

    public override IReadOnlyList<string> Names => ["step"];

    public override string Group => "training step";

    public override string Operator(BenchmarkCase one) => Model(one) switch { "mlp" => "MLP", "lenet" => "LeNet", "gru" => "GRU language model", _ => "GCN" };

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        switch (Model(one))
        {
            case "mlp":
                inputs.Uniform("x", 1, MlpBatch, 784).Indices("labels", 10, MlpBatch);
                Layer(inputs, 1, 784, 256, 784);
                Layer(inputs, 2, 256, 10, 256);
                break;
            case "lenet":
                inputs.Uniform("x", 1, LeNetBatch, 1, 28, 28).Indices("labels", 10, LeNetBatch);
                Layer(inputs, 1, 25, 6, 1, 5, 5);
                Layer(inputs, 2, 150, 16, 6, 5, 5);
                Layer(inputs, 3, 400, 120, 400);
                Layer(inputs, 4, 120, 84, 120);
                Layer(inputs, 5, 84, 10, 84);
                break;
            case "gru":
                inputs.Indices("tokens", Vocabulary, Steps, Sentences).Indices("targets", Vocabulary, Steps, Sentences);
                inputs.Uniform("embedding", 1, Vocabulary, Hidden);
                Recurrences.FillWeights(inputs, 3, Hidden, Hidden);
                inputs.Uniform("w_out", 1f / 16, Vocabulary, Hidden).Uniform("b_out", 1f / 16, Vocabulary);
                break;
            case "gcn":
                SparseMatrix.DrawNormalized(inputs, Nodes, Edges).AddTo(inputs);
                inputs.Uniform("x", 1, Nodes, Features).Indices("labels", Classes, Nodes);
                inputs.Uniform("w1", 0.06f, Features, 16).Uniform("b1", 0.06f, 16);
                inputs.Uniform("w2", 0.5f, 16, Classes).Uniform("b2", 0.5f, Classes);
                break;
            default:
                throw new InvalidDataException($"Case '{one.Id}': the model is not known.");
        }
    }

    /// <summary>Three products per weight: forward, data gradient, weight gradient (the first layer needs no data gradient).</summary>
    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double parameters = inputs.All.Where(t => t.Floats is not null && t.Name is not ("x" or "values")).Sum(t => (double)t.Length);
        double flops = Model(one) switch
        {
            "mlp" => 2.0 * MlpBatch * (2 * 784 * 256 + 3 * 256 * 10),
            "lenet" => 2.0 * LeNetBatch * (2 * 784 * 150 + 3 * (100 * 16 * 150 + 400 * 120 + 120 * 84 + 84 * 10)),
            "gru" => 6.0 * Steps * Sentences * Hidden * (6 * Hidden + Vocabulary),
            _ => 4.0 * Nodes * Features * 16 + 4.0 * (Edges + Nodes) * (16 + Classes) + 6.0 * Nodes * 16 * Classes,
        };
        double data = inputs.Has("x") ? inputs["x"].Length : 0;
        return new Work(flops, Floats(data + 3 * parameters), Floats(2 * parameters));
    }

    public override double Budget(BenchmarkCase one) => Model(one) switch
    {
        "gcn" => ProductBudget(Features * 16),
        "gru" => ProductBudget((double)Hidden * Steps * Sentences),
        _ => ProductBudget(LeNetBatch * 784),
    };

    public override IOurCase Prepare(BenchmarkCase one, CaseTensors tensors) =>
        throw new NotSupportedException($"The library has no {Operator(one)}.");

    private static string Model(BenchmarkCase one) => one.Id["step/".Length..].Split('-')[0];

    private static void Layer(CaseInputs inputs, int index, int fanIn, params int[] weight)
    {
        float scale = 1 / MathF.Sqrt(fanIn);
        inputs.Uniform("w" + (char)('0' + index), scale, weight).Uniform("b" + (char)('0' + index), scale, weight[0]);
    }
}
