namespace GpuNN.Kernels;

/// <summary>float64 by its bits: a set sign turns all bits, a clear one turns the sign.</summary>
internal readonly struct UInt64Key : ISortKey<double, ulong>
{
    public static ulong Greatest => 0xFFFFFFFFFFFFFFFFul;

    public static bool IsLess(ulong first, ulong second) => first < second;

    public static int Digit(ulong key, int shift) => (int)(key >> shift) & (DigitTile.Digits - 1);

    public static ulong Of(double value, bool isDescending)
    {
        ulong bits = Interop.FloatAsInt(value == 0 ? 0.0 : value);
        ulong key = (bits & 0x8000000000000000ul) != 0 ? ~bits : bits | 0x8000000000000000ul;
        if (double.IsNaN(value)) key = 0xFFFFFFFFFFFFFFFFul;
        return isDescending ? ~key : key;
    }
}
