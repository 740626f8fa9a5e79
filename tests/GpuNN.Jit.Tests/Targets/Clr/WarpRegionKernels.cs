namespace GpuNN.Jit.Tests.Targets.Clr;

/// <summary>Kernels in which lanes exchange values, and kernels of 64-bit numbers.</summary>
internal static class WarpRegionKernels
{
    private static int Item => Group.IdxY * Group.DimX + Group.IdxX;

    /// <summary>Mixes what a shuffle gives for every constant.</summary>
    public static void Shuffled<T, TMix, TShuffle>(ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged
        where TMix : IMix<T>
        where TShuffle : IShuffle
    {
        T value = x[Item], sum = default;
        for (int i = 0; i < 32; i++)
            sum = TMix.Of(sum, TShuffle.Of(value, i));
        y[Item] = sum;
    }

    /// <summary>Data-dependent loops between shuffles: the lanes leave their registers and come back.</summary>
    public static void LanesThatPart(ArrayView<int> x, ArrayView<int> y)
    {
        int value = x[Item], kept = value * 3, sum = 0;
        for (int round = 0; round < 3; round++)
        {
            int other = Warp.ShuffleXor(value, 5);
            for (int k = 0; k < other % 7; k++)
                value = value * 5 + k;
            if ((value & 3) == 1)
                kept += round;
            sum += Warp.ShuffleDown(value ^ kept, 9);
            value &= 0xffff;
        }
        y[Item] = sum + kept;
    }

    /// <summary>Registers across barriers of the group, in a loop, with values of rows and of the whole group.</summary>
    public static void LoopsAndBarriers(ArrayView<int> x, ArrayView<int> y)
    {
        var shared = SharedMemory.Allocate<int>(256);
        int value = x[Item], row = Group.IdxY * 5, scale = 1;
        for (int i = 0; i < x[0] % 3 + 4; i++)
        {
            shared[Item] = value + Warp.ShuffleUp(value, 3);
            scale = scale * 3 + i;
            Group.Barrier();
            value = shared[Group.DimX * Group.DimY - 1 - Item] + row * scale;
            row += Warp.ShuffleXor(value, 16) & 1;
            Group.Barrier();
        }
        y[Item] = value + row;
    }

    /// <summary>What cannot run on vectors, between shuffles.</summary>
    public static void AtomicInTheMiddle(ArrayView<int> x, ArrayView<int> y)
    {
        int value = x[Item], kept = value ^ 85;
        value += Warp.ShuffleDown(value, 4);
        Atomic.Add(ref y[Item], value);
        kept += Warp.ShuffleXor(value, 1) * 7;
        Atomic.Add(ref y[Item], Warp.Shuffle(kept, 30));
        y[Item] += Warp.ShuffleUp(kept + value, 2);
    }

    /// <summary>Shuffles of 64 bits by a lane that only the launch knows.</summary>
    public static void WideIntegers(ArrayView<int> x, ArrayView<int> y)
    {
        long value = (long)x[Item] << 33;
        int distance = x[1] & 7;
        value += Warp.ShuffleDown(value, distance) >> 3;
        double half = Warp.ShuffleXor((double)x[Item], distance) / 2;
        y[Item] = (int)(value >> 31) ^ (int)half;
    }

    /// <summary>Arithmetic, comparisons, choices and conversions of 64-bit numbers.</summary>
    public static void Wide(ArrayView<long> longs, ArrayView<double> doubles, ArrayView<long> longResults, ArrayView<double> doubleResults)
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX, other = i * 77 & 255;
        long a = longs[i], b = longs[other];
        double x = doubles[i], y = doubles[other];
        long integer = a * b + (a ^ (b >> 7)) - (long)((ulong)b >> 9) + (a << 5) + (a & ~b | (uint)i);
        integer += System.Math.Min(a, b) ^ System.Math.Max(a, b) ^ (long)System.Math.Min((ulong)a, (ulong)b);
        integer += a / (b | 1) + (long)((ulong)a % ((ulong)b | 1)) + (a < b ? 3 : 5) + ((ulong)a <= (ulong)b ? 7 : 11) + (x < y ? 13 : 17);
        double number = x * y + x / (y * y + 1) - System.Math.Sqrt(System.Math.Abs(x)) + System.Math.Min(x, y) - System.Math.Max(x, 0.5);
        number += (double)a + i + (float)x + System.Math.Floor(y) + (x >= y ? 1 : 2);
        longResults[i] = integer;
        longResults[256 + other] = (long)x + (int)a;
        longResults[512 + (long)i] = System.BitConverter.DoubleToInt64Bits(y) ^ (uint)i;
        doubleResults[i] = number;
        doubleResults[256 + other] = (float)y;
        doubleResults[512 + (long)i] = System.Math.FusedMultiplyAdd(x, y, x);
    }

    /// <summary>Takes a value into a sum in which every one before keeps its trace.</summary>
    public interface IMix<T>
    {
        static abstract T Of(T sum, T value);
    }

    public readonly struct MixIntegers : IMix<int>
    {
        public static int Of(int sum, int value) => sum * 3 + value;
    }

    public readonly struct MixLongs : IMix<long>
    {
        public static long Of(long sum, long value) => sum * 3 + value;
    }

    public readonly struct MixSingles : IMix<float>
    {
        public static float Of(float sum, float value) => sum * 0.75f + value;
    }

    public readonly struct MixDoubles : IMix<double>
    {
        public static double Of(double sum, double value) => sum * 0.75 + value;
    }

    /// <summary>A shuffle by a constant, and the lane from which it takes by its definition.</summary>
    public interface IShuffle
    {
        static abstract T Of<T>(T value, int constant)
            where T : unmanaged;

        static abstract int Source(int lane, int constant);
    }

    public readonly struct Down : IShuffle
    {
        public static T Of<T>(T value, int constant)
            where T : unmanaged => Warp.ShuffleDown(value, constant);

        public static int Source(int lane, int constant) => lane + constant < 32 ? lane + constant : lane;
    }

    public readonly struct Up : IShuffle
    {
        public static T Of<T>(T value, int constant)
            where T : unmanaged => Warp.ShuffleUp(value, constant);

        public static int Source(int lane, int constant) => lane - constant >= 0 ? lane - constant : lane;
    }

    public readonly struct Xor : IShuffle
    {
        public static T Of<T>(T value, int constant)
            where T : unmanaged => Warp.ShuffleXor(value, constant);

        public static int Source(int lane, int constant) => lane ^ constant;
    }

    public readonly struct Index : IShuffle
    {
        public static T Of<T>(T value, int constant)
            where T : unmanaged => Warp.Shuffle(value, constant);

        public static int Source(int lane, int constant) => constant;
    }

    public readonly struct DownOfEight : IShuffle
    {
        public static T Of<T>(T value, int constant)
            where T : unmanaged => Warp.ShuffleDown(value, constant & 7, 8);

        public static int Source(int lane, int constant) => lane % 8 + (constant & 7) < 8 ? lane + (constant & 7) : lane;
    }
}
