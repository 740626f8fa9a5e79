namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>
/// A register of <see cref="Count"/> lanes. Kernels are written once over this interface and compiled for each width;
/// comparisons give masks whose lanes are all ones or all zeros.
/// </summary>
/// <typeparam name="TSelf">The register: <see cref="Lanes128{T}"/>, <see cref="Lanes256{T}"/> or <see cref="Lanes512{T}"/>.</typeparam>
/// <typeparam name="T">The lane: float, double, int, long or byte.</typeparam>
internal unsafe interface IVector<TSelf, T>
    where TSelf : struct, IVector<TSelf, T>
    where T : unmanaged
{
    static abstract int Count { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf Broadcast(T value);

    /// <summary>The number, rounded to the lane's type, in every lane.</summary>
    static abstract TSelf Constant(double value);

    static abstract TSelf Load(T* source);

    static abstract void Store(TSelf value, T* destination);

    /// <summary>Stores past the caches; the destination is aligned to the register's size.</summary>
    static abstract void StoreNonTemporal(TSelf value, T* destination);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf value);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf operator ~(TSelf value);

    /// <summary>left·right + addend, with one rounding where the processor fuses.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    static abstract TSelf Sqrt(TSelf value);

    static abstract TSelf Abs(TSelf value);

    static abstract TSelf Floor(TSelf value);

    static abstract TSelf Ceiling(TSelf value);

    /// <summary>To the nearest integer, ties to even.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>The smaller; NaN where either is NaN.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The larger; NaN where either is NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller in one instruction: where <paramref name="right"/> is NaN the result is NaN.</summary>
    static abstract TSelf MinNative(TSelf left, TSelf right);

    /// <summary>The larger in one instruction: where <paramref name="right"/> is NaN the result is NaN.</summary>
    static abstract TSelf MaxNative(TSelf left, TSelf right);

    static abstract TSelf Equal(TSelf left, TSelf right);

    static abstract TSelf LessThan(TSelf left, TSelf right);

    static abstract TSelf LessThanOrEqual(TSelf left, TSelf right);

    /// <summary>left > right, or either is NaN.</summary>
    static abstract TSelf NotLessThanOrEqual(TSelf left, TSelf right);

    /// <summary><paramref name="chosen"/> where the mask is set, else <paramref name="other"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf chosen, TSelf other);

    static abstract bool AnyTrue(TSelf mask);

    /// <summary>The lanes' bits, seen as integers of the lane's size, shifted left.</summary>
    static abstract TSelf ShiftLeft(TSelf value, int count);

    /// <summary>The lanes' bits, seen as integers of the lane's size, shifted right with zeros coming in.</summary>
    static abstract TSelf ShiftRightLogical(TSelf value, int count);

    /// <summary>The lanes' bits, seen as integers of the lane's size, shifted right with the sign coming in.</summary>
    static abstract TSelf ShiftRightArithmetic(TSelf value, int count);

    /// <summary>The lanes' bits added as integers of the lane's size.</summary>
    static abstract TSelf AddBits(TSelf left, TSelf right);

    /// <summary>The lanes' bits subtracted as integers of the lane's size.</summary>
    static abstract TSelf SubtractBits(TSelf left, TSelf right);

    /// <summary>A register of the given bit pattern, its upper half dropped where the lane is narrower.</summary>
    static abstract TSelf FromBits(long bits);

    /// <summary>The floating-point value of lanes whose bits hold integers.</summary>
    static abstract TSelf FromIntegerBits(TSelf bits);

    /// <summary>value·2^exponent for integral exponents, right down to the subnormals.</summary>
    static abstract TSelf ScaleByPowerOfTwo(TSelf value, TSelf exponent);

    /// <summary>An elementary function of floating-point lanes.</summary>
    static abstract TSelf Apply<TFunction>(TSelf value)
        where TFunction : struct, IElementaryFunction;

    /// <summary>Applies a scalar function to each lane.</summary>
    static abstract TSelf Map<TFunction>(TSelf value)
        where TFunction : struct, IScalarFunction<T>;

    /// <summary>Applies a scalar function to each pair of lanes.</summary>
    static abstract TSelf Map<TFunction>(TSelf left, TSelf right)
        where TFunction : struct, IScalarFunction2<T>;

    /// <summary>Lane i is (T)i.</summary>
    static abstract TSelf Indices { get; }

    /// <summary>One bit per lane: its most significant one.</summary>
    static abstract ulong MaskBits(TSelf mask);

    /// <summary>Writes 1 or 0 per lane.</summary>
    static abstract void StoreMask(TSelf mask, byte* destination);

    /// <summary>Reads a mask from bytes that are 0 or not.</summary>
    static abstract TSelf LoadMask(byte* source);

    static abstract T Sum(TSelf value);

    /// <summary>Lane <paramref name="index"/>.</summary>
    static abstract T Lane(TSelf value, int index);

    /// <summary>Reads twice <see cref="Count"/> elements and parts those at even places from those at odd ones.</summary>
    static abstract void LoadInterleaved(T* source, out TSelf even, out TSelf odd);

    /// <summary>Writes even₀, odd₀, even₁, odd₁, …</summary>
    static abstract void StoreInterleaved(TSelf even, TSelf odd, T* destination);

    /// <summary>Writes lanes whose bits hold integers.</summary>
    static abstract void StoreAsInt64(TSelf bits, long* destination);

    /// <summary>Reads integers into lanes whose bits then hold them, their upper half dropped where the lane is
    /// narrower.</summary>
    static abstract TSelf LoadFromInt64(long* source);
}
