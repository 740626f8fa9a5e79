using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>Rows of a table by index, and the dense gradient of the table.</summary>
internal sealed class Embeddings : OperatorFamily
{
    /// <summary>A table is far longer than a batch: hardly a row is named more than so many times.</summary>
    private const double OftenNamed = 4;

    public override IReadOnlyList<string> Names => ["embedding-train"];

    public override string Group => "embedding";

    public override string Operator(BenchmarkCase one) => "Embedding";

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        (int vocabulary, int width, int batch) = (one.Integer("vocabulary"), one.Integer("width"), one.Integer("batch"));
        inputs.Uniform("weight", 1, vocabulary, width).Indices("tokens", vocabulary, batch).Uniform("dy", 1, batch, width);
    }

    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double table = (double)one.Integer("vocabulary") * one.Integer("width");
        double rows = (double)one.Integer("batch") * one.Integer("width");
        return new Work(rows, Floats(3 * rows), Floats(table + rows));
    }

    public override double Budget(BenchmarkCase one) => Registered(Operator(one), OftenNamed);

    protected override string[] Differentiated(BenchmarkCase one) => ["weight"];

    protected override Func<Tensor> Bind(BenchmarkCase one, CaseTensors tensors)
    {
        (Tensor weight, Tensor tokens) = (tensors["weight"], tensors["tokens"]);
        return () => weight.Embedding(tokens);
    }
}
