using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>Max-pooling with indices, average pooling, global average; forward, and backward alone.</summary>
internal sealed class Pooling : OperatorFamily
{
    public override IReadOnlyList<string> Names =>
    [
        "maxpool-forward", "avgpool-forward", "maxpool-backward", "avgpool-backward", "globalavgpool-forward",
    ];

    public override string Group => "pooling";

    public override string Operator(BenchmarkCase one) => one.Family[0] switch { 'm' => "MaxPool2D", 'a' => "AvgPool2D", _ => "GlobalAvgPool" };

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        inputs.Uniform("x", 1, InputShape(one));
        if (one.Family.EndsWith("backward", StringComparison.Ordinal))
            inputs.Uniform("dy", 1, OutputShape(one));
    }

    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double x = ConvolutionShape.Count(InputShape(one)), y = ConvolutionShape.Count(OutputShape(one));
        return one.Family switch
        {
            "globalavgpool-forward" => new Work(x, Floats(x), Floats(y)),
            "avgpool-forward" => new Work(x, Floats(x), Floats(y)),
            "maxpool-forward" => new Work(x, Floats(x), Floats(2 * y)),
            "maxpool-backward" => new Work(y, Floats(2 * y), Floats(x)),
            _ => new Work(x, Floats(y), Floats(x)),
        };
    }

    public override IReadOnlyList<string> RowInputs(BenchmarkCase one) => one.Direction == Direction.Forward ? ["x"] : ["x", "dy"];

    /// <summary>Backwards, so many windows of a maximum may meet; an average is of its window.</summary>
    public override double Budget(BenchmarkCase one) => Registered(
        Operator(one),
        one.Family == "maxpool-forward" ? 1 : one.Family == "globalavgpool-forward" ? one.Integer("h") * one.Integer("w") : 4);

    protected override Func<Tensor> Bind(BenchmarkCase one, CaseTensors tensors)
    {
        Tensor x = tensors["x"];
        if (one.Family == "globalavgpool-forward")
            return () => x.GlobalAvgPool();
        (int kernel, int stride, int padding) = (one.Integer("kernel"), one.Integer("stride"), one.Integer("padding", 0));
        if (one.Family.StartsWith("avg", StringComparison.Ordinal))
        {
            var average = new AvgPool2DOptions { Stride = stride, Padding = padding };
            return () => x.AvgPool2D(kernel, average);
        }
        var maximum = new MaxPool2DOptions { Stride = stride, Padding = padding };
        if (one.Direction == Direction.Backward)
            return () => x.MaxPool2D(kernel, maximum);
        return () =>
        {
            (Tensor values, Tensor indices) = x.MaxPool2DWithIndices(kernel, maximum);
            indices.Dispose();
            return values;
        };
    }

    private static int[] InputShape(BenchmarkCase one) => [one.Integer("n"), one.Integer("c"), one.Integer("h"), one.Integer("w")];

    private static int[] OutputShape(BenchmarkCase one)
    {
        if (one.Family == "globalavgpool-forward")
            return [one.Integer("n"), one.Integer("c"), 1, 1];
        return [one.Integer("n"), one.Integer("c"), Extent(one.Integer("h")), Extent(one.Integer("w"))];

        int Extent(int size) => (size + 2 * one.Integer("padding", 0) - one.Integer("kernel")) / one.Integer("stride") + 1;
    }
}
