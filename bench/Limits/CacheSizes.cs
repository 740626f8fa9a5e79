using System.Globalization;

namespace GpuNN.Bench.Limits;

/// <summary>Bytes of data cache: level 1 and 2 of one core, level 3 of the whole processor.</summary>
internal sealed record CacheSizes(long Level1, long Level2, long Level3)
{
    /// <summary>What is assumed where the system does not say.</summary>
    public static CacheSizes Assumed { get; } = new(32 << 10, 512 << 10, 16 << 20);

    public long Last => Math.Max(Level3, Level2);

    public static CacheSizes Detect()
    {
        if (OperatingSystem.IsLinux())
            return FromSysfs("/sys/devices/system/cpu/cpu0/cache") ?? Assumed;
        if (OperatingSystem.IsMacOS())
            return FromSysctl();
        return Assumed;
    }

    internal static CacheSizes? FromSysfs(string folder)
    {
        if (!Directory.Exists(folder))
            return null;
        long[] sizes = new long[4];
        foreach (string index in Directory.GetDirectories(folder, "index*"))
        {
            if (Read("type") is "Instruction" || !int.TryParse(Read("level"), CultureInfo.InvariantCulture, out int level))
                continue;
            if (level is >= 1 and <= 3)
                sizes[level] = ParseSize(Read("size"));

            string Read(string file)
            {
                string path = Path.Combine(index, file);
                return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
            }
        }
        return sizes[1] == 0 ? null : new CacheSizes(sizes[1], sizes[2], sizes[3]);
    }

    internal static long ParseSize(string text)
    {
        if (text.Length == 0)
            return 0;
        long unit = char.ToUpperInvariant(text[^1]) switch { 'K' => 1L << 10, 'M' => 1L << 20, 'G' => 1L << 30, _ => 1 };
        string digits = unit == 1 ? text : text[..^1];
        return long.TryParse(digits, CultureInfo.InvariantCulture, out long value) ? value * unit : 0;
    }

    private static CacheSizes FromSysctl() => new(
        Sysctl("hw.perflevel0.l1dcachesize", "hw.l1dcachesize", Assumed.Level1),
        Sysctl("hw.perflevel0.l2cachesize", "hw.l2cachesize", Assumed.Level2),
        Sysctl("hw.l3cachesize", "hw.l3cachesize", 0));

    private static long Sysctl(string name, string otherName, long otherwise) =>
        long.TryParse(MachineDescription.Query("sysctl", "-n " + name), CultureInfo.InvariantCulture, out long value)
        || long.TryParse(MachineDescription.Query("sysctl", "-n " + otherName), CultureInfo.InvariantCulture, out value)
            ? value
            : otherwise;
}
