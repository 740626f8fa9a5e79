using GpuNN.Bench.Report.Svg;
using GpuNN.Bench.Suite;

namespace GpuNN.Bench.Report;

/// <summary>
/// A device's roofs, and each operator under them: across, the FLOP an operator does per byte it must move; up, the FLOP/s
/// it reached. Under the slope memory bounds it, under the flat top arithmetic does.
/// </summary>
internal static class RooflineChart
{
    public static string Draw(DeviceSection device, IReadOnlyList<BenchmarkRow> rows, IReadOnlyList<string> families, double width, string @class)
    {
        BenchmarkRow[] points = [.. rows.Where(row => row.IsTimed && row.Flops > 0 && row.Bytes > 0)];
        string[] present = [.. families.Where(family => points.Any(row => row.Family == family))];
        double legend = Legend.Height(present, width - 70);
        double height = Math.Max(320, width * 0.5) + legend;
        var canvas = new SvgCanvas(width, height, $"Roofline of {device.Name}", @class);
        double left = 62, right = width - 12, top = legend + 30, bottom = height - 46;

        double memory = device.Roofs.Count > 0 ? device.Roofs[^1].BytesPerSecond : 0;
        double ridge = memory > 0 ? device.FlopsPerSecond / memory : 1;
        LogScale x = LogScale.Around(points.Select(row => row.Intensity).Append(ridge * 2).Append(0.1), left, right, 1.4);
        double lowest = points.Length > 0 ? points.Min(row => row.GigaflopsPerSecond * 1e9) : device.FlopsPerSecond / 100;
        var y = new LogScale(Math.Min(lowest / 2, device.FlopsPerSecond / 50), device.FlopsPerSecond * 1.9, bottom, top);

        PlotFrame.Draw(canvas, x, y, "FLOP per byte of compulsory traffic", "FLOP/s", Quantity.Short, Quantity.Short);
        var labels = new LabelPlacer(left, top, right, bottom);
        foreach (BenchmarkRow row in points)
            labels.Block(x.Map(row.Intensity), y.Map(row.GigaflopsPerSecond * 1e9), 6, 6);
        DrawRoofs(canvas, device, x, y, labels);
        foreach (BenchmarkRow row in points.OrderBy(row => row.Size == "large" ? 1 : 0))
        {
            int series = IndexOf(families, row.Family);
            canvas.Mark(series, x.Map(row.Intensity), y.Map(row.GigaflopsPerSecond * 1e9), row.Size switch { "small" => 3, "large" => 5.5, _ => 4.2 },
                $"{row.Operator} {row.Direction} {row.Shape} {row.Variant}\n{Quantity.Time(row.MedianMs * 1e-3)}, {Quantity.FlopRate(row.GigaflopsPerSecond * 1e9)}, {Quantity.Digits(row.PercentOfLimit)}% of the limit",
                row.Direction == "backward" ? "hollow" : "");
        }
        LabelPoints(canvas, points, x, y, labels);
        Legend.Draw(canvas, [.. present.Select(family => (IndexOf(families, family), family))], left, 2, width - 70);
        return canvas.ToString();
    }

    private static void DrawRoofs(SvgCanvas canvas, DeviceSection device, LogScale x, LogScale y, LabelPlacer labels)
    {
        double peak = device.FlopsPerSecond;
        double fastest = device.Roofs.Count > 0 ? device.Roofs.Max(roof => roof.BytesPerSecond) : peak;
        canvas.Line(x.Map(Math.Clamp(peak / fastest, x.Low, x.High)), y.Map(peak), x.PixelHigh, y.Map(peak), "roof");
        string name = "multiply-add peak " + Quantity.FlopRate(peak);
        canvas.Text(x.PixelHigh - 4, y.Map(peak) - 7, name, "roof-label", "end");
        double half = SvgCanvas.TextWidth(name, PlotFrame.FontSize) / 2;
        labels.Block(x.PixelHigh - 4 - half, y.Map(peak) - 10, half, 8);
        foreach (BandwidthRoof roof in device.Roofs)
        {
            double start = Math.Max(x.Low, y.Low / roof.BytesPerSecond);
            double end = Math.Min(x.High, peak / roof.BytesPerSecond);
            if (end <= start)
                continue;
            bool main = roof == device.Roofs[^1];
            canvas.Line(x.Map(start), y.Map(start * roof.BytesPerSecond), x.Map(end), y.Map(end * roof.BytesPerSecond), main ? "roof" : "roof thin");
            double angle = -Math.Atan2(
                y.Map(start * roof.BytesPerSecond) - y.Map(end * roof.BytesPerSecond), x.Map(end) - x.Map(start)) * 180 / Math.PI;
            double at = start * Math.Pow(end / start, 0.06);
            canvas.Text(x.Map(at), y.Map(at * roof.BytesPerSecond) - 6, $"{roof.Level} {Quantity.ByteRate(roof.BytesPerSecond)}", "roof-label", rotate: angle);
        }
    }

    /// <summary>The largest size of each operator and direction is named, the best first.</summary>
    private static void LabelPoints(SvgCanvas canvas, BenchmarkRow[] points, LogScale x, LogScale y, LabelPlacer labels)
    {
        IEnumerable<BenchmarkRow> named = points
            .GroupBy(row => (row.Family, row.Operator, row.Direction))
            .Select(group => group.OrderByDescending(row => row.Flops).ThenBy(row => row.MedianMs).First())
            .OrderBy(row => row.Direction == "backward")
            .ThenByDescending(row => row.GigaflopsPerSecond);
        foreach (BenchmarkRow row in named)
        {
            string text = row.Direction == "backward" ? row.Operator + " ∇" : row.Operator;
            double pointX = x.Map(row.Intensity), pointY = y.Map(row.GigaflopsPerSecond * 1e9);
            if (labels.Place(pointX, pointY, SvgCanvas.TextWidth(text, 11), 11, 9) is { } place)
                canvas.Text(place.X, place.Y, text, "point-label");
        }
    }

    private static int IndexOf(IReadOnlyList<string> families, string family)
    {
        for (int i = 0; i < families.Count; i++)
        {
            if (families[i] == family)
                return i;
        }
        return 0;
    }
}
