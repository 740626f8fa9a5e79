namespace GpuNN.Bench.Report.Svg;

/// <summary>Maps values to pixels along an axis.</summary>
internal abstract class Scale(double low, double high, double pixelLow, double pixelHigh)
{
    public double Low => low;

    public double High => high;

    public double PixelLow => pixelLow;

    public double PixelHigh => pixelHigh;

    public double Map(double value) => pixelLow + Fraction(value) * (pixelHigh - pixelLow);

    /// <summary>0 at the low end, 1 at the high end.</summary>
    protected abstract double Fraction(double value);

    /// <summary>Round values to label, about <paramref name="wanted"/> of them.</summary>
    public abstract IReadOnlyList<double> Ticks(int wanted);
}

/// <summary>Equal ratios take equal room.</summary>
internal sealed class LogScale : Scale
{
    /// <exception cref="ArgumentOutOfRangeException">A logarithm needs 0 &lt; low &lt; high.</exception>
    public LogScale(double low, double high, double pixelLow, double pixelHigh)
        : base(low, high, pixelLow, pixelHigh)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(low);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(high, low);
    }

    /// <summary>The range of positive values, widened to a ratio of at least four and padded by <paramref name="padding"/>.</summary>
    public static LogScale Around(IEnumerable<double> values, double pixelLow, double pixelHigh, double padding = 1.25)
    {
        double low = double.PositiveInfinity, high = 0;
        foreach (double value in values)
        {
            if (value > 0 && double.IsFinite(value))
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }
        if (high == 0)
            (low, high) = (1, 10);
        if (high < 4 * low)
            (low, high) = (Math.Sqrt(low * high) / 2, Math.Sqrt(low * high) * 2);
        return new LogScale(low / padding, high * padding, pixelLow, pixelHigh);
    }

    /// <summary>Powers of ten, thinned out where there are many; with 2 and 5 between them where there are few.</summary>
    public override IReadOnlyList<double> Ticks(int wanted)
    {
        int first = (int)Math.Floor(Math.Log10(Low)), last = (int)Math.Ceiling(Math.Log10(High));
        int step = Math.Max(1, (int)Math.Ceiling((Math.Log10(High) - Math.Log10(Low)) / Math.Max(wanted, 1)));
        double[] mantissas = (last - first) * 2 <= wanted ? [1, 2, 5] : [1];
        var ticks = new List<double>();
        for (int decade = first; decade <= last; decade++)
        {
            if (decade % step != 0)
                continue;
            foreach (double mantissa in mantissas)
            {
                double tick = mantissa * Math.Pow(10, decade);
                if (tick >= Low * (1 - 1e-9) && tick <= High * (1 + 1e-9))
                    ticks.Add(tick);
            }
        }
        return ticks;
    }

    protected override double Fraction(double value) => Math.Log(value / Low) / Math.Log(High / Low);
}

/// <summary>Equal differences take equal room.</summary>
internal sealed class LinearScale(double low, double high, double pixelLow, double pixelHigh)
    : Scale(low, high, pixelLow, pixelHigh)
{
    /// <summary>Multiples of 1, 2 or 5 times a power of ten.</summary>
    public override IReadOnlyList<double> Ticks(int wanted)
    {
        double raw = (High - Low) / Math.Max(wanted, 1);
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = power * (raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        var ticks = new List<double>();
        for (double index = Math.Ceiling(Low / step - 1e-9); index * step <= High * (1 + 1e-9); index++)
            ticks.Add(index * step);
        return ticks;
    }

    protected override double Fraction(double value) => (value - Low) / (High - Low);
}
