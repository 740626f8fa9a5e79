using GpuNN.Bench.Report.Svg;

namespace GpuNN.Bench.Report;

/// <summary>A line of a size chart.</summary>
/// <param name="Series">Which colour and mark.</param>
/// <param name="Name">For the legend.</param>
/// <param name="IsDashed">Backward passes are dashed.</param>
/// <param name="Points">Size, seconds and what a pointer over the mark says.</param>
internal sealed record SizeLine(int Series, string Name, bool IsDashed, IReadOnlyList<(double Size, double Seconds, string Tooltip)> Points);

/// <summary>Time against size, both logarithmic: a straight line of slope one means cost in proportion.</summary>
internal static class SizeChart
{
    public static string Draw(string title, string sizeTitle, IReadOnlyList<SizeLine> lines, double width)
    {
        string[] names = [.. lines.Select(line => line.Name).Distinct()];
        double legend = Legend.Height(names, width - 20);
        double height = 270 + legend;
        double left = 62, right = width - 14, top = legend + 32, bottom = height - 46;
        var canvas = new SvgCanvas(width, height, title);
        LogScale x = LogScale.Around(lines.SelectMany(line => line.Points).Select(p => p.Size), left, right);
        LogScale y = LogScale.Around(lines.SelectMany(line => line.Points).Select(p => p.Seconds), bottom, top);
        PlotFrame.Draw(canvas, x, y, sizeTitle, "time", Quantity.Short, Quantity.Time);
        foreach (SizeLine line in lines)
        {
            canvas.Polyline(line.Points.Select(p => (x.Map(p.Size), y.Map(p.Seconds))), $"line s{line.Series % 10}{(line.IsDashed ? " dashed" : "")}");
            foreach ((double size, double seconds, string tooltip) in line.Points)
                canvas.Mark(line.Series, x.Map(size), y.Map(seconds), 4, tooltip, line.IsDashed ? "hollow" : "");
        }
        Legend.Draw(canvas, [.. lines.DistinctBy(line => line.Name).Select(line => (line.Series, line.Name))], 8, 2, width - 20);
        return canvas.ToString();
    }
}
