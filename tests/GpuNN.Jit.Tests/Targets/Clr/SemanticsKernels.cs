namespace GpuNN.Jit.Tests.Targets.Clr;

/// <summary>Kernels on the edges of C#'s semantics; each body is an ordinary method that the test calls too.</summary>
internal static class SemanticsKernels
{
    public interface IBinary<T>
    {
        static abstract T Apply(T a, T b);
    }

    public readonly struct Difference : IBinary<float>
    {
        public static float Apply(float a, float b) => a - b;
    }

    public struct Pair
    {
        public float Low;
        public float High;

        public void Widen(float value)
        {
            Low = MathF.Min(Low, value);
            High = MathF.Max(High, value);
        }
    }

    public struct Nested
    {
        public Pair Inner;
        public int Count;
        public (int A, long B) Tuple;
    }

    public static readonly float Half = 0.5f;

    public static int Integers(int a, int b)
    {
        unchecked
        {
            int r = a + b * 3 - (a ^ b) + (a & ~b) + (a | 5);
            r += a << (b & 63);
            r ^= a >> b;
            r -= (int)((uint)a >> (b + 1));
            if (b != 0 && b != -1)
                r += a / b * 7 + a % b;
            if (b != 0)
                r ^= (int)((uint)a / (uint)b) + (int)((uint)a % (uint)b);
            r += -1 / 8 + a / 8 + (int)((uint)a / 8) + a % 16;
            return r;
        }
    }

    public static int Narrow(int a, int b)
    {
        unchecked
        {
            sbyte s = (sbyte)a;
            byte u = (byte)(a + b);
            short h = (short)(a * b);
            ushort w = (ushort)(a - b);
            s += 100;
            u -= 77;
            return s * 3 + u * 5 + h * 7 + w + (s < 0 ? 1 : 2) + (u > 128 ? 4 : 8);
        }
    }

    public static long Longs(int a, int b)
    {
        unchecked
        {
            long x = ((long)a << 32) | (uint)b;
            ulong y = (ulong)x * 0x9E3779B97F4A7C15UL;
            long r = x + (long)(y >> 29) - (x >> (b & 63));
            if (b != 0)
                r += x / b + (long)(y % (ulong)(uint)b);
            r ^= (long)(uint)a * (uint)b >> 32;
            return r + (int)x + (uint)y;
        }
    }

    public static float Floats(float a, float b)
    {
        float r = a + b * Half - a / b;
        r += MathF.Sqrt(MathF.Abs(a)) + MathF.Floor(b) - MathF.Ceiling(a) + MathF.Truncate(b) + MathF.Round(a * 4);
        if (a < b)
            r += 1;
        if (!(a >= b))
            r += 2;
        if (a != b)
            r += 4;
        if (!float.IsNaN(a) && !(b > a))
            r -= 8;
        return r;
    }

    public static int Comparisons(float a, float b)
    {
        int r = 0;
        r |= a < b ? 1 : 0;
        r |= a <= b ? 2 : 0;
        r |= a > b ? 4 : 0;
        r |= a >= b ? 8 : 0;
        r |= a == b ? 16 : 0;
        r |= a != b ? 32 : 0;
        bool stored = !(a < b);
        bool both = stored & !(a > b);
        r |= stored ? 64 : 0;
        r |= both ? 128 : 0;
        r |= float.IsNaN(a) ? 256 : 0;
        r |= float.IsFinite(b) ? 512 : 0;
        r |= float.IsInfinity(a) ? 1024 : 0;
        if (!(a <= b))
            r |= 2048;
        return r;
    }

    public static int Conversions(float a, float b)
    {
        unchecked
        {
            int r = (int)a;
            r ^= (int)(uint)b;
            r += (int)(long)a;
            r -= (int)(ulong)b;
            r ^= (sbyte)a + (byte)(int)b;
            r += (int)(double)a + BitConverter.SingleToInt32Bits((float)(uint)r);
            r ^= BitConverter.SingleToInt32Bits(r * 1.5f);
            return r ^ (int)((long)r * 3);
        }
    }

    public static int Extremes(float a, float b) =>
        BitConverter.SingleToInt32Bits(MathF.Min(a, b)) ^ (BitConverter.SingleToInt32Bits(MathF.Max(a, b)) * 3);

