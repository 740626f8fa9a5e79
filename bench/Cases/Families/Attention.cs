using System.Globalization;
using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>softmax(Q·Kᵀ/√D)·V over B batches and H heads, no mask; the shape stands in the id.</summary>
internal sealed class Attention : OperatorFamily
{
    public override IReadOnlyList<string> Names => ["attention-forward", "attention-backward"];

    public override string Group => "attention";

    public override string Operator(BenchmarkCase one) => "ScaledDotProductAttention";

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        int[] shape = Shape(one);
        inputs.Uniform("q", 1, shape).Uniform("k", 1, shape).Uniform("v", 1, shape);
        if (one.Direction == Direction.Backward)
            inputs.Uniform("dy", 1, shape);
    }

    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        int[] shape = Shape(one);
        double count = ConvolutionShape.Count(shape);
        return one.Direction == Direction.Backward
            ? new Work(8 * count * shape[2], Floats(5 * count), Floats(3 * count))
            : new Work(4 * count * shape[2], Floats(3 * count), Floats(count));
    }

    public override IReadOnlyList<string> RowInputs(BenchmarkCase one) =>
        one.Direction == Direction.Backward ? ["q", "k", "v", "dy"] : ["q", "k", "v"];

    protected override string[] Differentiated(BenchmarkCase one) => ["q", "k", "v"];

    public override double Budget(BenchmarkCase one) => Registered(Operator(one), Shape(one)[2]);

    protected override Func<Tensor> Bind(BenchmarkCase one, CaseTensors tensors)
    {
        (Tensor q, Tensor k, Tensor v) = (tensors["q"], tensors["k"], tensors["v"]);
        return () => q.ScaledDotProductAttention(k, v);
    }

    /// <summary>"attention-forward/B8-H8-T256-D64" → [8, 8, 256, 64].</summary>
    private static int[] Shape(BenchmarkCase one) =>
        [.. one.Id[(one.Family.Length + 1)..].Split('-').Select(part => int.Parse(part.AsSpan(1), CultureInfo.InvariantCulture))];
}
