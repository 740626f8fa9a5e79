using GpuNN.Bench.Report.Svg;

namespace GpuNN.Bench.Report;

/// <summary>A bar with its label at the left and its value at the right.</summary>
internal sealed record Bar(string Label, int Series, double Value, string ValueText, string Tooltip = "");

/// <summary>Bars that belong together, under a heading.</summary>
internal sealed record BarGroup(string Heading, IReadOnlyList<Bar> Bars);

/// <summary>Horizontal bars in groups; a logarithmic axis where values differ by more than a factor of thirty.</summary>
internal static class BarChart
{
    private const double BarHeight = 17, BarGap = 4, HeadingHeight = 22, GroupGap = 10;

    public static string Draw(string title, string valueTitle, IReadOnlyList<BarGroup> groups, double width, string @class = "")
    {
        double labels = Math.Min(width * 0.36, groups.SelectMany(g => g.Bars).Max(bar => SvgCanvas.TextWidth(bar.Label, PlotFrame.FontSize)) + 12);
        double values = groups.SelectMany(g => g.Bars).Max(bar => SvgCanvas.TextWidth(bar.ValueText, PlotFrame.FontSize)) + 10;
        double height = 34 + groups.Sum(g => HeadingHeight + GroupGap + g.Bars.Count * (BarHeight + BarGap));
        var canvas = new SvgCanvas(width, height, title, @class);
        double left = labels, right = width - values, bottom = height - 34;
        Scale x = ValueScale(groups, left, right);
        IReadOnlyList<double> ticks = x.Ticks((int)((right - left) / 60));
        double y = 4;
        foreach (BarGroup group in groups)
        {
            canvas.Text(0, y + 15, group.Heading, "group-heading");
            y += HeadingHeight;
            double end = y + group.Bars.Count * (BarHeight + BarGap) - BarGap;
            foreach (double tick in ticks)
                canvas.Line(x.Map(tick), y - 3, x.Map(tick), end + 3, "grid");
            foreach (Bar bar in group.Bars)
            {
                DrawBar(canvas, bar, x, y, labels);
                y += BarHeight + BarGap;
            }
            canvas.Line(left, end - group.Bars.Count * (BarHeight + BarGap) + BarGap - 3, left, end + 3, "axis");
            y += GroupGap;
        }
        foreach (double tick in ticks)
            canvas.Text(x.Map(tick), bottom + 15, Quantity.Short(tick), "tick", "middle");
        canvas.Text((left + right) / 2, height - 3, valueTitle, "axis-title", "middle");
        return canvas.ToString();
    }

    private static void DrawBar(SvgCanvas canvas, Bar bar, Scale x, double y, double labels)
    {
        double end = x.Map(Math.Max(bar.Value, x.Low));
        canvas.Text(x.PixelLow - 7, y + 13, Fit(bar.Label, labels - 10), "bar-label", "end");
        canvas.Rectangle(x.PixelLow, y, end - x.PixelLow, BarHeight, $"bar s{bar.Series % 10}", bar.Tooltip);
        canvas.Text(end + 6, y + 13, bar.ValueText, "bar-value");
    }

    private static Scale ValueScale(IReadOnlyList<BarGroup> groups, double left, double right)
    {
        double[] values = [.. groups.SelectMany(g => g.Bars).Select(bar => bar.Value).Where(value => value > 0)];
        double high = values.Length > 0 ? values.Max() : 1;
        double low = values.Length > 0 ? values.Min() : 0;
        return high > 30 * low && low > 0
            ? new LogScale(low / 2, high * 1.02, left, right)
            : new LinearScale(0, high * 1.02, left, right);
    }

    private static string Fit(string text, double width)
    {
        int letters = (int)(width / SvgCanvas.TextWidth("x", PlotFrame.FontSize));
        return text.Length <= letters ? text : string.Concat(text.AsSpan(0, Math.Max(letters - 1, 1)), "…");
    }
}
