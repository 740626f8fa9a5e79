using GpuNN.Verification;

namespace GpuNN.Tests.Verification;

public sealed class ComparerTests
{
    private static Comparison Compare(double[] expected, double[] actual, double tolerance = 1e-6, long? extent = null)
    {
        var tolerances = new double[expected.Length];
        Array.Fill(tolerances, tolerance);
        return Comparer.Compare(expected, actual, tolerances, [expected.Length], [extent ?? actual.Length]);
    }

    [Fact]
    public void Equal_numbers_pass() => Assert.True(Compare([1, 2], [1, 2], 0).Passed);

    [Fact]
    public void Not_a_number_fails_whatever_the_tolerance() =>
        Assert.False(Compare([1, 2], [1, double.NaN], double.PositiveInfinity).Passed);

    [Fact]
    public void Not_a_number_must_be_where_the_reference_has_it()
    {
        Assert.True(Compare([double.NaN], [double.NaN], 0).Passed);
        Assert.False(Compare([double.NaN], [0]).Passed);
    }

    [Fact]
    public void Infinity_must_have_its_sign()
    {
        Assert.True(Compare([double.PositiveInfinity], [double.PositiveInfinity]).Passed);
        Assert.False(Compare([double.PositiveInfinity], [double.NegativeInfinity]).Passed);
        Assert.False(Compare([1], [double.PositiveInfinity], double.PositiveInfinity).Passed);
    }

    [Fact]
    public void A_wrong_shape_fails() => Assert.False(Compare([1, 2], [1, 2], extent: 3).Passed);

    [Fact]
    public void One_unit_too_many_fails()
    {
        double tolerance = 2 * Comparer.Epsilon;
        Assert.True(Compare([1], [1 + tolerance], tolerance).Passed);
        Assert.False(Compare([1], [1 + (2 * tolerance)], tolerance).Passed);
    }

    [Fact]
    public void A_tolerance_that_is_not_a_number_fails() => Assert.False(Compare([1], [1.5], double.NaN).Passed);
}
