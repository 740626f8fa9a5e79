namespace GpuNN.Tests.Backends.Cpu;

/// <summary>
/// Types of 16 bits on the CPU, which computes them in float32, against the reference, which computes them in float64: both
/// round once at the end, so that they are neighbours at most.
/// </summary>
public sealed class NarrowTypeTests
{
    private static readonly Dictionary<string, Func<Device, DType, Tensor>> Computations = new()
    {
        ["exp"] = (device, dtype) => Operators.Exp(Numbers(device, dtype, 1, 1300)),
        ["one element"] = (device, dtype) => Operators.Tanh(Numbers(device, dtype, 1, 1)),
        ["a tile and one"] = (device, dtype) => Operators.GELU(Numbers(device, dtype, 1, 513)),
        ["large"] = (device, dtype) => Numbers(device, dtype, 1, 40_000).Multiply(Numbers(device, dtype, 2, 40_000)),
        ["broadcast row"] = (device, dtype) => Numbers(device, dtype, 1, 37, 41).Add(Numbers(device, dtype, 2, 41)),
        ["broadcast column"] = (device, dtype) => Numbers(device, dtype, 1, 37, 600).Subtract(Numbers(device, dtype, 2, 37, 1)),
        ["transposed"] = (device, dtype) => Numbers(device, dtype, 1, 37, 41).Transpose(0, 1).Maximum(Numbers(device, dtype, 2, 41, 37)),
        ["sliced"] = (device, dtype) => Operators.SiLU(Numbers(device, dtype, 1, 9, 40).Slice(1, 3, 30)),
        ["masked fill"] = (device, dtype) => Numbers(device, dtype, 1, 8, 70).MaskedFill(Numbers(device, dtype, 2, 8, 70).Less(0), -1.5),
        ["where"] = (device, dtype) =>
            Numbers(device, dtype, 1, 8, 1).Less(0).Where(Numbers(device, dtype, 2, 8, 70), Numbers(device, dtype, 3, 70)),
        ["comparison"] = (device, dtype) => Numbers(device, dtype, 1, 700).Less(Numbers(device, dtype, 2, 700)),
        ["lerp"] = (device, dtype) => Numbers(device, dtype, 1, 700).Lerp(Numbers(device, dtype, 2, 700), Numbers(device, dtype, 3, 700)),
        ["sum"] = (device, dtype) => Numbers(device, dtype, 1, 30, 90).Sum([0]),
        ["variance"] = (device, dtype) => Numbers(device, dtype, 1, 30, 9, 5).Variance([0, 2]),
        ["any"] = (device, dtype) => Operators.Any(Numbers(device, dtype, 1, 30, 90), [1]),
        ["largest place"] = (device, dtype) => Numbers(device, dtype, 1, 30, 90).ArgMax(1),
        ["softmax"] = (device, dtype) => Numbers(device, dtype, 1, 30, 90).Softmax(1),
        ["layer norm of a view"] = (device, dtype) => Numbers(device, dtype, 1, 40, 30).Transpose(0, 1).LayerNorm([40]),
        ["product of views"] = (device, dtype) => Numbers(device, dtype, 1, 20, 30).Transpose(0, 1).MatMul(Numbers(device, dtype, 2, 20, 8)),
        ["convolution"] = (device, dtype) => Numbers(device, dtype, 1, 2, 3, 9, 9).Conv2D(Numbers(device, dtype, 2, 4, 3, 3, 3)),
        ["pooling"] = (device, dtype) => Numbers(device, dtype, 1, 2, 3, 9, 9).MaxPool2D(3),
        ["to float64"] = (device, dtype) => Numbers(device, dtype, 1, 77).Cast(DType.Float64),
        ["to bool"] = (device, dtype) => Numbers(device, dtype, 1, 77).Cast(DType.Bool),
        ["full"] = (device, dtype) => Tensor.Full([77], 0.1, dtype, device),
        ["in place"] = (device, dtype) =>
        {
            Tensor x = Numbers(device, dtype, 1, 700);
            x.AddInPlace(Numbers(device, dtype, 2, 700));
            return x;
        },
    };

    public static TheoryData<string, DType> All
    {
        get
        {
            TheoryData<string, DType> all = [];
            foreach (string name in Computations.Keys)
            {
                all.Add(name, DType.Float16);
                all.Add(name, DType.BFloat16);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void NeighboursTheReference(string name, DType dtype)
    {
        Tensor found = Computations[name](Device.Cpu, dtype);
        Tensor expected = Computations[name](Device.Reference, dtype);
        Assert.Equal(expected.Shape, found.Shape);
        Assert.Equal(expected.DType, found.DType);
        double[] numbers = found.Cast(DType.Float64).ToArray<double>();
        double[] references = expected.Cast(DType.Float64).ToArray<double>();
        bool isRounded = expected.DType == dtype;
        for (int i = 0; i < numbers.Length; i++)
        {
            double tolerance = isRounded ? LastPlace(references[i], dtype) : 0;
            Assert.True(
                Math.Abs(numbers[i] - references[i]) <= tolerance,
                $"{name} in {dtype}, element {i}: {numbers[i]:R}, the reference has {references[i]:R}");
        }
    }

    /// <summary>Special numbers keep their meaning through the conversions.</summary>
    [Theory]
    [InlineData(DType.Float16)]
    [InlineData(DType.BFloat16)]
    public void KeepsSpecialNumbers(DType dtype)
    {
        double[] special = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, 1e-7, -6e-8];
        Tensor x = Tensor.From(special).Cast(dtype);
        double[] found = x.Abs().Cast(DType.Float64).ToArray<double>();
        Assert.True(double.IsNaN(found[0]));
        Assert.Equal(double.PositiveInfinity, found[1]);
        Assert.Equal(double.PositiveInfinity, found[2]);
        Assert.Equal(0, BitConverter.DoubleToInt64Bits(found[4]));
        Assert.Equal([true, false, false], x.IsNaN().ToArray<bool>()[..3]);
    }

    /// <summary>A case is worth nothing where the scalar reference computes it on both sides.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void IsNotScalar(string name, DType dtype)
    {
        using ScalarRecorder recorder = new();
        _ = Computations[name](Device.Cpu, dtype);
        Assert.Empty(recorder.Scalar);
        Assert.True(recorder.Executions > 0);
    }

    /// <summary>The distance to the next number of the type, its smallest one around 0.</summary>
    private static double LastPlace(double value, DType dtype)
    {
        (int digits, int least) = dtype == DType.Float16 ? (10, -14) : (7, -126);
        int exponent = value == 0 || !double.IsFinite(value) ? least : Math.Max(Math.ILogB(value), least);
        return Math.ScaleB(1, exponent - digits);
    }

    private static Tensor Numbers(Device device, DType dtype, int seed, params int[] extents)
    {
        Random random = new(seed);
        double[] numbers = new double[extents.Aggregate(1, (product, extent) => product * extent)];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = 4 * random.NextDouble() - 2;
        }

        long[] shape = [.. extents.Select(extent => (long)extent)];
        return Tensor.From(numbers, Shape.Create(shape), device).Cast(dtype);
    }
}
