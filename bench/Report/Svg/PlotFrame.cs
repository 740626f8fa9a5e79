namespace GpuNN.Bench.Report.Svg;

/// <summary>The axes of a plot: grid, tick labels and titles; marks come on top of it.</summary>
internal static class PlotFrame
{
    public const double FontSize = 12;

    public static void Draw(
        SvgCanvas canvas, Scale x, Scale y, string xTitle, string yTitle,
        Func<double, string> xLabel, Func<double, string> yLabel)
    {
        double left = x.PixelLow, right = x.PixelHigh, bottom = y.PixelLow, top = y.PixelHigh;
        foreach (double tick in y.Ticks((int)((bottom - top) / 44)))
        {
            canvas.Line(left, y.Map(tick), right, y.Map(tick), "grid");
            canvas.Text(left - 7, y.Map(tick) + 4, yLabel(tick), "tick", "end");
        }
        foreach (double tick in x.Ticks((int)((right - left) / 56)))
        {
            canvas.Line(x.Map(tick), bottom, x.Map(tick), top, "grid");
            canvas.Text(x.Map(tick), bottom + 17, xLabel(tick), "tick", "middle");
        }
        canvas.Line(left, bottom, right, bottom, "axis");
        canvas.Text((left + right) / 2, bottom + 36, xTitle, "axis-title", "middle");
        canvas.Text(left - 52, top - 12, yTitle, "axis-title");
    }
}
