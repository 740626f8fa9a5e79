using GpuNN.Models.Vision;
using GpuNN.Verification;

namespace GpuNN.Tests.Devices;

/// <summary>The device of types and shapes: it says what every other says, of tensors of any size.</summary>
public sealed class ShapeDeviceTests
{
    public static TheoryData<string> Operators => [.. OperatorRegistry.Entries.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Results_and_gradients_have_the_types_and_shapes_of_those_that_are_computed(string name)
    {
        OperatorEntry entry = OperatorRegistry.Entries.Single(entry => entry.Name == name);
        foreach (OperatorCase operatorCase in entry.Cases)
        {
            using Step step = Step.Begin();
            (DType, Shape)[] expected = Describe(entry, operatorCase, Device.Cpu), found;
            try
            {
                found = Describe(entry, operatorCase, Device.Shapes);
            }
            catch (UnsupportedOperatorException exception) when (ReadsNumbers.Contains(name))
            {
                Assert.Contains("holds no numbers", exception.Message, StringComparison.Ordinal);
                continue;
            }

            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void A_network_says_what_it_gives_for_a_batch_that_no_memory_holds()
    {
        using IDisposable restoration = NoGrad.Begin();
        var network = new ResNet18();
        network.To(Device.Shapes);
        Tensor x = Tensor.Empty([1_000_000, 3, 224, 224], DType.Float32, Device.Shapes);
        Assert.Equal(Shape.Create(1_000_000, 1000), network.Forward(x).Shape);
        Assert.Throws<UnsupportedOperatorException>(() => x.Sum().ToScalar());
    }

    [Fact]
    public void Arguments_are_checked_as_elsewhere()
    {
        Tensor x = Tensor.Empty([2, 3], DType.Float32, Device.Shapes);
        Assert.Equal(
            Assert.Throws<ShapeMismatchException>(() => Tensor.Ones([2, 3]).MatMul(Tensor.Ones([2, 3]))).Message,
            Assert.Throws<ShapeMismatchException>(() => x.MatMul(x)).Message);
        Assert.Throws<DeviceMismatchException>(() => x.Add(Tensor.Ones([2, 3])));
    }

    /// <summary>Operators whose cases bring numbers to another device.</summary>
    private static readonly string[] ReadsNumbers = ["CopyFrom"];

    private static (DType Type, Shape Shape)[] Describe(OperatorEntry entry, OperatorCase operatorCase, Device device)
    {
        var random = new Random(1);
        Tensor[] inputs = [.. operatorCase.Inputs.Select(input =>
            Tensor.From(input.Draw(random, input.Shape.Count), input.Shape, Device.Cpu).Cast(input.DType ?? DType.Float32).To(device))];
        Tensor[] sources = entry.Gradient == GradientKind.None || !operatorCase.ChecksGradient
            ? []
            : [.. inputs.Where((_, index) => operatorCase.Inputs[index].IsDifferentiable)];
        foreach (Tensor source in sources) source.RequiresGrad = true;
        Tensor[] results = operatorCase.Run(new CaseInputs(device, DType.Float32, inputs));
        Tensor[] sums = [.. results.Where(result => result.RequiresGrad).Select(result => result.Sum())];
        Tensor?[] gradients = sums.Length == 0 ? [] : sums.Aggregate((sum, term) => sum.Add(term)).GradientsOf(sources);
        return [.. results.Concat(gradients.OfType<Tensor>()).Select(tensor => (tensor.DType, tensor.Shape))];
    }
}
