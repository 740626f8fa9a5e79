using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>A register of 128 bits.</summary>
internal readonly unsafe struct Lanes128<T>(Vector128<T> register) : IVector<Lanes128<T>, T>
    where T : unmanaged
{
    private readonly Vector128<T> _register = register;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Count;
    }

    public static Lanes128<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<T>.Zero);
    }

    public static Lanes128<T> Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<T>.Indices);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Broadcast(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Constant(double value)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector128.Create((float)value).As<float, T>());
        }

        if (typeof(T) == typeof(double))
        {
            return new(Vector128.Create(value).As<double, T>());
        }

        return Broadcast(IntegerConstant.From<T>(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(T* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128<T> value, T* destination) => Vector128.Store(value._register, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNonTemporal(Lanes128<T> value, T* destination) =>
        Vector128.StoreAlignedNonTemporal(value._register, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator +(Lanes128<T> left, Lanes128<T> right) =>
        new(left._register + right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> left, Lanes128<T> right) =>
        new(left._register - right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator *(Lanes128<T> left, Lanes128<T> right) =>
        new(left._register * right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator /(Lanes128<T> left, Lanes128<T> right) =>
        new(left._register / right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator &(Lanes128<T> left, Lanes128<T> right) =>
        new(left._register & right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator |(Lanes128<T> left, Lanes128<T> right) =>
        new(left._register | right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator ^(Lanes128<T> left, Lanes128<T> right) =>
        new(left._register ^ right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> value) => new(-value._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator ~(Lanes128<T> value) => new(~value._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAdd(Lanes128<T> left, Lanes128<T> right, Lanes128<T> addend)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector128.MultiplyAddEstimate(
                left._register.AsSingle(), right._register.AsSingle(), addend._register.AsSingle()).As<float, T>());
        }

        if (typeof(T) == typeof(double))
        {
            return new(Vector128.MultiplyAddEstimate(
                left._register.AsDouble(), right._register.AsDouble(), addend._register.AsDouble()).As<double, T>());
        }

        return left * right + addend;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Sqrt(Lanes128<T> value) => new(Vector128.Sqrt(value._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Abs(Lanes128<T> value) => new(Vector128.Abs(value._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Floor(Lanes128<T> value)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector128.Floor(value._register.AsSingle()).As<float, T>());
        }

        return typeof(T) == typeof(double) ? new(Vector128.Floor(value._register.AsDouble()).As<double, T>()) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Ceiling(Lanes128<T> value)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector128.Ceiling(value._register.AsSingle()).As<float, T>());
        }

        return typeof(T) == typeof(double) ? new(Vector128.Ceiling(value._register.AsDouble()).As<double, T>()) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Round(Lanes128<T> value)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector128.Round(value._register.AsSingle()).As<float, T>());
        }

        return typeof(T) == typeof(double) ? new(Vector128.Round(value._register.AsDouble()).As<double, T>()) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Min(Lanes128<T> left, Lanes128<T> right) =>
        new(Vector128.Min(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Max(Lanes128<T> left, Lanes128<T> right) =>
        new(Vector128.Max(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MinNative(Lanes128<T> left, Lanes128<T> right) =>
        new(Vector128.MinNative(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MaxNative(Lanes128<T> left, Lanes128<T> right) =>
        new(Vector128.MaxNative(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Equal(Lanes128<T> left, Lanes128<T> right) =>
        new(Vector128.Equals(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LessThan(Lanes128<T> left, Lanes128<T> right) =>
        new(Vector128.LessThan(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LessThanOrEqual(Lanes128<T> left, Lanes128<T> right) =>
        new(Vector128.LessThanOrEqual(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> chosen, Lanes128<T> other)
    {
        if (Sse41.IsSupported)
        {
            return new(Sse41.BlendVariable(
                other._register.AsByte(), chosen._register.AsByte(), mask._register.AsByte()).As<byte, T>());
        }

        return new(Vector128.ConditionalSelect(mask._register, chosen._register, other._register));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> NotLessThanOrEqual(Lanes128<T> left, Lanes128<T> right)
    {
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            return new(Sse.CompareNotLessThanOrEqual(
                left._register.AsSingle(), right._register.AsSingle()).As<float, T>());
        }

        return ~LessThanOrEqual(left, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MaskBits(Lanes128<T> mask) => Vector128.ExtractMostSignificantBits(mask._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyTrue(Lanes128<T> mask) => Vector128.ExtractMostSignificantBits(mask._register) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(Lanes128<T> mask, byte* destination)
    {
        ulong bits = MaskBits(mask);
        for (int i = 0; i < Count; i += 8)
        {
            MaskBytes.Store((uint)(bits >> i) & 0xFF, destination + i, Math.Min(Count, 8));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadMask(byte* source)
    {
        if (sizeof(T) == 1)
        {
            return new(~Vector128.Equals(Load((T*)source)._register, Vector128<T>.Zero));
        }

        if (sizeof(T) == 4 && Sse41.IsSupported)
        {
            return new(~Vector128.Equals(Sse41.ConvertToVector128Int32(source), Vector128<int>.Zero).As<int, T>());
        }

        if (sizeof(T) == 8 && Sse41.IsSupported)
        {
            return new(~Vector128.Equals(Sse41.ConvertToVector128Int64(source), Vector128<long>.Zero).As<long, T>());
        }

        T* lanes = stackalloc T[Vector128<T>.Count];
        MaskBytes.Widen(source, lanes, Vector128<T>.Count);
        return Load(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lanes128<T> value) => Vector128.Sum(value._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Lane(Lanes128<T> value, int index) => value._register.GetElement(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftLeft(Lanes128<T> value, int count)
    {
        if (sizeof(T) == 8)
        {
            return new((value._register.AsInt64() << count).As<long, T>());
        }

        return new((value._register.AsInt32() << count).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftRightLogical(Lanes128<T> value, int count)
    {
        if (sizeof(T) == 8)
        {
            return new((value._register.AsInt64() >>> count).As<long, T>());
        }

        return new((value._register.AsInt32() >>> count).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftRightArithmetic(Lanes128<T> value, int count)
    {
        if (sizeof(T) == 8)
        {
            return new((value._register.AsInt64() >> count).As<long, T>());
        }

        return new((value._register.AsInt32() >> count).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AddBits(Lanes128<T> left, Lanes128<T> right)
    {
        if (sizeof(T) == 8)
        {
            return new((left._register.AsInt64() + right._register.AsInt64()).As<long, T>());
        }

        return new((left._register.AsInt32() + right._register.AsInt32()).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SubtractBits(Lanes128<T> left, Lanes128<T> right)
    {
        if (sizeof(T) == 8)
        {
            return new((left._register.AsInt64() - right._register.AsInt64()).As<long, T>());
        }

        return new((left._register.AsInt32() - right._register.AsInt32()).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> FromBits(long bits)
    {
        if (sizeof(T) == 8)
        {
            return new(Vector128.Create(bits).As<long, T>());
        }

        return new(Vector128.Create((int)bits).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> FromIntegerBits(Lanes128<T> bits)
    {
        if (sizeof(T) == 8)
        {
            return new(Vector128.ConvertToDouble(bits._register.AsInt64()).As<double, T>());
        }

        return new(Vector128.ConvertToSingle(bits._register.AsInt32()).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ScaleByPowerOfTwo(Lanes128<T> value, Lanes128<T> exponent)
    {
        if (typeof(T) == typeof(float) && Avx512F.VL.IsSupported)
        {
            return new(Avx512F.VL.Scale(value._register.AsSingle(), exponent._register.AsSingle()).As<float, T>());
        }

        return PowerOfTwo.Scale<Lanes128<T>, T>(value, exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Apply<TFunction>(Lanes128<T> value)
        where TFunction : struct, IElementaryFunction
    {
        if (typeof(T) == typeof(float))
        {
            Lanes128<float> single = new(value._register.AsSingle());
            return new(TFunction.Single(single)._register.As<float, T>());
        }

        Lanes128<double> wide = new(value._register.AsDouble());
        return new(Lanes128<double>.Map<InDouble<TFunction>>(wide)._register.As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Map<TFunction>(Lanes128<T> value)
        where TFunction : struct, IScalarFunction<T>
    {
        T* lanes = stackalloc T[Vector128<T>.Count];
        Store(value, lanes);
        for (int i = 0; i < Vector128<T>.Count; i++)
        {
            lanes[i] = TFunction.Invoke(lanes[i]);
        }

        return Load(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Map<TFunction>(Lanes128<T> left, Lanes128<T> right)
        where TFunction : struct, IScalarFunction2<T>
    {
        T* lefts = stackalloc T[Vector128<T>.Count];
        T* rights = stackalloc T[Vector128<T>.Count];
        Store(left, lefts);
        Store(right, rights);
        for (int i = 0; i < Vector128<T>.Count; i++)
        {
            lefts[i] = TFunction.Invoke(lefts[i], rights[i]);
        }

        return Load(lefts);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadInterleaved(T* source, out Lanes128<T> even, out Lanes128<T> odd)
    {
        Vector128<T> low = Vector128.Load(source);
        Vector128<T> high = Vector128.Load(source + Vector128<T>.Count);
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            even = new(Sse.Shuffle(low.AsSingle(), high.AsSingle(), 0x88).As<float, T>());
            odd = new(Sse.Shuffle(low.AsSingle(), high.AsSingle(), 0xDD).As<float, T>());
            return;
        }

        T* lanes = stackalloc T[2 * Vector128<T>.Count];
        for (int i = 0; i < Vector128<T>.Count; i++)
        {
            lanes[i] = source[2 * i];
            lanes[Vector128<T>.Count + i] = source[2 * i + 1];
        }

        even = Load(lanes);
        odd = Load(lanes + Vector128<T>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved(Lanes128<T> even, Lanes128<T> odd, T* destination)
    {
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            Sse.Store((float*)destination, Sse.UnpackLow(even._register.AsSingle(), odd._register.AsSingle()));
            Sse.Store((float*)destination + 4, Sse.UnpackHigh(even._register.AsSingle(), odd._register.AsSingle()));
            return;
        }

        for (int i = 0; i < Vector128<T>.Count; i++)
        {
            destination[2 * i] = even._register.GetElement(i);
            destination[2 * i + 1] = odd._register.GetElement(i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAsInt64(Lanes128<T> bits, long* destination)
    {
        if (sizeof(T) == 8)
        {
            Vector128.Store(bits._register.AsInt64(), destination);
        }
        else
        {
            (Vector128<long> low, Vector128<long> high) = Vector128.Widen(bits._register.AsInt32());
            Vector128.Store(low, destination);
            Vector128.Store(high, destination + Vector128<long>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadFromInt64(long* source)
    {
        Vector128<long> low = Vector128.Load(source);
        return sizeof(T) == 8
            ? new(low.As<long, T>())
            : new(Vector128.Narrow(low, Vector128.Load(source + Vector128<long>.Count)).As<int, T>());
    }
}
