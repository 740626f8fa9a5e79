using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>A register of 256 bits.</summary>
internal readonly unsafe struct Lanes256<T>(Vector256<T> register) : IVector<Lanes256<T>, T>
    where T : unmanaged
{
    private readonly Vector256<T> _register = register;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Count;
    }

    public static Lanes256<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<T>.Zero);
    }

    public static Lanes256<T> Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<T>.Indices);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Constant(double value)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector256.Create((float)value).As<float, T>());
        }

        if (typeof(T) == typeof(double))
        {
            return new(Vector256.Create(value).As<double, T>());
        }

        return Broadcast(IntegerConstant.From<T>(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256<T> value, T* destination) => Vector256.Store(value._register, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNonTemporal(Lanes256<T> value, T* destination) =>
        Vector256.StoreAlignedNonTemporal(value._register, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> left, Lanes256<T> right) =>
        new(left._register + right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> left, Lanes256<T> right) =>
        new(left._register - right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> left, Lanes256<T> right) =>
        new(left._register * right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator /(Lanes256<T> left, Lanes256<T> right) =>
        new(left._register / right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator &(Lanes256<T> left, Lanes256<T> right) =>
        new(left._register & right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator |(Lanes256<T> left, Lanes256<T> right) =>
        new(left._register | right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator ^(Lanes256<T> left, Lanes256<T> right) =>
        new(left._register ^ right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> value) => new(-value._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator ~(Lanes256<T> value) => new(~value._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> left, Lanes256<T> right, Lanes256<T> addend)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector256.MultiplyAddEstimate(
                left._register.AsSingle(), right._register.AsSingle(), addend._register.AsSingle()).As<float, T>());
        }

        if (typeof(T) == typeof(double))
        {
            return new(Vector256.MultiplyAddEstimate(
                left._register.AsDouble(), right._register.AsDouble(), addend._register.AsDouble()).As<double, T>());
        }

        return left * right + addend;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Sqrt(Lanes256<T> value) => new(Vector256.Sqrt(value._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Abs(Lanes256<T> value) => new(Vector256.Abs(value._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Floor(Lanes256<T> value)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector256.Floor(value._register.AsSingle()).As<float, T>());
        }

        return typeof(T) == typeof(double) ? new(Vector256.Floor(value._register.AsDouble()).As<double, T>()) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Ceiling(Lanes256<T> value)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector256.Ceiling(value._register.AsSingle()).As<float, T>());
        }

        return typeof(T) == typeof(double) ? new(Vector256.Ceiling(value._register.AsDouble()).As<double, T>()) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Round(Lanes256<T> value)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector256.Round(value._register.AsSingle()).As<float, T>());
        }

        return typeof(T) == typeof(double) ? new(Vector256.Round(value._register.AsDouble()).As<double, T>()) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Min(Lanes256<T> left, Lanes256<T> right) =>
        new(Vector256.Min(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Max(Lanes256<T> left, Lanes256<T> right) =>
        new(Vector256.Max(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MinNative(Lanes256<T> left, Lanes256<T> right) =>
        new(Vector256.MinNative(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MaxNative(Lanes256<T> left, Lanes256<T> right) =>
        new(Vector256.MaxNative(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Equal(Lanes256<T> left, Lanes256<T> right) =>
        new(Vector256.Equals(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LessThan(Lanes256<T> left, Lanes256<T> right) =>
        new(Vector256.LessThan(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LessThanOrEqual(Lanes256<T> left, Lanes256<T> right) =>
        new(Vector256.LessThanOrEqual(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Select(Lanes256<T> mask, Lanes256<T> chosen, Lanes256<T> other)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            return new(Avx.BlendVariable(
                other._register.AsSingle(), chosen._register.AsSingle(), mask._register.AsSingle()).As<float, T>());
        }

        return new(Vector256.ConditionalSelect(mask._register, chosen._register, other._register));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> NotLessThanOrEqual(Lanes256<T> left, Lanes256<T> right)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            return new(Avx.CompareNotLessThanOrEqual(
                left._register.AsSingle(), right._register.AsSingle()).As<float, T>());
        }

        return ~LessThanOrEqual(left, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MaskBits(Lanes256<T> mask) => Vector256.ExtractMostSignificantBits(mask._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyTrue(Lanes256<T> mask) => Vector256.ExtractMostSignificantBits(mask._register) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(Lanes256<T> mask, byte* destination)
    {
        ulong bits = MaskBits(mask);
        for (int i = 0; i < Count; i += 8)
        {
            MaskBytes.Store((uint)(bits >> i) & 0xFF, destination + i, Math.Min(Count, 8));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadMask(byte* source)
    {
        if (sizeof(T) == 1)
        {
            return new(~Vector256.Equals(Load((T*)source)._register, Vector256<T>.Zero));
        }

        if (sizeof(T) == 4 && Avx2.IsSupported)
        {
            return new(~Vector256.Equals(Avx2.ConvertToVector256Int32(source), Vector256<int>.Zero).As<int, T>());
        }

        if (sizeof(T) == 8 && Avx2.IsSupported)
        {
            return new(~Vector256.Equals(Avx2.ConvertToVector256Int64(source), Vector256<long>.Zero).As<long, T>());
        }

        T* lanes = stackalloc T[Vector256<T>.Count];
        MaskBytes.Widen(source, lanes, Vector256<T>.Count);
        return Load(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lanes256<T> value) => Vector256.Sum(value._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Lane(Lanes256<T> value, int index) => value._register.GetElement(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ShiftLeft(Lanes256<T> value, int count)
    {
        if (sizeof(T) == 8)
        {
            return new((value._register.AsInt64() << count).As<long, T>());
        }

        return new((value._register.AsInt32() << count).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ShiftRightLogical(Lanes256<T> value, int count)
    {
        if (sizeof(T) == 8)
        {
            return new((value._register.AsInt64() >>> count).As<long, T>());
        }

        return new((value._register.AsInt32() >>> count).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ShiftRightArithmetic(Lanes256<T> value, int count)
    {
        if (sizeof(T) == 8)
        {
            return new((value._register.AsInt64() >> count).As<long, T>());
        }

        return new((value._register.AsInt32() >> count).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AddBits(Lanes256<T> left, Lanes256<T> right)
    {
        if (sizeof(T) == 8)
        {
            return new((left._register.AsInt64() + right._register.AsInt64()).As<long, T>());
        }

        return new((left._register.AsInt32() + right._register.AsInt32()).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SubtractBits(Lanes256<T> left, Lanes256<T> right)
    {
        if (sizeof(T) == 8)
        {
            return new((left._register.AsInt64() - right._register.AsInt64()).As<long, T>());
        }

        return new((left._register.AsInt32() - right._register.AsInt32()).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> FromBits(long bits)
    {
        if (sizeof(T) == 8)
        {
            return new(Vector256.Create(bits).As<long, T>());
        }

        return new(Vector256.Create((int)bits).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> FromIntegerBits(Lanes256<T> bits)
    {
        if (sizeof(T) == 8)
        {
            return new(Vector256.ConvertToDouble(bits._register.AsInt64()).As<double, T>());
        }

        return new(Vector256.ConvertToSingle(bits._register.AsInt32()).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ScaleByPowerOfTwo(Lanes256<T> value, Lanes256<T> exponent)
    {
        if (typeof(T) == typeof(float) && Avx512F.VL.IsSupported)
        {
            return new(Avx512F.VL.Scale(value._register.AsSingle(), exponent._register.AsSingle()).As<float, T>());
        }

        return PowerOfTwo.Scale<Lanes256<T>, T>(value, exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Apply<TFunction>(Lanes256<T> value)
        where TFunction : struct, IElementaryFunction
    {
        if (typeof(T) == typeof(float))
        {
            Lanes256<float> single = new(value._register.AsSingle());
            return new(TFunction.Single(single)._register.As<float, T>());
        }

        Lanes256<double> wide = new(value._register.AsDouble());
        return new(Lanes256<double>.Map<InDouble<TFunction>>(wide)._register.As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Map<TFunction>(Lanes256<T> value)
        where TFunction : struct, IScalarFunction<T>
    {
        T* lanes = stackalloc T[Vector256<T>.Count];
        Store(value, lanes);
        for (int i = 0; i < Vector256<T>.Count; i++)
        {
            lanes[i] = TFunction.Invoke(lanes[i]);
        }

        return Load(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Map<TFunction>(Lanes256<T> left, Lanes256<T> right)
        where TFunction : struct, IScalarFunction2<T>
    {
        T* lefts = stackalloc T[Vector256<T>.Count];
        T* rights = stackalloc T[Vector256<T>.Count];
        Store(left, lefts);
        Store(right, rights);
        for (int i = 0; i < Vector256<T>.Count; i++)
        {
            lefts[i] = TFunction.Invoke(lefts[i], rights[i]);
        }

        return Load(lefts);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadInterleaved(T* source, out Lanes256<T> even, out Lanes256<T> odd)
    {
        Vector256<T> low = Vector256.Load(source);
        Vector256<T> high = Vector256.Load(source + Vector256<T>.Count);
        if (typeof(T) == typeof(float) && Avx2.IsSupported)
        {
            // Within each half first, then the four quarters into order.
            Vector256<float> evens = Avx.Shuffle(low.AsSingle(), high.AsSingle(), 0x88);
            Vector256<float> odds = Avx.Shuffle(low.AsSingle(), high.AsSingle(), 0xDD);
            even = new(Avx2.Permute4x64(evens.AsDouble(), 0xD8).As<double, T>());
            odd = new(Avx2.Permute4x64(odds.AsDouble(), 0xD8).As<double, T>());
            return;
        }

        T* lanes = stackalloc T[2 * Vector256<T>.Count];
        for (int i = 0; i < Vector256<T>.Count; i++)
        {
            lanes[i] = source[2 * i];
            lanes[Vector256<T>.Count + i] = source[2 * i + 1];
        }

        even = Load(lanes);
        odd = Load(lanes + Vector256<T>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved(Lanes256<T> even, Lanes256<T> odd, T* destination)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            Vector256<float> low = Avx.UnpackLow(even._register.AsSingle(), odd._register.AsSingle());
            Vector256<float> high = Avx.UnpackHigh(even._register.AsSingle(), odd._register.AsSingle());
            Avx.Store((float*)destination, Avx.Permute2x128(low, high, 0x20));
            Avx.Store((float*)destination + 8, Avx.Permute2x128(low, high, 0x31));
            return;
        }

        for (int i = 0; i < Vector256<T>.Count; i++)
        {
            destination[2 * i] = even._register.GetElement(i);
            destination[2 * i + 1] = odd._register.GetElement(i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAsInt64(Lanes256<T> bits, long* destination)
    {
        if (sizeof(T) == 8)
        {
            Vector256.Store(bits._register.AsInt64(), destination);
        }
        else
        {
            (Vector256<long> low, Vector256<long> high) = Vector256.Widen(bits._register.AsInt32());
            Vector256.Store(low, destination);
            Vector256.Store(high, destination + Vector256<long>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadFromInt64(long* source)
    {
        Vector256<long> low = Vector256.Load(source);
        return sizeof(T) == 8
            ? new(low.As<long, T>())
            : new(Vector256.Narrow(low, Vector256.Load(source + Vector256<long>.Count)).As<int, T>());
    }
}
