using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Bench.Limits;

/// <summary>The machine that a set of numbers belongs to.</summary>
internal sealed record MachineDescription(
    string Processor, int LogicalProcessors, string InstructionSet, double ClockGigahertz, CacheSizes Caches,
    long MemoryBytes, string OperatingSystem, string Runtime)
{
    public static MachineDescription Detect() => new(
        DetectProcessor(),
        Environment.ProcessorCount,
        DetectInstructionSet(),
        ClockEstimate.Gigahertz(),
        CacheSizes.Detect(),
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        RuntimeInformation.OSDescription + " " + RuntimeInformation.OSArchitecture,
        RuntimeInformation.FrameworkDescription);

    public IEnumerable<(string Name, string Value)> Rows()
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        yield return ("Processor", Processor);
        yield return ("Logical processors", LogicalProcessors.ToString(invariant));
        yield return ("Instruction set", InstructionSet);
        yield return ("Clock, measured", ClockGigahertz.ToString("0.00", invariant) + " GHz");
        yield return ("Caches", $"L1 {Bytes(Caches.Level1)}, L2 {Bytes(Caches.Level2)}, L3 {Bytes(Caches.Level3)}");
        yield return ("Memory", Bytes(MemoryBytes));
        yield return ("System", OperatingSystem);
        yield return ("Runtime", Runtime);
    }

    internal static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => (bytes / (double)(1L << 30)).ToString("0.#", CultureInfo.InvariantCulture) + "\u00a0GiB",
        >= 1L << 20 => (bytes / (double)(1L << 20)).ToString("0.#", CultureInfo.InvariantCulture) + "\u00a0MiB",
        >= 1L << 10 => (bytes / (double)(1L << 10)).ToString("0.#", CultureInfo.InvariantCulture) + "\u00a0KiB",
        _ => bytes.ToString(CultureInfo.InvariantCulture) + " B",
    };

    /// <summary>The output of a small system command, or an empty string.</summary>
    internal static string Query(string command, string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            string output = process?.StandardOutput.ReadToEnd() ?? "";
            process?.WaitForExit();
            return output.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }

    private static string DetectProcessor()
    {
        string name = "";
        if (System.OperatingSystem.IsLinux() && File.Exists("/proc/cpuinfo"))
            name = FromCpuInfo(File.ReadLines("/proc/cpuinfo"));
        else if (System.OperatingSystem.IsMacOS())
            name = Query("sysctl", "-n machdep.cpu.brand_string");
        else if (System.OperatingSystem.IsWindows())
            name = Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "";
        return name.Length > 0 ? name : RuntimeInformation.ProcessArchitecture.ToString();
    }

    internal static string FromCpuInfo(IEnumerable<string> lines)
    {
        string name = "", family = "", model = "";
        foreach (string line in lines)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            string value = line[(colon + 1)..].Trim();
            switch (line[..colon].Trim())
            {
                case "model name": name = value; break;
                case "cpu family": family = value; break;
                case "model": model = value; break;
            }
            if (name.Length > 0 && family.Length > 0 && model.Length > 0)
                break;
        }
        return family.Length > 0 ? $"{name} (family {family}, model {model})" : name;
    }

    private static string DetectInstructionSet() =>
        Avx512F.IsSupported ? "AVX-512"
        : Fma.IsSupported ? "AVX2 + FMA"
        : Avx2.IsSupported ? "AVX2"
        : System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported ? "NEON"
        : "portable";
}
