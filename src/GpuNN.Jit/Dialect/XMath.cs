namespace GpuNN.Jit;

/// <summary>Mathematical functions of kernels, under the names of ILGPU.Algorithms.</summary>
public static class XMath
{
    /// <summary>E in single precision.</summary>
    public const float E = 2.71828182f;

    /// <summary>Log2E in single precision.</summary>
    public const float Log2E = 1.44269504f;

    /// <summary>OneOverLog2E in single precision.</summary>
    public const float OneOverLog2E = 1.0f / Log2E;

    /// <summary>Log10E in single precision.</summary>
    public const float Log10E = 0.43429448f;

    /// <summary>Ln2 in single precision.</summary>
    public const float Ln2 = 0.69314718f;

    /// <summary>OneOverLn2 in single precision.</summary>
    public const float OneOverLn2 = 1.0f / Ln2;

    /// <summary>Ln10 in single precision.</summary>
    public const float Ln10 = 2.30258509f;

    /// <summary>OneOverLn10 in single precision.</summary>
    public const float OneOverLn10 = 1.0f / Ln10;

    /// <summary>PI in single precision.</summary>
    public const float PI = 3.14159265f;

    /// <summary>PIHalf in single precision.</summary>
    public const float PIHalf = PI / 2.0f;

    /// <summary>PIFourth in single precision.</summary>
    public const float PIFourth = PI / 4.0f;

    /// <summary>OneOverPI in single precision.</summary>
    public const float OneOverPI = 1.0f / PI;

    /// <summary>TwoOverPI in single precision.</summary>
    public const float TwoOverPI = 2.0f / PI;

    /// <summary>Sqrt2 in single precision.</summary>
    public const float Sqrt2 = 1.41421356f;

    /// <summary>OneOverSqrt2 in single precision.</summary>
    public const float OneOverSqrt2 = 1.0f / Sqrt2;

    /// <summary>OneThird in single precision.</summary>
    public const float OneThird = 1.0f / 3.0f;

    /// <summary>E in double precision.</summary>
    public const double ED = Math.E;

    /// <summary>Log2E in double precision.</summary>
    public const double Log2ED = 1.4426950408889634;

    /// <summary>Ln2 in double precision.</summary>
    public const double Ln2D = 0.6931471805599453;

    /// <summary>Ln10 in double precision.</summary>
    public const double Ln10D = 2.3025850929940457;

    /// <summary>PI in double precision.</summary>
    public const double PID = Math.PI;

    /// <summary>PIHalf in double precision.</summary>
    public const double PIHalfD = PID / 2.0;

    /// <summary>|value|; the smallest integer stays itself.</summary>
    public static float Abs(float value) => MathF.Abs(value);

    /// <summary>|value|; the smallest integer stays itself.</summary>
    public static double Abs(double value) => Math.Abs(value);

    /// <summary>|value|; the smallest integer stays itself.</summary>
    public static sbyte Abs(sbyte value) => value < 0 ? (sbyte)-value : value;

    /// <summary>|value|; the smallest integer stays itself.</summary>
    public static short Abs(short value) => value < 0 ? (short)-value : value;

    /// <summary>|value|; the smallest integer stays itself.</summary>
    public static int Abs(int value) => value < 0 ? -value : value;

    /// <summary>|value|; the smallest integer stays itself.</summary>
    public static long Abs(long value) => value < 0 ? -value : value;

    /// <summary>The smaller value; NaN wins, −0 is below +0.</summary>
    public static float Min(float first, float second) => Math.Min(first, second);

    /// <summary>The smaller value; NaN wins, −0 is below +0.</summary>
    public static double Min(double first, double second) => Math.Min(first, second);

    /// <summary>The smaller value.</summary>
    public static sbyte Min(sbyte first, sbyte second) => Math.Min(first, second);

    /// <summary>The smaller value.</summary>
    public static short Min(short first, short second) => Math.Min(first, second);

    /// <summary>The smaller value.</summary>
    public static int Min(int first, int second) => Math.Min(first, second);

    /// <summary>The smaller value.</summary>
    public static long Min(long first, long second) => Math.Min(first, second);

    /// <summary>The smaller value.</summary>
    public static byte Min(byte first, byte second) => Math.Min(first, second);

    /// <summary>The smaller value.</summary>
    public static ushort Min(ushort first, ushort second) => Math.Min(first, second);

