using System.Globalization;
using System.Xml.Linq;
using GpuNN.Bench.Report;
using GpuNN.Bench.Report.Svg;

namespace GpuNN.Bench.Tests;

public class SvgTests
{
    [Fact]
    public void LogarithmsMapEqualRatiosToEqualRoom()
    {
        var scale = new LogScale(1, 1000, 0, 300);
        Assert.Equal(100, scale.Map(10), 9);
        Assert.Equal(200, scale.Map(100), 9);
        Assert.Equal([1.0, 10, 100, 1000], scale.Ticks(4));
        Assert.Equal([1.0, 100], scale.Ticks(2));
    }

    [Fact]
    public void AShortLogarithmicAxisGetsTwosAndFives() =>
        Assert.Equal([1.0, 2, 5, 10], new LogScale(1, 12, 0, 300).Ticks(6));

    [Fact]
    public void ALogarithmicAxisRefusesZero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogScale(0, 1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogScale(2, 2, 0, 1));
    }

    [Fact]
    public void ARangeOfOneValueIsWidened()
    {
        LogScale scale = LogScale.Around([5.0, 0, double.NaN], 0, 100);
        Assert.True(scale.Low < 5 && scale.High > 5);
        Assert.Equal(50, scale.Map(5), 9);
    }

    [Fact]
    public void LinearTicksAreRoundNumbers()
    {
        Assert.Equal([0.0, 20, 40, 60, 80, 100], new LinearScale(0, 100, 0, 500).Ticks(5));
        Assert.Equal([0.0, 0.5, 1, 1.5], new LinearScale(0, 1.7, 0, 500).Ticks(4));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1500, "1.5k")]
    [InlineData(999.6, "1k")]
    [InlineData(2.05e9, "2.05G")]
    [InlineData(0.05, "0.05")]
    public void NumbersHaveShortForms(double value, string expected) => Assert.Equal(expected, Quantity.Short(value));

    [Theory]
    [InlineData(2.5, "2.5 s")]
    [InlineData(0.0123, "12.3 ms")]
    [InlineData(4.5e-6, "4.5 µs")]
    [InlineData(30e-9, "30 ns")]
    public void TimesChooseTheirUnit(double seconds, string expected) => Assert.Equal(expected, Quantity.Time(seconds));

    [Fact]
    public void LabelsNeverOverlap()
    {
        var placer = new LabelPlacer(0, 0, 200, 200);
        var boxes = new List<(double X, double Y)>();
        for (int i = 0; i < 40; i++)
        {
            if (placer.Place(100, 100, 60, 10, 8) is { } place)
                boxes.Add(place);
        }
        Assert.InRange(boxes.Count, 2, 8);
        for (int i = 0; i < boxes.Count; i++)
        {
            for (int j = i + 1; j < boxes.Count; j++)
                Assert.True(Math.Abs(boxes[i].X - boxes[j].X) >= 60 || Math.Abs(boxes[i].Y - boxes[j].Y) >= 11 - 1e-9);
        }
    }

    [Fact]
    public void PicturesAreWellFormedWhateverTheTextAndCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            string svg = BarChart.Draw("<a & \"b\">", "ms", [new BarGroup("x < y & z", [new Bar("ı <i>", 3, 1.5, "1.5", "a\"b")])], 360);
            XElement root = XElement.Parse(svg);
            Assert.Equal("<a & \"b\">", root.Attribute("aria-label")!.Value);
            foreach (XElement shape in root.Descendants().Where(e => e.Name.LocalName is "rect" or "line"))
                Assert.All(shape.Attributes().Where(a => a.Name != "class"), a => Assert.DoesNotContain(',', a.Value));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
