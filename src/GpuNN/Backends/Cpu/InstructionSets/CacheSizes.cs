using System.Runtime.Intrinsics.X86;

namespace GpuNN.Backends.Cpu;

/// <summary>The data caches of this processor in bytes, from which block sizes follow.</summary>
/// <param name="Level1">The first level of one core.</param>
/// <param name="Level2">The second level of one core.</param>
/// <param name="Level3">The last level, shared; the second level's size where there is none.</param>
internal readonly record struct CacheSizes(int Level1, int Level2, int Level3)
{
    /// <summary>What this processor says of itself; on processors that do not say, the usual 32 KiB, 512 KiB and 8 MiB.</summary>
    public static CacheSizes Detected { get; } = Detect();

    private static CacheSizes Detect()
    {
        CacheSizes sizes = new(32 * 1024, 512 * 1024, 8 * 1024 * 1024);
        if (!X86Base.IsSupported)
        {
            return sizes;
        }

        // Intel describes its caches in leaf 4, AMD in the same form in leaf 0x8000001D.
        int highest = X86Base.CpuId(unchecked((int)0x80000000), 0).Eax;
        bool amd = X86Base.CpuId(0, 0).Ecx == 0x444D4163;
        int leaf = amd && (uint)highest >= 0x8000001D ? unchecked((int)0x8000001D) : 4;
        int[] found = new int[4];
        for (int index = 0; index < 8; index++)
        {
            (int eax, int ebx, int ecx, _) = X86Base.CpuId(leaf, index);
            int kind = eax & 31;
            int level = (eax >> 5) & 7;
            if (kind == 0)
            {
                break;
            }

            const int InstructionCache = 2;
            if (kind != InstructionCache && level is >= 1 and <= 3)
            {
                long ways = ((uint)ebx >> 22) + 1;
                long partitions = (((uint)ebx >> 12) & 1023) + 1;
                long line = ((uint)ebx & 4095) + 1;
                found[level] = (int)Math.Min(ways * partitions * line * ((uint)ecx + 1L), 1L << 30);
            }
        }

        if (found[1] > 0)
        {
            int second = found[2] > 0 ? found[2] : 8 * found[1];
            sizes = new CacheSizes(found[1], second, found[3] > 0 ? found[3] : second);
        }

        return sizes;
    }
}
