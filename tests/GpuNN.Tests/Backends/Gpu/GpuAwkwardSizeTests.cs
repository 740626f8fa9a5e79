namespace GpuNN.Tests.Backends.Gpu;

/// <summary>More rows than a grid's second axis has (65,535), and numbers that are none.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class GpuAwkwardSizeTests
{
    private const int Rows = 70_000;

    private static readonly Dictionary<string, Func<Device, Tensor>> ManyRows = new()
    {
        ["Softmax"] = device => Numbers(device, Rows, 3).Softmax(),
        ["LogSoftmax of columns"] = device => Numbers(device, 3, Rows).LogSoftmax(0),
        ["Sum of rows"] = device => Numbers(device, Rows, 3).Sum([1]),
        ["Sum of longer rows"] = device => Numbers(device, Rows, 40).Sum([1]),
        ["LayerNorm"] = device => Numbers(device, Rows, 4).LayerNorm([4]),
        ["GroupNorm"] = device => Numbers(device, Rows / 2, 4, 1).GroupNorm(2),
        ["BatchNorm of many channels"] = device => Numbers(device, 2, Rows).BatchNorm(null, null, training: true),
        ["IndexSelect"] = device => Numbers(device, 5, 2).IndexSelect(0, Indices(device)),
        ["IndexAdd"] = device => Numbers(device, 5, 2).IndexAdd(0, Indices(device), Numbers(device, Rows, 2)),
        ["Sort"] = device => Numbers(device, Rows, 3).Sort().Values,
        ["ArgMax"] = device => Numbers(device, Rows, 3).ArgMax(1).Cast(DType.Float32),
        ["CumulativeSum"] = device => Numbers(device, Rows, 3).CumulativeSum(1),
        ["CrossEntropy"] = device => Numbers(device, Rows, 5).CrossEntropy(Indices(device)),
        ["MatMul of batches"] = device => Numbers(device, Rows, 2, 2).MatMul(Numbers(device, Rows, 2, 1)),
        ["MatMul of rows"] = device => Numbers(device, Rows, 3).MatMul(Numbers(device, 3, 2)),
        ["MaxPool2D of planes"] = device => Numbers(device, Rows, 1, 2, 2).MaxPool2D(2),
        ["ScaledDotProductAttention of heads"] = device =>
            Numbers(device, Rows / 10, 1, 2).ScaledDotProductAttention(Numbers(device, Rows / 10, 1, 2), Numbers(device, Rows / 10, 1, 2)),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> OfSpecials = new()
    {
        ["Max"] = x => x.Max([1]),
        ["Min"] = x => x.Min([1]),
        ["ArgMax"] = x => x.ArgMax(1).Cast(DType.Float32),
        ["ReLU"] = x => x.ReLU(),
        ["Softmax"] = x => x.Softmax(),
        ["LogSoftmax"] = x => x.LogSoftmax(),
        ["MaxPool2D"] = x => x.Reshape(1, 1, x.Shape[0], x.Shape[1]).MaxPool2D((1, 3), new() { Stride = (1, 1), Padding = (0, 1) }),
        ["Sort"] = x => x.Sort().Values,
        ["Maximum"] = x => x.Maximum(x.Transpose(0, 1).Contiguous().Reshape(x.Shape)),
    };

    public static TheoryData<string, string> Sizes => OnDevices(ManyRows.Keys);

    public static TheoryData<string, string> Specials => OnDevices(OfSpecials.Keys);

    [SkippableTheory]
    [MemberData(nameof(Sizes))]
    public void An_operator_takes_70000_rows(string name, string what)
    {
        Device device = GpuDevices.Open(name);
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw), restoration = NoGrad.Begin();
        float[] expected = ManyRows[what](Device.Cpu).Contiguous().ToArray<float>(), found = ManyRows[what](device).Contiguous().ToArray<float>();
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(found[i] - expected[i]) <= 2e-5 * Math.Max(1, Math.Abs(expected[i])), $"element {i}: {found[i]} instead of {expected[i]}");
    }

    /// <summary>Rows with NaN first, last and alone, with either infinity and both, and with zeros of both signs.</summary>
    [SkippableTheory]
    [MemberData(nameof(Specials))]
    public void NaN_and_infinities_come_out_as_the_reference_says(string name, string what)
    {
        const float NaN = float.NaN, Infinity = float.PositiveInfinity;
        float[] numbers =
        [
            NaN, 1, 2, 3, -1, 3, 2, NaN, -Infinity, 1, 0, -0f, Infinity, 1, -Infinity, 2, -Infinity, -Infinity,
            -Infinity, -Infinity, NaN, NaN, NaN, NaN, 1, Infinity, NaN, -Infinity, 0, 5,
        ];
        Device device = GpuDevices.Open(name);
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw), restoration = NoGrad.Begin();
        float[] expected = OfSpecials[what](Tensor.From(numbers, [5, 6], Device.Reference)).Contiguous().ToArray<float>();
        float[] found = OfSpecials[what](Tensor.From(numbers, [5, 6], device)).Contiguous().ToArray<float>();
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool agrees = float.IsFinite(expected[i])
                ? Math.Abs(found[i] - expected[i]) <= 1e-6 * Math.Max(1, Math.Abs(expected[i]))
                : expected[i].Equals(found[i]);
            Assert.True(agrees, $"element {i}: {found[i]} instead of {expected[i]}");
        }
    }

    private static TheoryData<string, string> OnDevices(IEnumerable<string> names)
    {
        var data = new TheoryData<string, string>();
        foreach (string device in GpuDevices.All)
        {
            foreach (string name in names) data.Add(device, name);
        }

        return data;
    }

    private static Tensor Numbers(Device device, params ReadOnlySpan<long> extents)
    {
        Shape shape = Shape.Create(extents);
        return Tensor.From([.. Enumerable.Range(0, (int)shape.Count).Select(i => ((i * 7919L % 1009) - 504) / 256f)], shape, device);
    }

    private static Tensor Indices(Device device) => Tensor.From([.. Enumerable.Range(0, Rows).Select(i => i * 31L % 5)], device);
}
