using System.Diagnostics;

namespace GpuNN.Jit.Tests.Targets.OpenCl;

/// <summary>
/// The sample kernels under oclgrind, which interprets OpenCL and reports races and accesses outside buffers. It runs in a
/// process of its own, reached through OCL_ICD_VENDORS: its wrapper would leave this host on PoCL.
/// </summary>
public sealed class OclgrindTests
{
    private const string Library = "/usr/lib/oclgrind/liboclgrind-rt-icd.so";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [SkippableFact]
    public void TheSampleKernelsHaveNoRace()
    {
        string output = Run("sample");
        Assert.Contains("platform: Oclgrind", output, StringComparison.Ordinal);
        Assert.Contains("finished", output, StringComparison.Ordinal);
        Assert.DoesNotContain("race", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Invalid", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void APlantedRaceIsReported()
    {
        string output = Run("planted");
        Assert.Contains("platform: Oclgrind", output, StringComparison.Ordinal);
        Assert.Contains("data race", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("ForgetsABarrier", output, StringComparison.Ordinal);
    }

    private static string Run(string what)
    {
        Skip.IfNot(File.Exists(Library), $"oclgrind is not installed: {Library} does not exist");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "GpuNN.Jit.Oclgrind.dll"), what])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OCL_ICD_VENDORS"] = Library;
        start.Environment["OCLGRIND_DATA_RACES"] = "1";
        start.Environment["GPUNN_CACHE"] = "off";
        using var process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"oclgrind did not finish in {s_patience}");
        }
        return output.Result + errors.Result;
    }
}
