namespace GpuNN.Onnx.Tests.Import;

/// <summary>Resizing by the standard's examples and by its formulas.</summary>
public class ResizeTests
{
    private static readonly Tensor Square = Tensor.From([1f, 2, 3, 4], [1, 1, 2, 2]);

    [Fact]
    public void LinearByScales() => Check(
        [1, 1.25f, 1.75f, 2, 1.5f, 1.75f, 2.25f, 2.5f, 2.5f, 2.75f, 3.25f, 3.5f, 3, 3.25f, 3.75f, 4],
        [1, 1, 2, 2],
        ("mode", "linear"));

    [Fact]
    public void LinearWithAlignedCorners() => Check(
        [
            1, 1.33333333f, 1.66666667f, 2, 1.66666667f, 2, 2.33333333f, 2.66666667f, 2.33333333f, 2.66666667f, 3, 3.33333333f, 3,
            3.33333333f, 3.66666667f, 4,
        ],
        [1, 1, 2, 2],
        ("mode", "linear"),
        ("coordinate_transformation_mode", "align_corners"));

    [Fact]
    public void NearestByScales() => Check(
        [1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 3, 3, 3, 4, 4, 4],
        [1, 1, 2, 3],
        ("mode", "nearest"));

    [Theory]
    [InlineData("floor", new float[] { 1, 1, 1, 2 })]
    [InlineData("ceil", new float[] { 1, 2, 2, 2 })]
    [InlineData("round_prefer_floor", new float[] { 1, 1, 2, 2 })]
    public void NearestRoundsAsItIsTold(string mode, float[] expected)
    {
        Tensor y = NodeModel.Run(
            "Resize",
            [Tensor.From([1f, 2], [1, 1, 2]), Tensor.From(Array.Empty<float>()), Tensor.From([1f, 1, 2])],
            [("mode", "nearest"), ("nearest_mode", mode)]);
        Assert.Equal(expected, y.ToArray<float>());
    }

    [Fact]
    public void CubicReproducesALine()
    {
        // Keys's kernel with a = −0.5 is exact for polynomials of degree two, away from the border.
        float[] line = [.. Enumerable.Range(0, 8).Select(value => (float)value)];
        float[] y = NodeModel.Run(
            "Resize",
            [Tensor.From(line, [1, 1, 8]), Tensor.From(Array.Empty<float>()), Tensor.From([1f, 1, 2])],
            [("mode", "cubic"), ("cubic_coeff_a", -0.5)]).ToArray<float>();
        for (int output = 4; output < 12; output++) Assert.Equal(((output + 0.5) / 2) - 0.5, y[output], 1e-6);
    }

    private static void Check(float[] expected, float[] scales, params (string, object)[] attributes)
    {
        Tensor y = NodeModel.Run("Resize", [Square, Tensor.From(Array.Empty<float>()), Tensor.From(scales)], attributes);
        Assert.Equal(expected.Length, y.Count);
        float[] found = y.ToArray<float>();
        for (int index = 0; index < expected.Length; index++) Assert.Equal(expected[index], found[index], 1e-6);
    }
}
