using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Tests.Import;

/// <summary>Numbers of uint64 on both sides of 2⁶³, where int64 carries them as negative ones.</summary>
public class UnsignedIntegerTests
{
    private static readonly ulong[] X = [1, (1UL << 63) + 5, ulong.MaxValue, 7], Y = [2, (1UL << 63) + 4, 3, ulong.MaxValue];

    [Theory]
    [InlineData("Less", new[] { true, false, false, true })]
    [InlineData("LessOrEqual", new[] { true, false, false, true })]
    [InlineData("Greater", new[] { false, true, true, false })]
    [InlineData("GreaterOrEqual", new[] { false, true, true, false })]
    public void TheyAreCompared(string name, bool[] expected) =>
        Assert.Equal(expected, Run(name, [X, Y]).ToArray<bool>());

    [Fact]
    public void TheSmallerAndTheLargerAreFound()
    {
        Assert.Equal(X.Zip(Y, Math.Min), Numbers(Run("Min", [X, Y])));
        Assert.Equal(X.Zip(Y, Math.Max), Numbers(Run("Max", [X, Y])));
        Assert.Equal([X.Min()], Numbers(Run("ReduceMin", [X])));
        Assert.Equal([X.Max()], Numbers(Run("ReduceMax", [X])));
        Assert.Equal([2], Run("ArgMax", [X]).ToArray<long>());
        Assert.Equal([0], Run("ArgMin", [X]).ToArray<long>());
        Assert.Equal([3, 1UL << 63, 1UL << 63, 7], Numbers(Run("Clip", [X, [3], [1UL << 63]], isScalar: true)));
    }

    [Fact]
    public void TheLargestComeFirst()
    {
        OnnxModel model = new NodeModel(18).Input("x", ElementType.UInt64, 4).Integers("k", 3).Output("v").Output("i").Node("TopK", "x,k", "v,i").Load(Device.Cpu);
        Tensor[] results = model.Run([Carried(X)]);
        Assert.Equal([ulong.MaxValue, (1UL << 63) + 5, 7], Numbers(results[0]));
        Assert.Equal([2, 1, 3], results[1].ToArray<long>());
    }

    [Fact]
    public void SignsAreThoseOfNumbersThatAreNotNegative()
    {
        Assert.Equal(X, Numbers(Run("Abs", [X])));
        Assert.Equal([1, 1, 1, 0], Numbers(Run("Sign", [[1, 1UL << 63, ulong.MaxValue, 0]])));
    }

    [Fact]
    public void TheyAreConvertedToAndFro()
    {
        OnnxModel toFloat = new NodeModel(18).Input("x", ElementType.UInt64, 4).Output("y").Node("Cast", "x", "y", ("to", (int)ElementType.Double)).Load(Device.Cpu);
        Assert.Equal(X.Select(number => (double)number), toFloat.Forward(Carried(X)).ToArray<double>());
        double[] numbers = [0, 1.5, 9223372036854775808.0, 18446744073709549568.0];
        OnnxModel fromFloat = new NodeModel(18).Input("x", DType.Float64, 4).Output("y").Node("Cast", "x", "y", ("to", (int)ElementType.UInt64)).Load(Device.Cpu);
        Assert.Equal(numbers.Select(number => (ulong)number), Numbers(fromFloat.Forward(Tensor.From(numbers))));
    }

    /// <summary>Sums wrap at 2⁶⁴, as they do in NumPy; means and norms are computed in float64 and rounded to it.</summary>
    [Fact]
    public void MeansAndNormsTakeThemForLargeNumbers()
    {
        ulong[] large = [1UL << 63, (1UL << 63) + (1UL << 62)];
        Assert.Equal([(1UL << 63) + (1UL << 61)], Numbers(Run("ReduceMean", [large])));
        Assert.Equal([1UL << 62], Numbers(Run("ReduceL1", [large])));
        Assert.Equal([1UL << 63], Numbers(Run("ReduceL2", [[1UL << 63, 0]])));
        Assert.Equal([44], Numbers(Run("ReduceLogSum", [large])));
        Assert.Equal([1UL << 63], Numbers(Run("ReduceLogSumExp", [[1UL << 63, 5]])));
        Assert.Equal([25], Numbers(Run("ReduceSumSquare", [[1UL << 63, 5]])));
    }

    private static Tensor Run(string name, ulong[][] inputs, bool isScalar = false)
    {
        var model = new NodeModel(18);
        var tensors = new Tensor[inputs.Length];
        for (int index = 0; index < inputs.Length; index++)
        {
            Tensor numbers = Carried(inputs[index]);
            tensors[index] = isScalar && index > 0 ? numbers.Select(0, 0) : numbers;
            model.Input($"i{index}", ElementType.UInt64, tensors[index].Shape.ToArray());
        }

        return model.Output("y").Node(name, string.Join(',', inputs.Select((_, index) => $"i{index}")), "y").Load(Device.Cpu).Run(tensors)[0];
    }

    private static Tensor Carried(ulong[] numbers) => Tensor.From([.. numbers.Select(number => unchecked((long)number))]);

    private static IEnumerable<ulong> Numbers(Tensor tensor) => tensor.ToArray<long>().Select(number => unchecked((ulong)number));
}
