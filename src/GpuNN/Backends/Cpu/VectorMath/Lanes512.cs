using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>A register of 512 bits.</summary>
internal readonly unsafe struct Lanes512<T>(Vector512<T> register) : IVector<Lanes512<T>, T>
    where T : unmanaged
{
    private readonly Vector512<T> _register = register;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    public static Lanes512<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<T>.Zero);
    }

    public static Lanes512<T> Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<T>.Indices);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Constant(double value)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector512.Create((float)value).As<float, T>());
        }

        if (typeof(T) == typeof(double))
        {
            return new(Vector512.Create(value).As<double, T>());
        }

        return Broadcast(IntegerConstant.From<T>(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(T* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512<T> value, T* destination) => Vector512.Store(value._register, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNonTemporal(Lanes512<T> value, T* destination) =>
        Vector512.StoreAlignedNonTemporal(value._register, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> left, Lanes512<T> right) =>
        new(left._register + right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> left, Lanes512<T> right) =>
        new(left._register - right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> left, Lanes512<T> right) =>
        new(left._register * right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> left, Lanes512<T> right) =>
        new(left._register / right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator &(Lanes512<T> left, Lanes512<T> right) =>
        new(left._register & right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator |(Lanes512<T> left, Lanes512<T> right) =>
        new(left._register | right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator ^(Lanes512<T> left, Lanes512<T> right) =>
        new(left._register ^ right._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> value) => new(-value._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator ~(Lanes512<T> value) => new(~value._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> left, Lanes512<T> right, Lanes512<T> addend)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector512.MultiplyAddEstimate(
                left._register.AsSingle(), right._register.AsSingle(), addend._register.AsSingle()).As<float, T>());
        }

        if (typeof(T) == typeof(double))
        {
            return new(Vector512.MultiplyAddEstimate(
                left._register.AsDouble(), right._register.AsDouble(), addend._register.AsDouble()).As<double, T>());
        }

        return left * right + addend;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Sqrt(Lanes512<T> value) => new(Vector512.Sqrt(value._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Abs(Lanes512<T> value) => new(Vector512.Abs(value._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Floor(Lanes512<T> value)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector512.Floor(value._register.AsSingle()).As<float, T>());
        }

        return typeof(T) == typeof(double) ? new(Vector512.Floor(value._register.AsDouble()).As<double, T>()) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Ceiling(Lanes512<T> value)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector512.Ceiling(value._register.AsSingle()).As<float, T>());
        }

        return typeof(T) == typeof(double) ? new(Vector512.Ceiling(value._register.AsDouble()).As<double, T>()) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Round(Lanes512<T> value)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Vector512.Round(value._register.AsSingle()).As<float, T>());
        }

        return typeof(T) == typeof(double) ? new(Vector512.Round(value._register.AsDouble()).As<double, T>()) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Min(Lanes512<T> left, Lanes512<T> right) =>
        new(Vector512.Min(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Max(Lanes512<T> left, Lanes512<T> right) =>
        new(Vector512.Max(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MinNative(Lanes512<T> left, Lanes512<T> right) =>
        new(Vector512.MinNative(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MaxNative(Lanes512<T> left, Lanes512<T> right) =>
        new(Vector512.MaxNative(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Equal(Lanes512<T> left, Lanes512<T> right) =>
        new(Vector512.Equals(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LessThan(Lanes512<T> left, Lanes512<T> right) =>
        new(Vector512.LessThan(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LessThanOrEqual(Lanes512<T> left, Lanes512<T> right) =>
        new(Vector512.LessThanOrEqual(left._register, right._register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> chosen, Lanes512<T> other)
    {
        return new(Vector512.ConditionalSelect(mask._register, chosen._register, other._register));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> NotLessThanOrEqual(Lanes512<T> left, Lanes512<T> right)
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
        {
            return new(Avx512F.CompareNotLessThanOrEqual(
                left._register.AsSingle(), right._register.AsSingle()).As<float, T>());
        }

        return ~LessThanOrEqual(left, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MaskBits(Lanes512<T> mask) => Vector512.ExtractMostSignificantBits(mask._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyTrue(Lanes512<T> mask) => Vector512.ExtractMostSignificantBits(mask._register) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(Lanes512<T> mask, byte* destination)
    {
        ulong bits = MaskBits(mask);
        for (int i = 0; i < Count; i += 8)
        {
            MaskBytes.Store((uint)(bits >> i) & 0xFF, destination + i, Math.Min(Count, 8));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadMask(byte* source)
    {
        if (sizeof(T) == 1)
        {
            return new(~Vector512.Equals(Load((T*)source)._register, Vector512<T>.Zero));
        }

        if (sizeof(T) == 4 && Avx512F.IsSupported)
        {
            return new(~Vector512.Equals(Avx512F.ConvertToVector512Int32(Vector128.Load(source)), Vector512<int>.Zero).As<int, T>());
        }

        if (sizeof(T) == 8 && Avx512F.IsSupported)
        {
            Vector128<byte> eight = Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(source)).AsByte();
            return new(~Vector512.Equals(Avx512F.ConvertToVector512Int64(eight), Vector512<long>.Zero).As<long, T>());
        }

        T* lanes = stackalloc T[Vector512<T>.Count];
        MaskBytes.Widen(source, lanes, Vector512<T>.Count);
        return Load(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lanes512<T> value) => Vector512.Sum(value._register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Lane(Lanes512<T> value, int index) => value._register.GetElement(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ShiftLeft(Lanes512<T> value, int count)
    {
        if (sizeof(T) == 8)
        {
            return new((value._register.AsInt64() << count).As<long, T>());
        }

        return new((value._register.AsInt32() << count).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ShiftRightLogical(Lanes512<T> value, int count)
    {
        if (sizeof(T) == 8)
        {
            return new((value._register.AsInt64() >>> count).As<long, T>());
        }

        return new((value._register.AsInt32() >>> count).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ShiftRightArithmetic(Lanes512<T> value, int count)
    {
        if (sizeof(T) == 8)
        {
            return new((value._register.AsInt64() >> count).As<long, T>());
        }

        return new((value._register.AsInt32() >> count).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AddBits(Lanes512<T> left, Lanes512<T> right)
    {
        if (sizeof(T) == 8)
        {
            return new((left._register.AsInt64() + right._register.AsInt64()).As<long, T>());
        }

        return new((left._register.AsInt32() + right._register.AsInt32()).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SubtractBits(Lanes512<T> left, Lanes512<T> right)
    {
        if (sizeof(T) == 8)
        {
            return new((left._register.AsInt64() - right._register.AsInt64()).As<long, T>());
        }

        return new((left._register.AsInt32() - right._register.AsInt32()).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> FromBits(long bits)
    {
        if (sizeof(T) == 8)
        {
            return new(Vector512.Create(bits).As<long, T>());
        }

        return new(Vector512.Create((int)bits).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> FromIntegerBits(Lanes512<T> bits)
    {
        if (sizeof(T) == 8)
        {
            return new(Vector512.ConvertToDouble(bits._register.AsInt64()).As<double, T>());
        }

        return new(Vector512.ConvertToSingle(bits._register.AsInt32()).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ScaleByPowerOfTwo(Lanes512<T> value, Lanes512<T> exponent)
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
        {
            return new(Avx512F.Scale(value._register.AsSingle(), exponent._register.AsSingle()).As<float, T>());
        }

        return PowerOfTwo.Scale<Lanes512<T>, T>(value, exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Apply<TFunction>(Lanes512<T> value)
        where TFunction : struct, IElementaryFunction
    {
        if (typeof(T) == typeof(float))
        {
            Lanes512<float> single = new(value._register.AsSingle());
            return new(TFunction.Single(single)._register.As<float, T>());
        }

        Lanes512<double> wide = new(value._register.AsDouble());
        return new(Lanes512<double>.Map<InDouble<TFunction>>(wide)._register.As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Map<TFunction>(Lanes512<T> value)
        where TFunction : struct, IScalarFunction<T>
    {
        T* lanes = stackalloc T[Vector512<T>.Count];
        Store(value, lanes);
        for (int i = 0; i < Vector512<T>.Count; i++)
        {
            lanes[i] = TFunction.Invoke(lanes[i]);
        }

        return Load(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Map<TFunction>(Lanes512<T> left, Lanes512<T> right)
        where TFunction : struct, IScalarFunction2<T>
    {
        T* lefts = stackalloc T[Vector512<T>.Count];
        T* rights = stackalloc T[Vector512<T>.Count];
        Store(left, lefts);
        Store(right, rights);
        for (int i = 0; i < Vector512<T>.Count; i++)
        {
            lefts[i] = TFunction.Invoke(lefts[i], rights[i]);
        }

        return Load(lefts);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadInterleaved(T* source, out Lanes512<T> even, out Lanes512<T> odd)
    {
        Vector512<T> low = Vector512.Load(source);
        Vector512<T> high = Vector512.Load(source + Vector512<T>.Count);
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
        {
            Vector512<int> evens = Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
            Vector512<float> first = low.AsSingle();
            Vector512<float> second = high.AsSingle();
            even = new(Avx512F.PermuteVar16x32x2(first, evens, second).As<float, T>());
            odd = new(Avx512F.PermuteVar16x32x2(first, evens + Vector512<int>.One, second).As<float, T>());
            return;
        }

        T* lanes = stackalloc T[2 * Vector512<T>.Count];
        for (int i = 0; i < Vector512<T>.Count; i++)
        {
            lanes[i] = source[2 * i];
            lanes[Vector512<T>.Count + i] = source[2 * i + 1];
        }

        even = Load(lanes);
        odd = Load(lanes + Vector512<T>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved(Lanes512<T> even, Lanes512<T> odd, T* destination)
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
        {
            Vector512<int> lower = Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
            Vector512<float> first = even._register.AsSingle();
            Vector512<float> second = odd._register.AsSingle();
            Vector512.Store(Avx512F.PermuteVar16x32x2(first, lower, second), (float*)destination);
            Vector512.Store(
                Avx512F.PermuteVar16x32x2(first, lower + Vector512.Create(8), second), (float*)destination + 16);
            return;
        }

        for (int i = 0; i < Vector512<T>.Count; i++)
        {
            destination[2 * i] = even._register.GetElement(i);
            destination[2 * i + 1] = odd._register.GetElement(i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAsInt64(Lanes512<T> bits, long* destination)
    {
        if (sizeof(T) == 8)
        {
            Vector512.Store(bits._register.AsInt64(), destination);
        }
        else
        {
            (Vector512<long> low, Vector512<long> high) = Vector512.Widen(bits._register.AsInt32());
            Vector512.Store(low, destination);
            Vector512.Store(high, destination + Vector512<long>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadFromInt64(long* source)
    {
        Vector512<long> low = Vector512.Load(source);
        return sizeof(T) == 8
            ? new(low.As<long, T>())
            : new(Vector512.Narrow(low, Vector512.Load(source + Vector512<long>.Count)).As<int, T>());
    }
}
