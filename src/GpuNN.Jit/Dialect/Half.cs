namespace GpuNN.Jit;

/// <summary>
/// A half-precision number (IEEE 754 binary16): a storage format. Arithmetic is done in single precision and rounded
/// back to nearest, ties to even.
/// </summary>
public readonly struct Half : IEquatable<Half>, IComparable<Half>
{
    /// <summary>Zero.</summary>
    public static readonly Half Zero = new(0);

    /// <summary>One.</summary>
    public static readonly Half One = new(0x3c00);

    /// <summary>The smallest positive value, 2⁻²⁴.</summary>
    public static readonly Half Epsilon = new(0x0001);

    /// <summary>The largest finite value, 65504.</summary>
    public static readonly Half MaxValue = new(0x7bff);

    /// <summary>The smallest finite value, −65504.</summary>
    public static readonly Half MinValue = new(0xfbff);

    /// <summary>+∞.</summary>
    public static readonly Half PositiveInfinity = new(0x7c00);

    /// <summary>−∞.</summary>
    public static readonly Half NegativeInfinity = new(0xfc00);

    /// <summary>A quiet NaN.</summary>
    public static readonly Half NaN = new(0x7e00);

    internal Half(ushort rawValue) => RawValue = rawValue;

    internal ushort RawValue { get; }

    /// <summary>|half|.</summary>
    public static Half Abs(Half half) => new((ushort)(half.RawValue & 0x7fff));

    /// <summary>True for NaN.</summary>
    public static bool IsNaN(Half half) => (half.RawValue & 0x7fff) > 0x7c00;

    /// <summary>True for ±0.</summary>
    public static bool IsZero(Half half) => (half.RawValue & 0x7fff) == 0;

    /// <summary>True for +∞.</summary>
    public static bool IsPositiveInfinity(Half half) => half.RawValue == 0x7c00;

    /// <summary>True for −∞.</summary>
    public static bool IsNegativeInfinity(Half half) => half.RawValue == 0xfc00;

    /// <summary>True for ±∞.</summary>
    public static bool IsInfinity(Half half) => (half.RawValue & 0x7fff) == 0x7c00;

    /// <summary>True for neither NaN nor ±∞.</summary>
    public static bool IsFinite(Half half) => (half.RawValue & 0x7fff) < 0x7c00;

    /// <summary>−value.</summary>
    public static Half operator -(Half halfValue) => new((ushort)(halfValue.RawValue ^ 0x8000));

    /// <summary>The rounded sum.</summary>
    public static Half operator +(Half first, Half second) => (Half)((float)first + (float)second);

    /// <summary>The rounded difference.</summary>
    public static Half operator -(Half first, Half second) => (Half)((float)first - (float)second);

    /// <summary>The rounded product.</summary>
    public static Half operator *(Half first, Half second) => (Half)((float)first * (float)second);

    /// <summary>The rounded quotient.</summary>
    public static Half operator /(Half first, Half second) => (Half)((float)first / (float)second);

    /// <summary>True if equal as numbers.</summary>
    public static bool operator ==(Half first, Half second) => (float)first == (float)second;

    /// <summary>True if not equal as numbers.</summary>
    public static bool operator !=(Half first, Half second) => (float)first != (float)second;

    /// <summary>True if smaller.</summary>
    public static bool operator <(Half first, Half second) => (float)first < (float)second;

    /// <summary>True if not larger.</summary>
    public static bool operator <=(Half first, Half second) => (float)first <= (float)second;

    /// <summary>True if larger.</summary>
    public static bool operator >(Half first, Half second) => (float)first > (float)second;

    /// <summary>True if not smaller.</summary>
    public static bool operator >=(Half first, Half second) => (float)first >= (float)second;

    /// <summary>The same number in single precision, exactly.</summary>
    public static implicit operator float(Half halfValue) =>
        (float)BitConverter.UInt16BitsToHalf(halfValue.RawValue);

    /// <summary>The same number in double precision, exactly.</summary>
    public static implicit operator double(Half halfValue) => (float)halfValue;

    /// <summary>The nearest half-precision number, ties to even.</summary>
    public static explicit operator Half(float floatValue) =>
        new(BitConverter.HalfToUInt16Bits((System.Half)floatValue));

    /// <summary>The nearest half-precision number, by way of single precision.</summary>
    public static explicit operator Half(double doubleValue) => (Half)(float)doubleValue;

    /// <inheritdoc/>
    public int CompareTo(Half other) => ((float)this).CompareTo(other);

    /// <inheritdoc/>
    public bool Equals(Half other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Half other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => RawValue;

    /// <inheritdoc/>
    public override string ToString() =>
        ((float)this).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
