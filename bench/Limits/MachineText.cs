using System.Globalization;
using System.Text;

namespace GpuNN.Bench.Limits;

/// <summary>The machine and its limits, in lines for a terminal.</summary>
internal static class MachineText
{
    public static string Describe(MachineDescription machine, IEnumerable<MachineLimits> limits)
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in machine.Rows())
            text.Append(CultureInfo.InvariantCulture, $"{name,-20} {value}\n");
        foreach (MachineLimits limit in limits)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"\nlimits, {limit.Threads} thread{(limit.Threads == 1 ? "" : "s")}: multiply-add {limit.FlopsPerSecond / 1e9:0.0} GFLOP/s\n");
            foreach (MemoryLevel level in limit.Levels)
            {
                MemoryBandwidth b = level.Bandwidth;
                text.Append(CultureInfo.InvariantCulture,
                    $"  {level.Name,-8} read {b.Read / 1e9,6:0.0}  copy {b.Copy / 1e9,6:0.0}  copy, non-temporal {b.CopyNonTemporal / 1e9,6:0.0}  z=x+y {b.Add / 1e9,6:0.0}  z=x+y, non-temporal {b.AddNonTemporal / 1e9,6:0.0} GB/s\n");
            }
        }
        return text.Append('\n').ToString();
    }
}
