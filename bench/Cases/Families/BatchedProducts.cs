using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>C[i] = A[i]·B[i] for each i of a batch.</summary>
internal sealed class BatchedProducts : OperatorFamily
{
    public override IReadOnlyList<string> Names => ["gemm-batched"];

    public override string Group => "gemm";

    public override string Operator(BenchmarkCase one) => "MatMul, batched";

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        (int batch, int m, int n, int k) = (one.Integer("batch"), one.Integer("m"), one.Integer("n"), one.Integer("k"));
        inputs.Uniform("a", 1, batch, m, k);
        inputs.Uniform("b", 1, batch, k, n);
    }

    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double m = one.Integer("m"), n = one.Integer("n"), k = one.Integer("k");
        return one.Integer("batch") * new Work(2 * m * n * k, Floats(m * k + k * n), Floats(m * n));
    }

    public override IReadOnlyList<string> RowInputs(BenchmarkCase one) => ["a", "b"];

    public override double Budget(BenchmarkCase one) => Registered("BatchedMatMul", one.Integer("k"));

    protected override string Output => "c";

    protected override Func<Tensor> Bind(BenchmarkCase one, CaseTensors tensors)
    {
        (Tensor a, Tensor b) = (tensors["a"], tensors["b"]);
        return () => a.MatMul(b);
    }
}
