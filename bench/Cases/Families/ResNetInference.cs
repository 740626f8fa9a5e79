using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>ResNet-18 on 224×224 images in eval mode; weights under the published parameter names.</summary>
internal sealed class ResNetInference : CaseFamily
{
    public override IReadOnlyList<string> Names => ["inference"];

    public override string Group => "inference";

    public override string Operator(BenchmarkCase one) => "ResNet-18";

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        inputs.Uniform("x", 1, Batch(one), 3, 224, 224);
        Convolution(inputs, "conv1", "bn1", 64, 3, 7);
        int channels = 64;
        for (int layer = 1; layer <= 4; layer++)
        {
            int width = 64 << (layer - 1);
            for (int block = 0; block < 2; block++)
            {
                string name = $"layer{layer}.{block}";
                Convolution(inputs, name + ".conv1", name + ".bn1", width, channels, 3);
                Convolution(inputs, name + ".conv2", name + ".bn2", width, width, 3);
                if (channels != width)
                    Convolution(inputs, name + ".downsample.0", name + ".downsample.1", width, channels, 1);
                channels = width;
            }
        }
        inputs.Uniform("fc.weight", 0.05f, 1000, 512).Uniform("fc.bias", 0.05f, 1000);
    }

    /// <summary>1.814 G multiply-adds per image.</summary>
    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double parameters = inputs.All.Where(t => t.Name != "x").Sum(t => (double)t.Length);
        return new Work(2 * 1.814073344e9 * Batch(one), Floats(inputs["x"].Length + parameters), Floats(1000 * Batch(one)));
    }

    /// <summary>Twenty layers, most of them through Winograd.</summary>
    public override double Budget(BenchmarkCase one) => 20 * (SumBudget(4608) / 2 + 2e-5);

    public override IOurCase Prepare(BenchmarkCase one, CaseTensors tensors) =>
        new OperatorCase(tensors, Direction.Forward, "y", [], () => Forward(tensors));

    private static Tensor Forward(CaseTensors t)
    {
        Tensor y = Part(() => ConvolveAndNormalize(t, t["x"], "conv1", "bn1", 2, 3).ReLU().MaxPool2D(3, new MaxPool2DOptions { Stride = 2, Padding = 1 }));
        for (int layer = 1; layer <= 4; layer++)
        {
            for (int block = 0; block < 2; block++)
            {
                using Tensor before = y;
                y = Part(() => Block(t, before, $"layer{layer}.{block}", layer > 1 && block == 0 ? 2 : 1));
            }
        }
        using Tensor features = y;
        return Part(() => features.GlobalAvgPool().Flatten(1).Linear(t["fc.weight"], t["fc.bias"]));
    }

    /// <summary>Runs a part of the network and frees all it made but its result.</summary>
    private static Tensor Part(Func<Tensor> run)
    {
        using Step step = Step.Begin();
        return run().Keep();
    }

    private static Tensor Block(CaseTensors t, Tensor x, string name, int stride)
    {
        Tensor y = ConvolveAndNormalize(t, x, name + ".conv1", name + ".bn1", stride, 1).ReLU();
        y = ConvolveAndNormalize(t, y, name + ".conv2", name + ".bn2", 1, 1);
        Tensor shortCut = t.Has(name + ".downsample.0.weight")
            ? ConvolveAndNormalize(t, x, name + ".downsample.0", name + ".downsample.1", stride, 0)
            : x;
        return y.AddInPlace(shortCut).ReLU();
    }

    private static Tensor ConvolveAndNormalize(CaseTensors t, Tensor x, string name, string norm, int stride, int padding) => x
        .Conv2D(t[name + ".weight"], null, new Conv2DOptions { Stride = stride, Padding = padding })
        .BatchNorm(t[norm + ".running_mean"], t[norm + ".running_var"], t[norm + ".weight"], t[norm + ".bias"]);

    private static int Batch(BenchmarkCase one) => one.Id.Contains("-b8-", StringComparison.Ordinal) ? 8 : 1;

    private static void Convolution(CaseInputs inputs, string name, string norm, int filters, int channels, int kernel)
    {
        inputs.Uniform(name + ".weight", MathF.Sqrt(3f / (channels * kernel * kernel)), filters, channels, kernel, kernel);
        inputs.Between(norm + ".weight", 0.5f, 1.5f, filters).Uniform(norm + ".bias", 0.5f, filters);
        inputs.Uniform(norm + ".running_mean", 0.5f, filters).Between(norm + ".running_var", 0.5f, 1.5f, filters);
    }
}
