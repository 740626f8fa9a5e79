namespace GpuNN.Kernels;

/// <summary>Reads a stored element as a value: float for the short floating-point types, double, or long for
/// integers.</summary>
internal interface IReader<TStored, TValue>
{
    static abstract TValue Read(TStored stored);
}

/// <summary>Rounds a value to a stored element. From floating point to integers it truncates towards zero and saturates,
/// and NaN gives 0; between integers it saturates; to bool it is ≠ 0.</summary>
internal interface IWriter<TStored>
{
    static abstract TStored Write(float value);

    static abstract TStored Write(double value);

    static abstract TStored Write(long value);
}

/// <summary>Which of <see cref="IWriter{TStored}"/>'s methods takes a kind of value.</summary>
internal interface IValue<TValue>
{
    static abstract TStored Write<TStored, TWriter>(TValue value)
        where TWriter : struct, IWriter<TStored>;
}

/// <summary>Single precision on the way.</summary>
internal readonly struct SingleValue : IValue<float>
{
    public static TStored Write<TStored, TWriter>(float value)
        where TWriter : struct, IWriter<TStored> => TWriter.Write(value);
}

/// <summary>Double precision on the way.</summary>
internal readonly struct DoubleValue : IValue<double>
{
    public static TStored Write<TStored, TWriter>(double value)
        where TWriter : struct, IWriter<TStored> => TWriter.Write(value);
}

/// <summary>64-bit integers on the way.</summary>
internal readonly struct LongValue : IValue<long>
{
    public static TStored Write<TStored, TWriter>(long value)
        where TWriter : struct, IWriter<TStored> => TWriter.Write(value);
}

/// <summary>float32.</summary>
internal readonly struct Float32Elements : IReader<float, float>, IWriter<float>
{
    public static float Read(float stored) => stored;

    public static float Write(float value) => value;

    public static float Write(double value) => (float)value;

    public static float Write(long value) => value;
}

/// <summary>float64.</summary>
internal readonly struct Float64Elements : IReader<double, double>, IWriter<double>
{
    public static double Read(double stored) => stored;

    public static double Write(float value) => value;

    public static double Write(double value) => value;

    public static double Write(long value) => value;
}

/// <summary>float16, its bits as an integer: every device can store it, whether it computes in it or not.</summary>
internal readonly struct Float16Elements : IReader<ushort, float>, IWriter<ushort>
{
    public static float Read(ushort stored) => Float16Bits.ToSingle(stored);

    public static ushort Write(float value) => Float16Bits.FromSingle(value);

    public static ushort Write(double value) => Float16Bits.FromSingle((float)value);

    public static ushort Write(long value) => Float16Bits.FromSingle(value);
}

/// <summary>bfloat16: the upper half of a float32.</summary>
internal readonly struct BFloat16Elements : IReader<ushort, float>, IWriter<ushort>
{
    public static float Read(ushort stored) => ShortFloats.FromBFloat16(stored);

    public static ushort Write(float value) => ShortFloats.ToBFloat16(value);

    public static ushort Write(double value) => ShortFloats.ToBFloat16((float)value);

    public static ushort Write(long value) => ShortFloats.ToBFloat16(value);
}

/// <summary>int32.</summary>
internal readonly struct Int32Elements : IReader<int, long>, IWriter<int>
{
    public static long Read(int stored) => stored;

    public static int Write(float value) => (int)value;

    public static int Write(double value) => (int)value;

    public static int Write(long value) => value > int.MaxValue ? int.MaxValue : value < int.MinValue ? int.MinValue : (int)value;
}

/// <summary>int64.</summary>
internal readonly struct Int64Elements : IReader<long, long>, IWriter<long>
{
    public static long Read(long stored) => stored;

    public static long Write(float value) => (long)value;

    public static long Write(double value) => (long)value;

    public static long Write(long value) => value;
}

/// <summary>uint8.</summary>
internal readonly struct UInt8Elements : IReader<byte, long>, IWriter<byte>
{
    public static long Read(byte stored) => stored;

    public static byte Write(float value) => Write((long)(int)value);

    public static byte Write(double value) => Write((long)(int)value);

    public static byte Write(long value) => value > 255 ? (byte)255 : value < 0 ? (byte)0 : (byte)value;
}

/// <summary>bool, a byte of 0 or 1.</summary>
internal readonly struct BoolElements : IReader<byte, long>, IWriter<byte>
{
    public static long Read(byte stored) => stored;

    public static byte Write(float value) => value != 0 ? (byte)1 : (byte)0;

    public static byte Write(double value) => value != 0 ? (byte)1 : (byte)0;

    public static byte Write(long value) => value != 0 ? (byte)1 : (byte)0;
}