    /// <summary>The smaller value.</summary>
    public static uint Min(uint first, uint second) => Math.Min(first, second);

    /// <summary>The smaller value.</summary>
    public static ulong Min(ulong first, ulong second) => Math.Min(first, second);

    /// <summary>The larger value; NaN wins, +0 is above −0.</summary>
    public static float Max(float first, float second) => Math.Max(first, second);

    /// <summary>The larger value; NaN wins, +0 is above −0.</summary>
    public static double Max(double first, double second) => Math.Max(first, second);

    /// <summary>The larger value.</summary>
    public static sbyte Max(sbyte first, sbyte second) => Math.Max(first, second);

    /// <summary>The larger value.</summary>
    public static short Max(short first, short second) => Math.Max(first, second);

    /// <summary>The larger value.</summary>
    public static int Max(int first, int second) => Math.Max(first, second);

    /// <summary>The larger value.</summary>
    public static long Max(long first, long second) => Math.Max(first, second);

    /// <summary>The larger value.</summary>
    public static byte Max(byte first, byte second) => Math.Max(first, second);

    /// <summary>The larger value.</summary>
    public static ushort Max(ushort first, ushort second) => Math.Max(first, second);

    /// <summary>The larger value.</summary>
    public static uint Max(uint first, uint second) => Math.Max(first, second);

    /// <summary>The larger value.</summary>
    public static ulong Max(ulong first, ulong second) => Math.Max(first, second);

    /// <summary>max(min(value, max), min).</summary>
    public static float Clamp(float value, float min, float max) => Max(Min(value, max), min);

    /// <summary>max(min(value, max), min).</summary>
    public static double Clamp(double value, double min, double max) => Max(Min(value, max), min);

    /// <summary>max(min(value, max), min).</summary>
    public static sbyte Clamp(sbyte value, sbyte min, sbyte max) => Max(Min(value, max), min);

    /// <summary>max(min(value, max), min).</summary>
    public static short Clamp(short value, short min, short max) => Max(Min(value, max), min);

    /// <summary>max(min(value, max), min).</summary>
    public static int Clamp(int value, int min, int max) => Max(Min(value, max), min);

    /// <summary>max(min(value, max), min).</summary>
    public static long Clamp(long value, long min, long max) => Max(Min(value, max), min);

    /// <summary>max(min(value, max), min).</summary>
    public static byte Clamp(byte value, byte min, byte max) => Max(Min(value, max), min);

    /// <summary>max(min(value, max), min).</summary>
    public static ushort Clamp(ushort value, ushort min, ushort max) => Max(Min(value, max), min);

    /// <summary>max(min(value, max), min).</summary>
    public static uint Clamp(uint value, uint min, uint max) => Max(Min(value, max), min);

    /// <summary>max(min(value, max), min).</summary>
    public static ulong Clamp(ulong value, ulong min, ulong max) => Max(Min(value, max), min);

    /// <summary>The largest whole number not above the value.</summary>
    public static float Floor(float value) => MathF.Floor(value);

    /// <summary>The largest whole number not above the value.</summary>
    public static double Floor(double value) => Math.Floor(value);

    /// <summary>The smallest whole number not below the value.</summary>
    public static float Ceiling(float value) => MathF.Ceiling(value);

    /// <summary>The smallest whole number not below the value.</summary>
    public static double Ceiling(double value) => Math.Ceiling(value);

    /// <summary>The value without its fraction.</summary>
    public static float Truncate(float value) => MathF.Truncate(value);

    /// <summary>The value without its fraction.</summary>
    public static double Truncate(double value) => Math.Truncate(value);

    /// <summary>√value.</summary>
    public static float Sqrt(float value) => MathF.Sqrt(value);

    /// <summary>√value.</summary>
    public static double Sqrt(double value) => Math.Sqrt(value);

    /// <summary>e^value.</summary>
    public static float Exp(float value) => MathF.Exp(value);

    /// <summary>e^value.</summary>
    public static double Exp(double value) => Math.Exp(value);

    /// <summary>The natural logarithm.</summary>
    public static float Log(float value) => MathF.Log(value);

    /// <summary>The natural logarithm.</summary>
    public static double Log(double value) => Math.Log(value);