    public static float HalfPrecision(float a, float b) => (float)(Jit.Half)a + (float)((Jit.Half)a * (Jit.Half)b);

    public static int Control(int a, int b)
    {
        int r = 0;
        for (int i = 0; i < 10; i++)
        {
            if ((i & 1) == 0)
                continue;
            r += i * a;
            if (r > 1000)
                break;
        }
        int n = b & 15;
        while (n > 0)
        {
            r = r * 3 + n;
            n--;
        }
        do
        {
            r ^= n + 5;
            n++;
        }
        while (n < (a & 3));
        for (int i = 0; i < (a & 3); i++)
            for (int j = i; j < 4; j++)
                r += (i ^ j) * b;
        switch (a & 7)
        {
            case 0:
                r += 1;
                break;
            case 1:
            case 2:
                r -= b;
                break;
            case 5:
                r = a > b ? r : -r;
                break;
            default:
                r ^= 0x55;
                goto case 0;
        }
        return (a > 0 && b > 0) || (a < -5 && b != 3) ? r : r + (a > b ? a - b : b > 10 ? 1 : 2);
    }

    public static int EarlyReturns(int a, int b)
    {
        int best = Choose(a, b);
        return best > 0 ? Choose(best, a) + Depth(best & 7) : Choose(-best, b);
    }

    public static float Structs(float a, float b)
    {
        Nested n = default;
        n.Inner.Low = a;
        n.Inner.High = a;
        n.Inner.Widen(b);
        n.Tuple = (2, 3);
        (n.Tuple.A, n.Count) = (n.Count + 7, n.Tuple.A);
        Change(ref n, in b);
        var copy = n;
        copy.Inner.Low += 1;
        (float x, float y) = Swap((n.Inner.Low, copy.Inner.Low));
        (x, y) = (y, x);
        return x * 2 + y + n.Inner.High + n.Count + n.Tuple.A + n.Tuple.B + Combine<Difference>(a, b);
    }

    public static int Arrays(int a, int b)
    {
        int r = 0;
        for (int i = 0; i < 8; i++)
            r = r * 31 + Mix(a + i, b);
        return r;
    }

    private static int Mix(int x, int y) => unchecked((x * 73856093) ^ (y * 19349663));

    private static int Choose(int a, int b)
    {
        if (a > b)
            return a - b;
        for (int i = 0; i < 5; i++)
        {
            if (a + i == b)
                return i + 100;
        }
        return a < 0 ? unchecked(-a) : 3;
    }

    private static int Depth(int n)
    {
        int r = 1;
        while (true)
        {
            if (n <= 1)
                return r;
            r *= n--;
        }
    }

    private static void Change(ref Nested n, in float b)
    {
        n.Count += b > 0 ? 1 : 2;
        ref Pair inner = ref n.Inner;
        inner.High += n.Count;
        n.Tuple.B -= 5;
    }

    private static (float, float) Swap((float A, float B) t) => (t.B, t.A);

    private static float Combine<T>(float a, float b)
        where T : struct, IBinary<float> => T.Apply(a, b) + T.Apply(b, T.Apply(a, 1));

    public interface IIntegerBody
    {
        static abstract int Run(int a, int b);
    }

    public interface IFloatBody
    {
        static abstract int Run(float a, float b);
    }

    public static void OverIntegers<TBody>(Index1D i, ArrayView<int> a, ArrayView<int> b, ArrayView<int> result)
        where TBody : struct, IIntegerBody => result[i] = TBody.Run(a[i], b[i]);

    public static void OverFloats<TBody>(Index1D i, ArrayView<float> a, ArrayView<float> b, ArrayView<int> result)
        where TBody : struct, IFloatBody => result[i] = TBody.Run(a[i], b[i]);

    public readonly struct IntegersBody : IIntegerBody
    {
        public static int Run(int a, int b) => Integers(a, b);
    }

    public readonly struct NarrowBody : IIntegerBody
    {
        public static int Run(int a, int b) => Narrow(a, b);
    }

    public readonly struct LongsBody : IIntegerBody
    {
        public static int Run(int a, int b) => unchecked((int)(Longs(a, b) ^ (Longs(a, b) >> 32)));
    }

