using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>Batch norm (training forward, training backward, prediction) over NCHW, layer norm over rows.</summary>
internal sealed class Normalizations : OperatorFamily
{
    public override IReadOnlyList<string> Names =>
        ["batchnorm-train-forward", "batchnorm-train-backward", "batchnorm-inference", "layernorm-forward", "layernorm-backward"];

    public override string Group => "normalisation";

    public override string Operator(BenchmarkCase one) => one.Family[0] == 'b' ? "BatchNorm" : "LayerNorm";

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        int[] shape = Shape(one);
        int width = shape[1];
        inputs.Uniform("x", 2, shape).Between("gamma", 0.5f, 1.5f, width).Uniform("beta", 1, width);
        if (one.Direction == Direction.Backward)
            inputs.Uniform("dy", 1, shape);
        if (one.Family == "batchnorm-inference")
            inputs.Uniform("mean", 0.5f, width).Between("variance", 0.5f, 1.5f, width);
    }

    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double count = ConvolutionShape.Count(Shape(one));
        return one.Family switch
        {
            "batchnorm-train-forward" => new Work(8 * count, Floats(2 * count), Floats(count), Floats(2 * count)),
            "batchnorm-train-backward" => new Work(11 * count, Floats(4 * count), Floats(count), Floats(3 * count)),
            "layernorm-backward" => new Work(11 * count, Floats(2 * count), Floats(count)),
            "batchnorm-inference" => new Work(2 * count, Floats(count), Floats(count)),
            _ => new Work(8 * count, Floats(count), Floats(count)),
        };
    }

    /// <summary>Sums over a channel or row, then a quotient: the statistics' error and a few roundings.</summary>
    public override double Budget(BenchmarkCase one) => Registered(Operator(one), one.Family.StartsWith("batch", StringComparison.Ordinal)
        ? one.Integer("n") * one.Integer("h") * one.Integer("w")
        : one.Integer(one.Direction == Direction.Forward ? "cols" : "rows"));

    public override IReadOnlyList<string> RowInputs(BenchmarkCase one) =>
        one.Family is "batchnorm-inference" or "layernorm-forward" ? ["x"] : [];

    protected override string[] Differentiated(BenchmarkCase one) => ["x", "gamma", "beta"];

    protected override Func<Tensor> Bind(BenchmarkCase one, CaseTensors tensors)
    {
        (Tensor x, Tensor gamma, Tensor beta) = (tensors["x"], tensors["gamma"], tensors["beta"]);
        if (one.Family.StartsWith("layer", StringComparison.Ordinal))
        {
            Shape normalized = x.Shape[1..];
            return () => x.LayerNorm(normalized, gamma, beta);
        }
        if (one.Family == "batchnorm-inference")
        {
            (Tensor mean, Tensor variance) = (tensors["mean"], tensors["variance"]);
            return () => x.BatchNorm(mean, variance, gamma, beta);
        }
        (Tensor runningMean, Tensor runningVariance) = (tensors.Constant("running mean", 0, gamma), tensors.Constant("running variance", 1, gamma));
        return () => x.BatchNorm(runningMean, runningVariance, gamma, beta, training: true);
    }

    private static int[] Shape(BenchmarkCase one) => one.Family.StartsWith("layer", StringComparison.Ordinal)
        ? [one.Integer("rows"), one.Integer("cols")]
        : [one.Integer("n"), one.Integer("c"), one.Integer("h"), one.Integer("w")];
}
