using GpuNN.Layers;
using GpuNN.Models.Vision;

namespace GpuNN.Tests.Models;

/// <summary>Every vision model has the published number of parameters, and gives scores of the right shape with finite gradients
/// for every parameter. Full sizes run with GPUNN_SLOW=1; the small ones always.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class VisionModelTests
{
    /// <summary>Name, number of parameters, and, where torchvision has the model, some of its names.</summary>
    public static TheoryData<string, long, string[]> Published => new()
    {
        { "softmax", 7_850, [] },
        { "mlp", 203_530, [] },
        { "lenet", 61_706, [] },
        { "alexnet", 61_100_840, ["features.10.weight", "classifier.6.bias"] },
        { "vgg11", 132_863_336, ["features.18.weight", "classifier.6.weight"] },
        { "nin", 7_439_608, [] },
        { "googlenet", 7_005_832, [] },
        { "googlenet with biases", 6_998_552, [] },
        { "resnet18", 11_689_512, ["layer2.0.downsample.1.running_mean", "fc.weight"] },
        { "densenet", CourseDenseNet(), [] },
        { "densenet121", 7_978_856, ["features.denseblock3.denselayer24.conv2.weight", "features.transition1.norm.weight"] },
        { "fcn", Fcn(), [] },
    };

    public static TheoryData<string> FullSize => ["alexnet", "vgg11", "nin", "googlenet", "resnet18", "densenet", "densenet121", "fcn"];

    public static TheoryData<string> Small =>
        ["alexnet", "vgg11", "nin", "googlenet", "resnet18", "densenet", "densenet121", "fcn", "plain", "residual", "highway", "lenet", "mlp", "softmax"];

    [Theory]
    [MemberData(nameof(Published))]
    public void It_has_the_published_number_of_parameters(string name, long count, string[] parameters)
    {
        using Disposable<Layer> model = new(CreateFull(name));
        Assert.Equal(count, model.Value.ParameterCount);
        Assert.All(parameters, parameter => Assert.Contains(parameter, StateDictionary.Of(model.Value).Keys));
    }

    [Theory]
    [MemberData(nameof(Small))]
    public void The_small_configuration_runs_forward_and_backward(string name)
    {
        using Disposable<Layer> model = new(CreateSmall(name));
        Shape input = name is "lenet" or "mlp" or "softmax" ? [2, 1, 28, 28] : [2, 3, 32, 32];
        Shape output = name == "fcn" ? [2, 10, 32, 32] : [2, 10];
        RunOnce(model.Value, input, output, classes: 10);
    }

    [SkippableTheory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(FullSize))]
    public void Full_size_runs_forward_and_backward_at_224(string name)
    {
        Skip.IfNot(SlowTests.RunInFull || name is "googlenet", "GPUNN_SLOW=1 runs all full-size models");
        using Disposable<Layer> model = new(CreateFull(name));
        Shape output = name == "fcn" ? [1, 21, 224, 224] : [1, 1000];
        RunOnce(model.Value, [1, 3, 224, 224], output, classes: (int)output[1]);
    }

    [Fact]
    public void Layers_have_the_published_shapes()
    {
        using Disposable<Layer> model = new(new LeNet());
        ModelSummary summary = ModelSummary.Of(model.Value, [1, 1, 28, 28]);
        string[] shapes = [.. summary.Rows.Where(row => row.Type is "Conv2D" or "AvgPool2D" or "Linear").Select(row => row.Output)];
        Assert.Equal(
            ["[1, 6, 28, 28]", "[1, 6, 14, 14]", "[1, 16, 10, 10]", "[1, 16, 5, 5]", "[1, 120]", "[1, 84]", "[1, 10]"], shapes);
    }

    [Fact]
    public void A_fully_convolutional_network_enlarges_constant_scores_to_a_constant()
    {
        using Disposable<Layer> model = new(FullyConvolutionalNetwork.Small(3));
        using IDisposable restoration = NoGrad.Begin();
        foreach (var (name, parameter) in model.Value.NamedParameters)
        {
            if (name == "scores.weight") parameter.Fill(0);
            if (name == "scores.bias") parameter.CopyFrom(Tensor.From([1f, -2f, 3f]));
        }

        model.Value.Evaluate();
        using Tensor output = model.Value.Forward(Tensor.Ones([1, 3, 32, 32]));
        float[] scores = output.ToArray<float>();
        int middle = (16 * 32) + 16;
        Assert.Equal([1f, -2f, 3f], new[] { scores[middle], scores[1024 + middle], scores[2048 + middle] });
    }

    /// <summary>By hand: stem, four blocks of four, three transitions, the last normalisation, the classifier.</summary>
    private static long CourseDenseNet()
    {
        long count = Convolution(3, 64, 7) + (2 * 64), width = 64;
        for (int block = 0; block < 4; block++)
        {
            if (block > 0)
            {
                count += (2 * width) + Convolution(width, width / 2, 1);
                width /= 2;
            }

            for (int layer = 0; layer < 4; layer++, width += 32) count += (2 * width) + Convolution(width, 32, 3);
        }

        return count + (2 * width) + (1000 * (width + 1));
    }

    /// <summary>ResNet-18 without its classifier, the scores of 21 classes, the enlargement by 32.</summary>
    private static long Fcn() => 11_689_512 - (1000 * 513) + Convolution(512, 21, 1) + (21 * 21 * 64 * 64);

    private static long Convolution(long inputs, long outputs, long kernel) => outputs * ((inputs * kernel * kernel) + 1);

    private static void RunOnce(Layer model, in Shape input, in Shape output, int classes)
    {
        using Step step = Step.Begin();
        Tensor images = Operators.Uniform(input, 0, 1);
        Tensor scores = model.Forward(images);
        Assert.Equal(output, scores.Shape);
        Shape targetShape = output.Rank == 2 ? [output[0]] : [output[0], output[2], output[3]];
        long[] targets = [.. Enumerable.Range(0, (int)targetShape.Count).Select(index => (long)(index % classes))];
        Tensor loss = scores.CrossEntropy(Tensor.From(targets, targetShape));
        loss.Backward();
        Assert.True(double.IsFinite(loss.ToScalar()));
        foreach (var (name, parameter) in model.NamedParameters)
        {
            Assert.True(parameter.Grad is not null, $"{name} has no gradient");
            double norm = parameter.Grad!.Square().Sum().ToScalar();
            Assert.True(double.IsFinite(norm), $"the gradient of {name} has the squared norm {norm}");
        }
    }

    private static Layer CreateFull(string name) => name switch
    {
        "softmax" => new SoftmaxRegression(),
        "mlp" => new MultilayerPerceptron(),
        "lenet" => new LeNet(),
        "alexnet" => new AlexNet(),
        "vgg11" => new Vgg11(),
        "nin" => new NetworkInNetwork(),
        "googlenet" => new GoogLeNet(),
        "googlenet with biases" => new GoogLeNet(isNormalized: false),
        "resnet18" => new ResNet18(),
        "densenet" => DenseNet.OfTheCourse(),
        "densenet121" => DenseNet.DenseNet121(),
        _ => new FullyConvolutionalNetwork(),
    };

    private static Layer CreateSmall(string name) => name switch
    {
        "alexnet" => AlexNet.Small(),
        "vgg11" => Vgg11.Small(),
        "nin" => NetworkInNetwork.Small(),
        "googlenet" => GoogLeNet.Small(),
        "resnet18" => ResNet18.Small(),
        "densenet" => DenseNet.Small(),
        "densenet121" => DenseNet.Small121(),
        "fcn" => FullyConvolutionalNetwork.Small(10),
        "plain" => new DeepPerceptron(3072, 10, ShortCut.None),
        "residual" => new DeepPerceptron(3072, 10, ShortCut.Residual),
        "highway" => new DeepPerceptron(3072, 10, ShortCut.Highway),
        _ => CreateFull(name),
    };

    /// <summary>Frees a model's memory with the test: VGG-11 takes a gigabyte with its gradients.</summary>
    private readonly struct Disposable<TModel>(TModel value) : IDisposable
        where TModel : Module
    {
        public TModel Value => value;

        public void Dispose()
        {
            foreach (Parameter parameter in value.Parameters)
            {
                parameter.Grad?.Dispose();
                parameter.Dispose();
            }

            Device.Cpu.EmptyCache();
        }
    }
}
