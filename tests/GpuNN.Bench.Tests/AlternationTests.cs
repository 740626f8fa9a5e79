using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Tests;

public class AlternationTests
{
    [Fact]
    public void ContendersTakeTurns()
    {
        var order = new List<string>();
        var plan = new TimingPlan(2, 0, 0, 3, 0, 0);
        TimingSummary[] summaries = AlternatingRunner.Run([new Recorded("a", order, 2), new Recorded("b", order, 5)], plan);
        Assert.Equal("warm a,warm b,a,b,a,b,a,b", string.Join(',', order));
        Assert.Equal([2.0, 5.0], summaries.Select(summary => summary.Median));
    }

    [Fact]
    public void WarmUpCallsAtLeastAsOftenAsAsked()
    {
        int calls = 0;
        new ActionContender("x", () => calls++).WarmUp(new TimingPlan(30, 0, 10, 1, 0, 0));
        Assert.True(calls >= 30, $"{calls} calls");
    }

    [Fact]
    public void ASlowCaseStopsWarmingUpAtTheLimit()
    {
        int calls = 0;
        new ActionContender("x", () => { calls++; Thread.Sleep(20); }).WarmUp(new TimingPlan(1000, 0, 0.05, 1, 0, 0));
        Assert.InRange(calls, 2, 6);
    }

    [Fact]
    public void ShortCallsAreTimedInBatches()
    {
        int calls = 0;
        var contender = new ActionContender("x", () => calls++);
        contender.WarmUp(new TimingPlan(30, 0.005, 1, 1, 0, 0));
        calls = 0;
        IReadOnlyList<double> samples = contender.Turn(0.001);
        Assert.True(calls > 20 * samples.Count, $"{calls} calls in {samples.Count} samples");
    }

    [Fact]
    public void ProgressSaysWhatHowFarAndTheTimeLeft()
    {
        Assert.Equal("[  1/4] 0:00  gemm", Progress.Line("gemm", 0, 4, TimeSpan.Zero));
        Assert.Equal("[  3/4] 1:00, 1:00 left  softmax", Progress.Line("softmax", 2, 4, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void WithoutATerminalProgressIsPlainLines()
    {
        var writer = new StringWriter();
        var progress = new Progress(2, writer, isTerminal: false);
        progress.Begin("one");
        progress.Begin("two");
        progress.End();
        Assert.DoesNotContain('\r', writer.ToString().ReplaceLineEndings("\n"));
        Assert.Equal(2, writer.ToString().ReplaceLineEndings("\n").Count(c => c == '\n'));
    }

    private sealed class Recorded(string name, List<string> order, double seconds) : IContender
    {
        public string Name => name;

        public void WarmUp(TimingPlan plan) => order.Add("warm " + name);

        public IReadOnlyList<double> Turn(double budget)
        {
            order.Add(name);
            return [seconds];
        }
    }
}
