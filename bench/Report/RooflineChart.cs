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
                IsBackward(row) ? "hollow" : "");
        }
        LabelPoints(canvas, points, x, y, labels);
        Legend.Draw(canvas, [.. present.Select(family => (IndexOf(families, family), family))], left, 2, width - 70);
        return canvas.ToString();
    }

    /// <summary>The flat top, one slope per level, and a key to them in the empty corner at the lower right.</summary>
    private static void DrawRoofs(SvgCanvas canvas, DeviceSection device, LogScale x, LogScale y, LabelPlacer labels)
    {
        double peak = device.FlopsPerSecond;
        double fastest = device.Roofs.Count > 0 ? device.Roofs.Max(roof => roof.BytesPerSecond) : peak;
        canvas.Line(x.Map(Math.Clamp(peak / fastest, x.Low, x.High)), y.Map(peak), x.PixelHigh, y.Map(peak), "roof");
        canvas.Text(x.PixelHigh, y.PixelHigh - 12, "top: " + Quantity.FlopRate(peak) + " multiply-add", "roof-label", "end");
        for (int i = 0; i < device.Roofs.Count; i++)
        {
            BandwidthRoof roof = device.Roofs[i];
            string style = i == device.Roofs.Count - 1 ? "roof" : i == device.Roofs.Count - 2 ? "roof thin" : "roof thin dotted";
            double start = Math.Max(x.Low, y.Low / roof.BytesPerSecond);
            double end = Math.Min(x.High, peak / roof.BytesPerSecond);
            if (end > start)
                canvas.Line(x.Map(start), y.Map(start * roof.BytesPerSecond), x.Map(end), y.Map(end * roof.BytesPerSecond), style);
            double row = y.PixelLow - 12 - 17 * (device.Roofs.Count - 1 - i);
            canvas.Line(x.PixelHigh - 164, row - 4, x.PixelHigh - 136, row - 4, style);
            canvas.Text(x.PixelHigh - 128, row, $"{roof.Level} {Quantity.ByteRate(roof.BytesPerSecond)}", "roof-label");
        }
        labels.Block(x.PixelHigh - 84, y.PixelLow - 8 * device.Roofs.Count, 88, 9 * device.Roofs.Count + 6);
    }

    /// <summary>The largest size of each operator and direction is named, the best first.</summary>
    private static void LabelPoints(SvgCanvas canvas, BenchmarkRow[] points, LogScale x, LogScale y, LabelPlacer labels)
    {
        IEnumerable<BenchmarkRow> named = points
            .GroupBy(row => (row.Family, row.Operator, row.Direction))
            .Select(group => group.OrderByDescending(row => row.Flops).ThenBy(row => row.MedianMs).First())
            .OrderBy(IsBackward)
            .ThenByDescending(row => row.GigaflopsPerSecond);
        foreach (BenchmarkRow row in named)
        {
            string text = IsBackward(row) ? row.Operator + " ∇" : row.Operator;
            double pointX = x.Map(row.Intensity), pointY = y.Map(row.GigaflopsPerSecond * 1e9);
            if (labels.Place(pointX, pointY, SvgCanvas.TextWidth(text, 11), 11, 9) is { } place)
                canvas.Text(place.X, place.Y, text, "point-label");
        }
    }

    private static bool IsBackward(BenchmarkRow row) => row.Direction is not ("forward" or "step");

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
