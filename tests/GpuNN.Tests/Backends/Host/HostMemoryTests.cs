using System.Globalization;
using GpuNN.Backends;

namespace GpuNN.Tests.Backends.Host;

public sealed unsafe class HostMemoryTests
{
    private const string HugePagesAdvised = "hg";

    [SkippableTheory]
    [InlineData(2 * 1024 * 1024)]
    [InlineData(17 * 1024 * 1024 + 100)]
    public void Large_blocks_ask_for_huge_pages(int bytes)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "huge pages are asked for on Linux only");
        Skip.If(Environment.GetEnvironmentVariable("GPUNN_HUGE_PAGES") == "0", "GPUNN_HUGE_PAGES is 0");
        Skip.IfNot(File.Exists("/sys/kernel/mm/transparent_hugepage/enabled"), "this kernel has no transparent huge pages");

        byte* block = (byte*)HostMemory.Allocate((nuint)bytes, 64);
        try
        {
            new Span<byte>(block, bytes).Fill(1);
            Assert.Contains(HugePagesAdvised, FlagsOfMapping((nuint)block));
        }
        finally
        {
            HostMemory.Free(block);
        }
    }

    [Theory]
    [InlineData(1, 64)]
    [InlineData(100_000, 128)]
    [InlineData(4_000_000, 128)]
    public void Blocks_are_aligned(int bytes, int alignment)
    {
        void* block = HostMemory.Allocate((nuint)bytes, (nuint)alignment);
        try
        {
            Assert.Equal(0u, (nuint)block % (nuint)alignment);
        }
        finally
        {
            HostMemory.Free(block);
        }
    }

    private static string[] FlagsOfMapping(nuint address)
    {
        bool inside = false;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            string first = line.Split(' ', 2)[0];
            string[] bounds = first.Split('-');
            if (bounds.Length == 2)
                inside = Parse(bounds[0]) <= address && address < Parse(bounds[1]);
            else if (inside && first == "VmFlags:")
                return line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }

        return [];

        static nuint Parse(string text) => nuint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
