using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>Softmax over rows, and cross-entropy over logits with its gradient.</summary>
internal sealed class Softmaxes : OperatorFamily
{
    public override IReadOnlyList<string> Names => ["softmax-forward", "softmax-backward", "cross-entropy-train"];

    public override string Group => "softmax";

    public override string Operator(BenchmarkCase one) => one.Family[0] == 's' ? "Softmax" : "CrossEntropy";

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        (int rows, int columns) = (one.Integer("rows"), one.Integer("cols"));
        inputs.Uniform("x", 4, rows, columns);
        if (one.Family == "cross-entropy-train")
            inputs.Indices("labels", columns, rows);
        if (one.Family == "softmax-backward")
            inputs.Uniform("dy", 1, rows, columns);
    }

    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double count = (double)one.Integer("rows") * one.Integer("cols");
        return new Work(4 * count, Floats(one.Family == "softmax-backward" ? 2 * count : count), Floats(count));
    }

    public override IReadOnlyList<string> RowInputs(BenchmarkCase one) => one.Family switch
    {
        "softmax-forward" => ["x"],
        "softmax-backward" => ["x", "dy"],
        _ => [],
    };

    public override double Budget(BenchmarkCase one) => Registered(Operator(one), one.Integer("cols"));

    protected override string Output => "y";

    protected override Func<Tensor> Bind(BenchmarkCase one, CaseTensors tensors)
    {
        Tensor x = tensors["x"];
        if (one.Family.StartsWith("softmax", StringComparison.Ordinal))
            return () => x.Softmax();
        Tensor labels = tensors["labels"];
        return () => x.CrossEntropy(labels);
    }
}
