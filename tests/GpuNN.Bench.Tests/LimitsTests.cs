using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Tests;

public class LimitsTests
{
    [Theory]
    [InlineData("32K", 32768)]
    [InlineData("1024K", 1048576)]
    [InlineData("8M", 8388608)]
    [InlineData("64", 64)]
    [InlineData("", 0)]
    [InlineData("many", 0)]
    public void CacheSizesOfTheKernelAreRead(string text, long expected) => Assert.Equal(expected, CacheSizes.ParseSize(text));

    [Fact]
    public void AnUnknownFolderHasNoCaches() => Assert.Null(CacheSizes.FromSysfs(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));

    [Fact]
    public void TheProcessorIsNamed() =>
        Assert.Equal("Example 1 (family 25, model 97)", MachineDescription.FromCpuInfo(
            ["processor\t: 0", "cpu family\t: 25", "model\t\t: 97", "model name\t: Example 1", "", "model name\t: Example 2"]));

    [Fact]
    public void TheLimitIsTheSlowerOfArithmeticAndTraffic()
    {
        var bandwidth = new MemoryBandwidth(20e9, 10e9, 8e9, 9e9, 7e9);
        var cache = new MemoryBandwidth(200e9, 100e9, 8e9, 90e9, 7e9);
        var limits = new MachineLimits(1, 100e9, [new MemoryLevel("L3", 1 << 20, cache), new MemoryLevel("memory", long.MaxValue, bandwidth)]);
        Assert.Equal(1, limits.LeastSeconds(new Work(100e9, 1e6, 1e6)), 9);
        Assert.Equal(1, limits.LeastSeconds(new Work(1, 5e9, 5e9)), 9);
        Assert.Equal(1, limits.LeastSeconds(new Work(1, 20e9, 0)), 9);
        Assert.Equal(1e-5, limits.LeastSeconds(new Work(1, 5e5, 5e5)), 12);
        Assert.Equal("memory", limits.LevelFor(2 << 20).Name);
    }

    [Fact]
    public void MeasuredLimitsArePlausible()
    {
        double peak = FmaPeak.Measure(1, tries: 1);
        Assert.InRange(peak, 1e8, 1e12);
        MemoryBandwidth bandwidth = MemoryBandwidth.Measure(4 << 20, 1, tries: 1);
        Assert.InRange(bandwidth.Read, 1e8, 1e13);
        Assert.InRange(bandwidth.FastestStream, 1e8, 1e13);
        Assert.InRange(ClockEstimate.Gigahertz(), 0.3, 10);
    }
}
