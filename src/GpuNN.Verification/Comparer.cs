using System.Globalization;

namespace GpuNN.Verification;

/// <summary>Holds a device's result to the reference: first NaN and infinity where the reference has none (or the other
/// way round), then shapes, then values, so that the first message is the most telling. Every comparison is written so
/// that NaN fails.</summary>
public static class Comparer
{
    /// <summary>Float32's distance from 1 to the next number, halved.</summary>
    public const double Epsilon = 1.0 / (1 << 24);

    /// <summary>Compares.</summary>
    /// <param name="expected">The reference in float64.</param>
    /// <param name="actual">The device's result.</param>
    /// <param name="tolerances">The largest error allowed for each element.</param>
    /// <param name="shape">The expected shape.</param>
    /// <param name="actualShape">The device's shape.</param>
    public static Comparison Compare(
        ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, ReadOnlySpan<double> tolerances, in Shape shape, in Shape actualShape)
    {
        for (int index = 0; index < Math.Min(expected.Length, actual.Length); index++)
        {
            if (!IsSameSpecial(expected[index], actual[index]))
                return Comparison.Fail($"element {index} is {Text(actual[index])}, the reference has {Text(expected[index])}");
        }

        if (shape != actualShape || expected.Length != actual.Length)
            return Comparison.Fail($"shape {actualShape}, the reference has {shape}");

        double share = 0;
        int worst = -1;
        for (int index = 0; index < expected.Length; index++)
        {
            if (!double.IsFinite(expected[index])) continue;
            double error = Math.Abs(expected[index] - actual[index]);
            double used = error == 0 ? 0 : error / tolerances[index];
            if (!(used <= share))
            {
                share = used;
                worst = index;
            }
        }

        return share <= 1
            ? new Comparison(share, null)
            : new Comparison(share, string.Create(
                CultureInfo.InvariantCulture,
                $"element {worst} is {Text(actual[worst])}, the reference has {Text(expected[worst])}: {share:G3} times the budget"));
    }

    private static bool IsSameSpecial(double expected, double actual) =>
        double.IsNaN(expected) ? double.IsNaN(actual)
        : double.IsInfinity(expected) ? actual == expected
        : double.IsFinite(actual);

    private static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