    /// <summary>The logarithm to base 2.</summary>
    public static float Log2(float value) => MathF.Log2(value);

    /// <summary>The logarithm to base 2.</summary>
    public static double Log2(double value) => Math.Log2(value);

    /// <summary>The logarithm to base 10.</summary>
    public static float Log10(float value) => MathF.Log10(value);

    /// <summary>The logarithm to base 10.</summary>
    public static double Log10(double value) => Math.Log10(value);

    /// <summary>Sine.</summary>
    public static float Sin(float value) => MathF.Sin(value);

    /// <summary>Sine.</summary>
    public static double Sin(double value) => Math.Sin(value);

    /// <summary>Cosine.</summary>
    public static float Cos(float value) => MathF.Cos(value);

    /// <summary>Cosine.</summary>
    public static double Cos(double value) => Math.Cos(value);

    /// <summary>Tangent.</summary>
    public static float Tan(float value) => MathF.Tan(value);

    /// <summary>Tangent.</summary>
    public static double Tan(double value) => Math.Tan(value);

    /// <summary>Arc sine.</summary>
    public static float Asin(float value) => MathF.Asin(value);

    /// <summary>Arc sine.</summary>
    public static double Asin(double value) => Math.Asin(value);

    /// <summary>Arc cosine.</summary>
    public static float Acos(float value) => MathF.Acos(value);

    /// <summary>Arc cosine.</summary>
    public static double Acos(double value) => Math.Acos(value);

    /// <summary>Arc tangent.</summary>
    public static float Atan(float value) => MathF.Atan(value);

    /// <summary>Arc tangent.</summary>
    public static double Atan(double value) => Math.Atan(value);

    /// <summary>Hyperbolic sine.</summary>
    public static float Sinh(float value) => MathF.Sinh(value);

    /// <summary>Hyperbolic sine.</summary>
    public static double Sinh(double value) => Math.Sinh(value);

    /// <summary>Hyperbolic cosine.</summary>
    public static float Cosh(float value) => MathF.Cosh(value);

    /// <summary>Hyperbolic cosine.</summary>
    public static double Cosh(double value) => Math.Cosh(value);

    /// <summary>Hyperbolic tangent.</summary>
    public static float Tanh(float value) => MathF.Tanh(value);

    /// <summary>Hyperbolic tangent.</summary>
    public static double Tanh(double value) => Math.Tanh(value);

    /// <summary>2^value.</summary>
    public static float Exp2(float value) => MathF.Pow(2, value);

    /// <summary>2^value.</summary>
    public static double Exp2(double value) => Math.Pow(2, value);

    /// <summary>1/value.</summary>
    public static float Rcp(float value) => 1 / value;

    /// <summary>1/value.</summary>
    public static double Rcp(double value) => 1 / value;

    /// <summary>1/√value.</summary>
    public static float Rsqrt(float value) => 1 / MathF.Sqrt(value);

    /// <summary>1/√value.</summary>
    public static double Rsqrt(double value) => 1 / Math.Sqrt(value);

    /// <summary>The nearest whole number, ties to even.</summary>
    public static float Round(float value) => MathF.Round(value);

    /// <summary>The nearest whole number, ties to even.</summary>
    public static double Round(double value) => Math.Round(value);

    /// <summary>The nearest whole number, ties to even.</summary>
    public static float RoundToEven(float value) => MathF.Round(value);

    /// <summary>The nearest whole number, ties to even.</summary>
    public static double RoundToEven(double value) => Math.Round(value);

    /// <summary>base^exp.</summary>
    public static float Pow(float @base, float exp) => MathF.Pow(@base, exp);

    /// <summary>The angle of (x, y).</summary>
    public static float Atan2(float y, float x) => MathF.Atan2(y, x);

    /// <summary>The logarithm to base <paramref name="newBase"/>.</summary>
    public static float Log(float value, float newBase) => Log(value) / Log(newBase);

    /// <summary>The remainder of x / y with the sign of x.</summary>
    public static float Rem(float x, float y) => x % y;

    /// <summary>True for NaN.</summary>
    public static bool IsNaN(float value) => float.IsNaN(value);

    /// <summary>True for ±∞.</summary>
    public static bool IsInfinity(float value) => float.IsInfinity(value);

    /// <summary>True for neither NaN nor ±∞.</summary>
    public static bool IsFinite(float value) => float.IsFinite(value);

