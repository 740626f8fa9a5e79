namespace GpuNN.Kernels;

/// <summary>The four words that Philox4x32-10 (Salmon et al. 2011) makes of a counter.</summary>
internal struct PhiloxBlock
{
    private const uint MultiplierA = 0xD2511F53, MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9, WeylB = 0xBB67AE85;

    public uint X;
    public uint Y;
    public uint Z;
    public uint W;

    /// <summary>The block of a counter under a key.</summary>
    public static PhiloxBlock Of(ulong seed, ulong counter)
    {
        uint keyA = (uint)seed, keyB = (uint)(seed >> 32);
        PhiloxBlock block = default;
        block.X = (uint)counter;
        block.Y = (uint)(counter >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong productA = (ulong)MultiplierA * block.X, productB = (ulong)MultiplierB * block.Z;
            block.X = (uint)(productB >> 32) ^ block.Y ^ keyA;
            block.Z = (uint)(productA >> 32) ^ block.W ^ keyB;
            block.Y = (uint)productB;
            block.W = (uint)productA;
            keyA += WeylA;
            keyB += WeylB;
        }

        return block;
    }

    /// <summary>A number in [0, 1) of the upper 24 bits; through int, since uint → float may go through float64.</summary>
    public static float ToUniform(uint word) => (int)(word >> 8) * (1f / (1 << 24));
}