    public readonly struct ControlBody : IIntegerBody
    {
        public static int Run(int a, int b) => unchecked(Control(a, b));
    }

    public readonly struct EarlyReturnsBody : IIntegerBody
    {
        public static int Run(int a, int b) => EarlyReturns(a, b);
    }

    public readonly struct ArraysBody : IIntegerBody
    {
        public static int Run(int a, int b) => Arrays(a, b);
    }

    public readonly struct FloatsBody : IFloatBody
    {
        public static int Run(float a, float b) => Bits(Floats(a, b));
    }

    public readonly struct ComparisonsBody : IFloatBody
    {
        public static int Run(float a, float b) => Comparisons(a, b);
    }

    public readonly struct ConversionsBody : IFloatBody
    {
        public static int Run(float a, float b) => Conversions(a, b);
    }

    public readonly struct ExtremesBody : IFloatBody
    {
        public static int Run(float a, float b) => Extremes(a, b);
    }

    public readonly struct HalfBody : IFloatBody
    {
        public static int Run(float a, float b) => Bits(HalfPrecision(a, b));
    }

    public readonly struct StructsBody : IFloatBody
    {
        public static int Run(float a, float b) => Bits(Structs(a, b));
    }

    /// <summary>The bits, with one NaN for all.</summary>
    private static int Bits(float value) => float.IsNaN(value) ? 0x7fc00000 : BitConverter.SingleToInt32Bits(value);

    public static void LocalHistogram(ArrayView<int> data, ArrayView<int> result)
    {
        var counts = LocalMemory.Allocate<int>(8);
        for (int i = 0; i < 8; i++)
            counts[i] = 0;
        int item = Grid.IdxX * Group.DimX + Group.IdxX;
        for (int i = 0; i < 16; i++)
            counts[data[item * 16 + i] & 7]++;
        int r = 0;
        for (int i = 0; i < 8; i++)
            r = r * 17 + counts[i];
        result[item] = r;
    }

    public static void Scan(ArrayView<int> data, ArrayView<int> result)
    {
        var shared = SharedMemory.Allocate<int>(128);
        int tid = Group.IdxX;
        int sum = data[Grid.IdxX * Group.DimX + tid];
        shared[tid] = sum;
        Group.Barrier();
        for (int offset = 1; offset < Group.DimX; offset <<= 1)
        {
            int other = tid >= offset ? shared[tid - offset] : 0;
            Group.Barrier();
            sum += other;
            shared[tid] = sum;
            Group.Barrier();
        }
        result[Grid.IdxX * Group.DimX + tid] = sum;
    }

    public static void WarpThenGroup(ArrayView<int> data, ArrayView<int> result)
    {
        var partial = SharedMemory.Allocate<int>(4);
        int tid = Group.IdxX;
        int value = data[Grid.IdxX * Group.DimX + tid];
        for (int mask = 16; mask > 0; mask >>= 1)
            value += Warp.ShuffleXor(value, mask);
        if (Warp.LaneIdx == 0)
            partial[Warp.WarpIdx] = value;
        Group.Barrier();
        if (tid < 32)
        {
            value = tid < Group.DimX / 32 ? partial[tid] : 0;
            value += Warp.ShuffleDown(value, 2);
            value += Warp.ShuffleDown(value, 1);
            if (tid == 0)
                result[Grid.IdxX] = value;
        }
    }

    public static void TwoBuffers(ArrayView<int> a, ArrayView<int> b, ArrayView<int> result)
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX;
        var view = (i & 1) == 0 ? a : b;
        var next = view.SubView(1);
        if ((i & 2) != 0)
            view = next;
        ref int cell = ref ((i & 4) == 0 ? ref result[i] : ref result[i ^ 0]);
        cell = view[i % 8] + (int)next.Length;
    }

    /// <summary>Between two barriers a value is written on one way only, and read on none.</summary>
    public static void WrittenOnOneWay(ArrayView<int> data, ArrayView<int> result)
    {
        var shared = SharedMemory.Allocate<int>(32);
        int item = Group.IdxX;
        int value = data[item] * 3;
        shared[item] = item;
        Group.Barrier();
        if (shared[item ^ 1] > 20)
            value = item;
        Group.Barrier();
        result[item] = value + shared[31 - item];
    }
}
