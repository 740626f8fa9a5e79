namespace GpuNN.Kernels;

/// <summary>How a matrix keeps elements that are computed with as <typeparamref name="T"/>. Products read and write through it,
/// so that one kernel serves float16 and bfloat16, whose sums are float32, as it serves float32 and float64.</summary>
internal interface IElementStorage<TStored, T>
    where TStored : unmanaged
    where T : unmanaged
{
    static abstract T Read(TStored stored);

    /// <summary>Rounds to the nearest, ties to even.</summary>
    static abstract TStored Write(T value);
}

/// <summary>As they are.</summary>
internal readonly struct PlainStorage<T> : IElementStorage<T, T>
    where T : unmanaged
{
    public static T Read(T stored) => stored;

    public static T Write(T value) => value;
}

/// <summary>The bits of float16.</summary>
internal readonly struct Float16Storage : IElementStorage<ushort, float>
{
    public static float Read(ushort stored) => Float16Bits.ToSingle(stored);

    public static ushort Write(float value) => Float16Bits.FromSingle(value);
}

/// <summary>The bits of bfloat16.</summary>
internal readonly struct BFloat16Storage : IElementStorage<ushort, float>
{
    public static float Read(ushort stored) => ShortFloats.FromBFloat16(stored);

    public static ushort Write(float value) => ShortFloats.ToBFloat16(value);
}
