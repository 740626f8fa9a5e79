using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GpuNN.Bench.Report;
using GpuNN.Bench.Suite;

namespace GpuNN.Bench.Tests;

public partial class ReportTests
{
    [Fact]
    public void TheReportNeedsNothingElse()
    {
        string html = HtmlReport.Write(SyntheticRun.Create());
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<link", html);
        Assert.DoesNotContain("<img", html);
        Assert.DoesNotContain("url(", html);
        Assert.All(Address().Matches(html), match => Assert.Equal("http://www.w3.org/2000/svg", match.Value));
    }

    [Fact]
    public void ItHasAtLeastFourWellFormedPictures()
    {
        string html = HtmlReport.Write(SyntheticRun.Create());
        MatchCollection pictures = Picture().Matches(html);
        Assert.True(pictures.Count >= 4, $"{pictures.Count} pictures");
        Assert.All(pictures, picture => XElement.Parse(picture.Value));
        foreach (string title in new[] { "Roofline of cpu", "Roofline of opencl:0", "Time of MatMul", "Variants side by side", "Devices side by side" })
            Assert.Contains(title, html);
    }

    [Fact]
    public void NoNumberIsNotANumber()
    {
        string html = HtmlReport.Write(SyntheticRun.Create());
        Assert.DoesNotContain("NaN", html);
        Assert.DoesNotContain("∞", html);
    }

    [Fact]
    public void TextIsEscaped() =>
        Assert.Contains("Example 9000 &amp; Sons", HtmlReport.Write(SyntheticRun.Create()));

    [Fact]
    public void ARunWithNothingInItStillMakesAReport()
    {
        BenchmarkRun empty = SyntheticRun.Create() with { Rows = [] };
        Assert.Contains("</html>", HtmlReport.Write(empty));
    }

    [Fact]
    public void JsonComesBackAsItWas()
    {
        BenchmarkRun run = SyntheticRun.Create();
        BenchmarkRun again = RunJson.Read(RunJson.Write(run));
        Assert.Equal(run.Rows, again.Rows);
        Assert.Equal(run.Machine, again.Machine);
        Assert.Equal(run.Started, again.Started);
        Assert.Equal(run.Devices.Select(device => device.FlopsPerSecond), again.Devices.Select(device => device.FlopsPerSecond));
    }

    [Fact]
    public void AMalformedBaselineIsRefused()
    {
        Assert.Throws<InvalidDataException>(() => RunJson.Read("{\"started\": 5"));
        Assert.Throws<InvalidDataException>(() => RunJson.Read("null"));
    }

    [Fact]
    public void CsvQuotesWhatItMustAndIgnoresTheCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            string[] lines = RunCsv.Write(SyntheticRun.Create()).Split("\r\n");
            int columns = lines[0].Split(',').Length;
            Assert.Equal(16, columns);
            Assert.All(lines[1..^2].Where(line => !line.Contains('"', StringComparison.Ordinal)), line => Assert.Equal(columns, line.Split(',').Length));
            Assert.EndsWith("\"not supported: \"\"double\"\", really\"", lines[^2]);
            Assert.Equal("", lines[^1]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ABaselineMarksOnlyWhatMovedBeyondNoise()
    {
        BenchmarkRun before = SyntheticRun.Create();
        BenchmarkRow[] rows = [.. before.Rows];
        rows[0] = rows[0] with { MedianMs = rows[0].MedianMs * 2 };
        rows[1] = rows[1] with { MedianMs = rows[1].MedianMs * (1 + rows[1].Spread / 2) };
        rows[2] = rows[2] with { MedianMs = rows[2].MedianMs / 3 };
        IReadOnlyList<BaselineChange> changes = BaselineComparison.Changes(before with { Rows = rows }, before);
        Assert.Equal([rows[2].Key, rows[0].Key], changes.Select(change => change.Row.Key));
        Assert.Equal(2, changes[1].TimeRatio, 12);
        Assert.Contains("2.00× slower", HtmlReport.Write(before with { Rows = rows }, before));
    }

    [Fact]
    public void RowsAgreeWhereTheirPrintedIntervalsMeet()
    {
        BenchmarkRun before = SyntheticRun.Create();
        BenchmarkRow[] rows = [.. before.Rows.Select(row => row with { MedianMs = row.MedianMs * 1.04, Spread = row.Spread * 0.5 + 0.03 })];
        BenchmarkRow[] were = [.. before.Rows.Select(row => row with { Spread = 0.03 })];
        BenchmarkRun now = before with { Rows = rows };
        (int agreeing, int compared) = BaselineComparison.Agreement(now, before with { Rows = were });
        int expected = rows.Zip(were).Count(pair => pair.First.IsTimed
            && pair.First.MedianMs * (1 - pair.First.Spread / 2) <= pair.Second.MedianMs * 1.015);
        Assert.Equal(rows.Count(row => row.IsTimed), compared);
        Assert.InRange(expected, 1, compared - 1);
        Assert.Equal(expected, agreeing);
        Assert.Equal((compared, compared), BaselineComparison.Agreement(before, before));
        Assert.Contains("median change +4.0%", RunTable.Agreement(now, before));
    }

    [Fact]
    public void TheMarkdownNamesEveryRowAndTheDevicesClock()
    {
        BenchmarkRun run = SyntheticRun.Create();
        string text = RunMarkdown.Write(run, run);
        Assert.Contains("(100.0%)", text);
        string[] sections = text.Split("\n## ");
        Assert.Equal(3, sections.Length);
        Assert.DoesNotContain("by device clock", sections[1]);
        Assert.Contains("by device clock", sections[2]);
        Assert.Equal(run.Rows.Count, text.Split('\n').Count(line => line.Contains(", forward") || line.Contains(", backward") || line.Contains(", step")));
    }

    [Fact]
    public void QuietRowsStillNeedFivePercent()
    {
        BenchmarkRow row = SyntheticRun.Create().Rows[0] with { Spread = 0 };
        Assert.False(BaselineComparison.IsBeyondNoise(new BaselineChange(row with { MedianMs = row.MedianMs * 1.04 }, row)));
        Assert.True(BaselineComparison.IsBeyondNoise(new BaselineChange(row with { MedianMs = row.MedianMs * 1.06 }, row)));
    }

    [GeneratedRegex("https?://[^\"'<> ]+")]
    private static partial Regex Address();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Picture();
}
