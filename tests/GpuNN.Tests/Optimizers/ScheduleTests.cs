using GpuNN.Optimizers.Schedules;

namespace GpuNN.Tests.Optimizers;

public sealed class ScheduleTests
{
    private static readonly Dictionary<string, LearningRateSchedule> Schedules = new()
    {
        ["step decay"] = new StepDecaySchedule(0.4, 3, 0.5),
        ["milestones"] = new MilestoneSchedule(0.4, [2, 5, 6], 0.5),
        ["exponential"] = new ExponentialSchedule(0.4, 0.9),
        ["polynomial"] = new PolynomialSchedule(0.4, 8, 0.1),
        ["cosine"] = new CosineSchedule(0.4, 9, 0.01),
        ["restarts"] = new CosineSchedule(0.4, 3, 0.01, restartFactor: 2),
        ["one cycle"] = new OneCycleSchedule(0.5, 10),
    };

    public static TheoryData<string> Names => [.. Schedules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_are_PyTorchs(string name)
    {
        double[][] expected = PyTorchRecord.Of(name);
        for (int step = 0; step < expected.Length; step++) Assert.Equal(expected[step][0], Schedules[name].At(step), 12);
    }

    [Fact]
    public void A_plateau_is_PyTorchs()
    {
        double[] measures = [1.0, 0.9, 0.95, 0.93, 0.92, 0.5, 0.6, 0.7, 0.8, 0.55];
        double[][] expected = PyTorchRecord.Of("plateau");
        var schedule = new PlateauSchedule(0.4, 0.5, patience: 1);
        for (int step = 0; step < measures.Length; step++)
        {
            schedule.Report(measures[step]);
            Assert.Equal(expected[step][0], schedule.At(step), 12);
        }
    }

    [Fact]
    public void A_plateau_of_a_larger_measure_stops_at_the_smallest_rate_and_NaN_is_no_improvement()
    {
        var schedule = new PlateauSchedule(1, 0.1, patience: 0, isMaximized: true, smallestRate: 0.05);
        schedule.Report(0.5);
        schedule.Report(0.9);
        Assert.Equal(1, schedule.Rate);
        schedule.Report(double.NaN);
        Assert.Equal(0.1, schedule.Rate, 12);
        schedule.Report(0.8);
        schedule.Report(0.8);
        Assert.Equal(0.05, schedule.Rate, 12);
    }

    [Fact]
    public void A_warm_up_rises_to_the_schedule_that_follows()
    {
        var schedule = new WarmUpSchedule(new ExponentialSchedule(0.8, 0.5), 4, 0.25);
        double[] rates = [.. Enumerable.Range(0, 7).Select(step => schedule.At(step))];
        double[] expected = [0.2, 0.35, 0.5, 0.65, 0.8, 0.4, 0.2];
        for (int step = 0; step < expected.Length; step++) Assert.Equal(expected[step], rates[step], 12);
    }

    [Fact]
    public void After_the_end_rates_stay()
    {
        Assert.Equal(0.01, new CosineSchedule(0.4, 9, 0.01).At(100), 12);
        Assert.Equal(0.1, new PolynomialSchedule(0.4, 8, 0.1).At(100), 12);
        Assert.Equal(new OneCycleSchedule(0.5, 10).At(9), new OneCycleSchedule(0.5, 10).At(100), 12);
    }

    [Fact]
    public void Impossible_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepDecaySchedule(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolynomialSchedule(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmUpSchedule(new ExponentialSchedule(1, 1), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(1, 10, riseShare: 1));
    }
}