    /// <summary>−1, 0 or 1 by the sign of the value; 0 for NaN.</summary>
    public static int Sign(float value) => value > 0 ? 1 : value < 0 ? -1 : 0;

    /// <summary>Sine and cosine.</summary>
    public static void SinCos(float value, out float sin, out float cos)
    {
        sin = Sin(value);
        cos = Cos(value);
    }

    /// <summary>base^exp.</summary>
    public static double Pow(double @base, double exp) => Math.Pow(@base, exp);

    /// <summary>The angle of (x, y).</summary>
    public static double Atan2(double y, double x) => Math.Atan2(y, x);

    /// <summary>The logarithm to base <paramref name="newBase"/>.</summary>
    public static double Log(double value, double newBase) => Log(value) / Log(newBase);

    /// <summary>The remainder of x / y with the sign of x.</summary>
    public static double Rem(double x, double y) => x % y;

    /// <summary>True for NaN.</summary>
    public static bool IsNaN(double value) => double.IsNaN(value);

    /// <summary>True for ±∞.</summary>
    public static bool IsInfinity(double value) => double.IsInfinity(value);

    /// <summary>True for neither NaN nor ±∞.</summary>
    public static bool IsFinite(double value) => double.IsFinite(value);

    /// <summary>−1, 0 or 1 by the sign of the value; 0 for NaN.</summary>
    public static int Sign(double value) => value > 0 ? 1 : value < 0 ? -1 : 0;

    /// <summary>Sine and cosine.</summary>
    public static void SinCos(double value, out double sin, out double cos)
    {
        sin = Sin(value);
        cos = Cos(value);
    }

    /// <summary>⌊numerator / denominator⌋ for values ≥ 0.</summary>
    public static int DivRoundDown(int numerator, int denominator) => numerator / denominator;

    /// <summary>⌈numerator / denominator⌉ for values ≥ 0.</summary>
    public static int DivRoundUp(int numerator, int denominator) => (numerator + denominator - 1) / denominator;

    /// <summary>⌊numerator / denominator⌋ for values ≥ 0.</summary>
    public static long DivRoundDown(long numerator, long denominator) => numerator / denominator;

    /// <summary>⌈numerator / denominator⌉ for values ≥ 0.</summary>
    public static long DivRoundUp(long numerator, long denominator) => (numerator + denominator - 1) / denominator;

    /// <summary>The number of ones.</summary>
    public static int PopCount(int value) => System.Numerics.BitOperations.PopCount((uint)value);

    /// <summary>The number of leading zeros.</summary>
    public static int LeadingZeroCount(int value) => System.Numerics.BitOperations.LeadingZeroCount((uint)value);

    /// <summary>The number of trailing zeros.</summary>
    public static int TrailingZeroCount(int value) => System.Numerics.BitOperations.TrailingZeroCount((uint)value);

    /// <summary>The number of ones.</summary>
    public static int PopCount(uint value) => System.Numerics.BitOperations.PopCount(value);

    /// <summary>The number of leading zeros.</summary>
    public static int LeadingZeroCount(uint value) => System.Numerics.BitOperations.LeadingZeroCount(value);

    /// <summary>The number of trailing zeros.</summary>
    public static int TrailingZeroCount(uint value) => System.Numerics.BitOperations.TrailingZeroCount(value);

    /// <summary>The number of ones.</summary>
    public static int PopCount(long value) => System.Numerics.BitOperations.PopCount((ulong)value);

    /// <summary>The number of leading zeros.</summary>
    public static int LeadingZeroCount(long value) => System.Numerics.BitOperations.LeadingZeroCount((ulong)value);

    /// <summary>The number of trailing zeros.</summary>
    public static int TrailingZeroCount(long value) => System.Numerics.BitOperations.TrailingZeroCount((ulong)value);

    /// <summary>The number of ones.</summary>
    public static int PopCount(ulong value) => System.Numerics.BitOperations.PopCount(value);

    /// <summary>The number of leading zeros.</summary>
    public static int LeadingZeroCount(ulong value) => System.Numerics.BitOperations.LeadingZeroCount(value);

    /// <summary>The number of trailing zeros.</summary>
    public static int TrailingZeroCount(ulong value) => System.Numerics.BitOperations.TrailingZeroCount(value);
}
