using System.Globalization;

namespace GpuNN.Bench.Report.Svg;

/// <summary>Short forms of numbers for axes and labels.</summary>
internal static class Quantity
{
    private static readonly string[] Prefixes = ["", "k", "M", "G", "T", "P"];

    /// <summary>1500 → "1.5k", 2e9 → "2G".</summary>
    public static string Short(double value)
    {
        if (value == 0)
            return "0";
        int prefix = 0;
        double magnitude = Math.Abs(value);
        while (magnitude >= 999.5 && prefix < Prefixes.Length - 1)
        {
            magnitude /= 1000;
            value /= 1000;
            prefix++;
        }
        return Digits(value) + Prefixes[prefix];
    }

    /// <summary>Seconds as ns, µs, ms or s.</summary>
    public static string Time(double seconds) => Math.Abs(seconds) switch
    {
        >= 0.9995 => Digits(seconds) + " s",
        >= 0.9995e-3 => Digits(seconds * 1e3) + " ms",
        >= 0.9995e-6 => Digits(seconds * 1e6) + " µs",
        _ => Digits(seconds * 1e9) + " ns",
    };

    /// <summary>Three significant digits without an exponent.</summary>
    public static string Digits(double value) => Math.Abs(value) switch
    {
        >= 99.95 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 9.995 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 0.0995 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };

    /// <summary>"12.3 GFLOP/s" or "1.2 TFLOP/s".</summary>
    public static string FlopRate(double flopsPerSecond) => flopsPerSecond >= 1e12
        ? Digits(flopsPerSecond * 1e-12) + " TFLOP/s"
        : Digits(flopsPerSecond * 1e-9) + " GFLOP/s";

    /// <summary>"25 GB/s".</summary>
    public static string ByteRate(double bytesPerSecond) => bytesPerSecond >= 1e12
        ? Digits(bytesPerSecond * 1e-12) + " TB/s"
        : Digits(bytesPerSecond * 1e-9) + " GB/s";
}
