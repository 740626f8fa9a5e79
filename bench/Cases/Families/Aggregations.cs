using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>Y = A·X with A in CSR: the weighted sum over a node's neighbours.</summary>
internal sealed class Aggregations : OperatorFamily
{
    public override IReadOnlyList<string> Names => ["aggregate-forward", "aggregate-backward"];

    public override string Group => "aggregation";

    public override string Operator(BenchmarkCase one) => "SparseMatMul";

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        int nodes = one.Integer("nodes");
        SparseMatrix.Draw(inputs, nodes, one.Integer("edges"), one.Text("degree", "") == "power law").AddTo(inputs);
        inputs.Uniform("x", 1, nodes, one.Integer("features"));
        if (one.Direction == Direction.Backward)
            inputs.Uniform("dy", 1, nodes, one.Integer("features"));
    }

    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double nodes = one.Integer("nodes"), edges = one.Integer("edges"), features = one.Integer("features");
        return new Work(2 * edges * features, Floats(nodes * features + 2 * edges + nodes), Floats(nodes * features));
    }

    public override double Budget(BenchmarkCase one) => Registered(Operator(one), (double)one.Integer("edges") / one.Integer("nodes") + 16);

    protected override Func<Tensor> Bind(BenchmarkCase one, CaseTensors tensors)
    {
        Tensor x = tensors["x"];
        CsrTensor matrix = SparseMatrix.Upload(tensors, one.Integer("nodes"));
        return () => matrix.SparseMatMul(x);
    }
}
