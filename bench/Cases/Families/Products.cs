using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>C = op(A)·op(B), row-major; A is stored as the transposition letter says.</summary>
internal sealed class Products : OperatorFamily
{
    public override IReadOnlyList<string> Names => ["gemm", "gemm-skinny", "gemm-transposed", "gemv", "gemm-backward"];

    public override string Group => "gemm";

    public override string Operator(BenchmarkCase one) => one.Family switch
    {
        "gemm-skinny" => "MatMul, skinny",
        "gemv" => "MatMul, one column",
        _ => "MatMul",
    };

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        (int m, int n, int k) = (one.Integer("m"), one.Integer("n"), one.Integer("k"));
        string transposition = one.Text("trans", "NN");
        inputs.Uniform("a", 1, transposition[0] == 'T' ? [k, m] : [m, k]);
        inputs.Uniform("b", 1, transposition[1] == 'T' ? [n, k] : [k, n]);
        if (one.Direction != Direction.Forward)
            inputs.Uniform("dy", 1, m, n);
    }

    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double m = one.Integer("m"), n = one.Integer("n"), k = one.Integer("k");
        return one.Direction == Direction.Backward
            ? new Work(4 * m * n * k, Floats(m * k + k * n + m * n), Floats(m * k + k * n))
            : new Work(2 * m * n * k, Floats(m * k + k * n), Floats(m * n));
    }

    public override double Budget(BenchmarkCase one) => Registered("MatMul", one.Direction == Direction.Forward
        ? one.Integer("k")
        : Math.Max(one.Integer("m"), one.Integer("n")));

    public override IReadOnlyList<string> RowInputs(BenchmarkCase one) =>
        one.Direction == Direction.Forward && one.Text("trans", "NN")[0] == 'N' ? ["a"] : [];

    protected override string Output => "c";

    protected override string[] Differentiated(BenchmarkCase one) => ["a", "b"];

    protected override Func<Tensor> Bind(BenchmarkCase one, CaseTensors tensors)
    {
        string transposition = one.Text("trans", "NN");
        Tensor a = transposition[0] == 'T' ? tensors["a"].Transpose() : tensors["a"];
        Tensor b = transposition[1] == 'T' ? tensors["b"].Transpose() : tensors["b"];
        return () => a.MatMul(b);
    }
}
