using System.Globalization;

namespace GpuNN.Tests.Tensors;

public sealed class TensorTextTests
{
    [Fact]
    public void Vectors_stand_in_one_line() =>
        Assert.Equal("Float32[3] on cpu [   1, -2.5,  NaN]", Tensor.From([1f, -2.5f, float.NaN]).ToString());

    [Fact]
    public void Matrices_are_aligned() =>
        Assert.Equal("Int64[2, 2] on cpu\n[[  1,  20],\n [300,   4]]", Tensor.From(new long[,] { { 1, 20 }, { 300, 4 } }).ToString());

    [Fact]
    public void Scalars_bools_and_empty_tensors()
    {
        Assert.Equal("Float64[] on cpu 0.5", Tensor.Scalar(0.5, DType.Float64).ToString());
        Assert.Equal("Bool[2] on cpu [ true, false]", Tensor.From([true, false]).ToString());
        Assert.Equal("Float32[0, 3] on cpu []", Tensor.Zeros([0, 3]).ToString());
    }

    [Fact]
    public void Of_long_axes_both_ends_are_shown()
    {
        string text = Tensor.Arange(2000).ToString();
        Assert.Equal("Int64[2000] on cpu [   0,    1,    2, ..., 1997, 1998, 1999]", text);
        string matrix = Tensor.Arange(2000).Reshape(500, 4).ToString();
        Assert.Equal(8, matrix.Split('\n').Length);
        Assert.Contains(" ...,\n", matrix, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_written_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Assert.Equal("Float32[1] on cpu [0.5]", Tensor.From([0.5f]).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_released_tensor_says_so()
    {
        Tensor x = Tensor.Ones([2]);
        x.Dispose();
        Assert.Equal("Float32[2] on cpu, released", x.ToString());
    }
}
