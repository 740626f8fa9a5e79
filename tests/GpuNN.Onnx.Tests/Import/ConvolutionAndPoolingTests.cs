namespace GpuNN.Onnx.Tests.Import;

/// <summary>Windows against sums written out: padding by name, on one side, rounding up, dilation, places of maxima.</summary>
public class ConvolutionAndPoolingTests
{
    private static readonly float[] Line = [3, -1, 4, 1, -5, 9, 2];

    [Theory]
    [InlineData("SAME_UPPER", 4, 0, 1)]
    [InlineData("SAME_LOWER", 4, 1, 0)]
    [InlineData("VALID", 3, 0, 0)]
    public void PaddingByName(string mode, int windows, int low, int high)
    {
        // Seven elements, stride 2, two taps: four windows cover eight positions.
        float[] padded = [.. Enumerable.Repeat(0f, low), .. Line, .. Enumerable.Repeat(0f, high)];
        float[] expected = [.. Enumerable.Range(0, windows).Select(window => padded[2 * window] + (10 * padded[(2 * window) + 1]))];
        Tensor y = NodeModel.Run(
            "Conv", [Tensor.From(Line, [1, 1, 7]), Tensor.From([1f, 10f], [1, 1, 2])], [("auto_pad", mode), ("strides", new long[] { 2 })]);
        Assert.Equal(expected, y.ToArray<float>());
    }

    [Theory]
    [InlineData(false, 1, 2, 0, 0)]
    [InlineData(true, 1, 2, 0, 0)]
    [InlineData(true, 2, 2, 1, 0)]
    [InlineData(false, 2, 1, 0, 1)]
    [InlineData(true, 1, 3, 1, 1)]
    public void MaximaOfALineAndTheirPlaces(bool ceilMode, int dilation, int stride, int low, int high)
    {
        const int Kernel = 3;
        int reach = (dilation * (Kernel - 1)) + 1, room = Line.Length + low + high - reach;
        int windows = (ceilMode ? (room + stride - 1) / stride : room / stride) + 1;
        if (ceilMode && (windows - 1) * stride >= Line.Length + low) windows--;
        var places = new List<long>();
        for (int window = 0; window < windows; window++)
        {
            places.Add(Enumerable.Range(0, Kernel).Select(tap => (window * stride) - low + (tap * dilation))
                .Where(place => place >= 0 && place < Line.Length).MaxBy(place => Line[place]));
        }

        (string, object)[] attributes =
        [
            ("kernel_shape", new long[] { Kernel }), ("strides", new long[] { stride }), ("dilations", new long[] { dilation }),
            ("pads", new long[] { low, high }), ("ceil_mode", ceilMode ? 1 : 0),
        ];
        Tensor[] inputs = [Tensor.From([.. Line, .. Line.Select(x => -x)], [2, 1, 7])];
        Tensor values = NodeModel.Run("MaxPool", inputs, attributes, version: 12, outputs: 2, take: 0);
        Tensor indices = NodeModel.Run("MaxPool", inputs, attributes, version: 12, outputs: 2, take: 1);
        Assert.Equal(places.Select(place => Line[place]), values.ToArray<float>()[..windows]);
        Assert.Equal(places, indices.ToArray<long>()[..windows]);
        Assert.All(indices.ToArray<long>()[windows..], place => Assert.InRange(place, 7, 13));
    }

    [Fact]
    public void PlacesCanBeColumnMajor()
    {
        Tensor x = Tensor.From([1f, 2, 3, 4, 9, 5], [1, 1, 2, 3]);
        (string, object)[] attributes = [("kernel_shape", new long[] { 2, 2 }), ("storage_order", 1)];
        Tensor indices = NodeModel.Run("MaxPool", [x], attributes, version: 12, outputs: 2, take: 1);
        // 9 lies in row 1 and column 1 of two rows: 1 + 2·1.
        Assert.Equal([3L, 3L], indices.ToArray<long>());
    }

    [Fact]
    public void BytesArePooledAsTheyAre()
    {
        Tensor y = NodeModel.Run("MaxPool", [Tensor.From(new byte[] { 1, 200, 3, 7 }, [1, 1, 4])], [("kernel_shape", new long[] { 2 })], version: 12);
        Assert.Equal([200, 200, 7], y.ToArray<byte>().Select(value => (int)value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void MeansCountPaddingWhereTheyAreTold(int countsPadding)
    {
        // Windows of three with stride 2 and one zero in front; the last hangs over the end and counts no more than there is.
        Tensor y = NodeModel.Run(
            "AveragePool",
            [Tensor.From([2f, 4, 6, 8, 10], [1, 1, 5])],
            [("kernel_shape", new long[] { 3 }), ("strides", new long[] { 2 }), ("pads", new long[] { 1, 0 }), ("ceil_mode", 1), ("count_include_pad", countsPadding)]);
        Assert.Equal(countsPadding == 1 ? [2f, 6, 9] : [3f, 6, 9], y.ToArray<float>());
    }

    [Fact]
    public void MeansWithTapsApart()
    {
        Tensor y = NodeModel.Run(
            "AveragePool", [Tensor.From(Line, [1, 1, 7])], [("kernel_shape", new long[] { 2 }), ("dilations", new long[] { 3 })], version: 19);
        Assert.Equal([2f, -3, 6.5f, 1.5f], y.ToArray<float>());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public void ATransposedConvolutionIsTheGradient(int low, int high)
    {
        float[] x = [1, -2, 3], w = [1, 10, 100];
        int whole = (2 * 2) + 3;
        var expected = new float[whole];
        for (int index = 0; index < 3; index++)
        {
            for (int tap = 0; tap < 3; tap++) expected[(2 * index) + tap] += x[index] * w[tap];
        }

        Tensor y = NodeModel.Run(
            "ConvTranspose",
            [Tensor.From(x, [1, 1, 3]), Tensor.From(w, [1, 1, 3]), Tensor.From([0.5f])],
            [("strides", new long[] { 2 }), ("pads", new long[] { low, high }), ("output_padding", new long[] { 1 })]);
        Assert.Equal(expected.Append(0).ToArray()[low..^high].Select(value => value + 0.5f), y.ToArray<float>());
    }
}
