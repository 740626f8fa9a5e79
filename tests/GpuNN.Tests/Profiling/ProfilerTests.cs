using System.Text.Json;
using GpuNN.Profiling;

namespace GpuNN.Tests.Profiling;

/// <summary>What a profile holds, on the CPU and on an accelerator.</summary>
public sealed class ProfilerTests
{
    [Fact]
    public void Every_operator_is_counted_with_its_bytes()
    {
        Tensor a = Tensor.Ones([8, 16]), b = Tensor.Ones([16, 4]);
        using Profiler profiler = Profiler.Start();
        for (int run = 0; run < 3; run++) a.MatMul(b);
        Profile profile = profiler.Stop();
        a.MatMul(b);

        ProfileRow row = Assert.Single(profile.Rows);
        Assert.StartsWith("MatMul", row.Name, StringComparison.Ordinal);
        Assert.Equal(3, row.Calls);
        Assert.Equal(3 * 4 * ((8 * 16) + (16 * 4) + (8 * 4)), row.Bytes);
        Assert.Equal("cpu", row.Device);
        Assert.InRange(row.Total, TimeSpan.FromTicks(1), profile.Duration);
        Assert.Equal(3, profile.Events.Length);
    }

    [Fact]
    public void Kernels_stand_beside_the_operators_that_launched_them()
    {
        Device device = Device.Parse("jit-cpu");
        Tensor x = Tensor.Ones([64], device: device);
        using Profiler profiler = Profiler.Start();
        x.Exp();
        Profile profile = profiler.Stop();

        ProfileEvent kernel = Assert.Single(profile.Events, entry => entry.Kind == ProfileEventKind.Kernel);
        ProfileEvent exp = Assert.Single(profile.Events, entry => entry.Kind == ProfileEventKind.Operator);
        Assert.Equal("jit-cpu", kernel.Device);
        Assert.True(exp.Start <= kernel.Start && kernel.Start + kernel.Total <= exp.Start + exp.Total, $"{kernel} is not inside {exp}");
        long launches = device.Backend.ExecutionCount;
        x.Exp();
        Assert.Equal(launches + 1, device.Backend.ExecutionCount);
        Assert.Equal(2, profiler.Stop().Events.Length);
    }

    [Fact]
    public void Events_beyond_the_limit_are_in_the_sums_only()
    {
        Tensor x = Tensor.Ones([4]);
        using Profiler profiler = Profiler.Start(maximumEvents: 2);
        for (int run = 0; run < 5; run++) x.Exp();
        Profile profile = profiler.Stop();
        Assert.Equal(2, profile.Events.Length);
        Assert.Equal(3, profile.DroppedEvents);
        Assert.Equal(5, profile.Rows.Single().Calls);
    }

    [Fact]
    public async Task Tasks_that_the_code_starts_are_seen_and_strangers_are_not()
    {
        Tensor x = Tensor.Ones([4]);
        using var ready = new ManualResetEventSlim();
        var stranger = new Thread(() =>
        {
            ready.Wait();
            Tensor.Ones([4]).Exp();
        });
        using (ExecutionContext.SuppressFlow()) stranger.Start();
        using Profiler profiler = Profiler.Start();
        ready.Set();
        stranger.Join();
        await Task.Run(() => x.Exp());
        Assert.Equal(1, profiler.Stop().Rows.Single().Calls);
    }

    [Fact]
    public void Two_profiles_of_the_same_code_are_refused()
    {
        using Profiler profiler = Profiler.Start();
        Assert.Throws<InvalidOperationException>(() => Profiler.Start());
    }

    [Fact]
    public void The_trace_is_what_Chrome_reads()
    {
        Tensor x = Tensor.Ones([4], device: Device.Parse("jit-cpu"));
        using Profiler profiler = Profiler.Start();
        x.Exp();
        string path = Path.Combine(Path.GetTempPath(), $"gpunn-{Guid.NewGuid():N}.json");
        try
        {
            profiler.Stop().SaveChromeTrace(path);
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement[] events = [.. json.RootElement.GetProperty("traceEvents").EnumerateArray()];
            JsonElement[] complete = [.. events.Where(entry => entry.GetProperty("ph").GetString() == "X")];
            Assert.Equal(3, complete.Length);
            Assert.All(complete, entry => Assert.True(entry.GetProperty("dur").GetDouble() >= 0));
            Assert.Contains(events, entry => entry.GetProperty("ph").GetString() == "M"
                && entry.GetProperty("args").GetProperty("name").GetString() == "jit-cpu");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_table_names_each_operator_once()
    {
        Tensor x = Tensor.Ones([4]);
        using Profiler profiler = Profiler.Start();
        x.Exp();
        x.Exp();
        string table = profiler.Stop().ToString();
        Assert.Single(table.Split('\n'), line => line.StartsWith("Exp", StringComparison.Ordinal));
    }
}
