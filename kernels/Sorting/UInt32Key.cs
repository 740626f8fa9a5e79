namespace GpuNN.Kernels;

/// <summary>float32 by its bits: a set sign turns all bits, a clear one turns the sign.</summary>
internal readonly struct UInt32Key : ISortKey<float, uint>
{
    public static uint Greatest => 0xFFFFFFFFu;

    public static bool IsLess(uint first, uint second) => first < second;

    public static int Digit(uint key, int shift) => (int)((key >> shift) & (DigitTile.Digits - 1));

    public static uint Of(float value, bool isDescending)
    {
        uint bits = Interop.FloatAsInt(value == 0 ? 0f : value);
        uint key = (bits & 0x80000000u) != 0 ? ~bits : bits | 0x80000000u;
        if (float.IsNaN(value)) key = 0xFFFFFFFFu;
        return isDescending ? ~key : key;
    }
}
