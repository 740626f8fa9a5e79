using System.Globalization;
using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>Convolution without bias: forward, and each gradient alone.</summary>
internal sealed class Convolutions : OperatorFamily
{
    /// <summary>Winograd F(4×4,3×3) is held to this over the largest output, never elementwise.</summary>
    private const double WinogradBudget = 2e-5;

    public override IReadOnlyList<string> Names =>
    [
        "conv-forward", "conv3d-forward", "conv-transposed-forward", "conv-backward-data", "conv-backward-weight",
    ];

    public override string Group => "convolution";

    public override string Operator(BenchmarkCase one)
    {
        ConvolutionShape shape = Shape(one);
        string kind = shape.Groups > 1 && shape.Groups == shape.Channels ? ", depthwise"
            : shape.Groups > 1 ? ", grouped"
            : shape.Dilation > 1 ? ", dilated"
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Name(one)} {shape.Kernel}×{shape.Kernel}{kind}");
    }

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        ConvolutionShape shape = Shape(one);
        if (one.Family != "conv-backward-data")
            inputs.Uniform("x", 1, shape.Input);
        else
            inputs.Add(new HostTensor("x", shape.Input, new float[(int)ConvolutionShape.Count(shape.Input)]));
        inputs.Uniform("w", (float)(1 / Math.Sqrt(shape.SumLength)), shape.Weight);
        if (one.Family.Contains("backward", StringComparison.Ordinal))
            inputs.Uniform("dy", 1, shape.Output);
    }

    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        ConvolutionShape shape = Shape(one);
        double x = Floats(ConvolutionShape.Count(shape.Input));
        double w = Floats(ConvolutionShape.Count(shape.Weight));
        double y = Floats(ConvolutionShape.Count(shape.Output));
        return one.Family switch
        {
            "conv-backward-data" => new Work(shape.Flops, y + w, x),
            "conv-backward-weight" => new Work(shape.Flops, y + x, w),
            _ => new Work(shape.Flops, x + w, y),
        };
    }

    public override double Budget(BenchmarkCase one)
    {
        ConvolutionShape shape = Shape(one);
        double length = one.Family switch
        {
            "conv-backward-weight" => ConvolutionShape.Count(shape.Output) / shape.Filters,
            "conv-backward-data" => shape.SumLength / shape.Channels * shape.Filters,
            _ => shape.SumLength,
        };
        bool winograd = shape is { Kernel: 3, Stride: 1, Dilation: 1, Groups: 1, IsVolume: false };
        return Registered(Name(one), length) + (winograd ? WinogradBudget : 0);
    }

    private static string Name(BenchmarkCase one) =>
        Shape(one).IsVolume ? "Conv3D" : one.Family == "conv-transposed-forward" ? "ConvTranspose2D" : "Conv2D";

    protected override string[] Differentiated(BenchmarkCase one) => [one.Family == "conv-backward-weight" ? "w" : "x"];

    protected override Func<Tensor> Bind(BenchmarkCase one, CaseTensors tensors)
    {
        ConvolutionShape shape = Shape(one);
        (Tensor x, Tensor weight) = (tensors["x"], tensors["w"]);
        if (shape.IsVolume)
        {
            var volume = new Conv3DOptions { Stride = shape.Stride, Padding = shape.Padding, Dilation = shape.Dilation, Groups = shape.Groups };
            return () => x.Conv3D(weight, null, volume);
        }
        if (one.Family == "conv-transposed-forward")
        {
            var transposed = new ConvTranspose2DOptions { Stride = shape.Stride, Padding = shape.Padding, Dilation = shape.Dilation, Groups = shape.Groups };
            return () => x.ConvTranspose2D(weight, null, transposed);
        }
        var options = new Conv2DOptions { Stride = shape.Stride, Padding = shape.Padding, Dilation = shape.Dilation, Groups = shape.Groups };
        return () => x.Conv2D(weight, null, options);
    }

    public override IReadOnlyList<string> RowInputs(BenchmarkCase one) => one.Family switch
    {
        "conv-backward-weight" => [],
        "conv-backward-data" => ["x", "dy"],
        _ => ["x"],
    };

    private static ConvolutionShape Shape(BenchmarkCase one) => new(one, one.Family == "conv-transposed-forward");
}
