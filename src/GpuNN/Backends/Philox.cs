namespace GpuNN.Backends;

/// <summary>Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011): a bijection of 128-bit
/// counters under a 64-bit key, so that element i's numbers need no state.</summary>
internal static class Philox
{
    private const uint MultiplierA = 0xD2511F53, MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9, WeylB = 0xBB67AE85;

    /// <summary>The four words of a counter.</summary>
    public static (uint X, uint Y, uint Z, uint W) Block(ulong seed, ulong counter)
    {
        uint keyA = (uint)seed, keyB = (uint)(seed >> 32);
        uint x = (uint)counter, y = (uint)(counter >> 32), z = 0, w = 0;
        for (int round = 0; round < 10; round++)
        {
            ulong productA = (ulong)MultiplierA * x, productB = (ulong)MultiplierB * z;
            x = (uint)(productB >> 32) ^ y ^ keyA;
            z = (uint)(productA >> 32) ^ w ^ keyB;
            y = (uint)productB;
            w = (uint)productA;
            keyA += WeylA;
            keyB += WeylB;
        }

        return (x, y, z, w);
    }

    /// <summary>A number in [0, 1) of the upper 24 bits.</summary>
    public static float ToUniform(uint word) => (word >> 8) * (1f / (1 << 24));
}
