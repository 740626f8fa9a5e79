namespace GpuNN.Jit.Tests.Kernels;

/// <summary>Small kernels, each with the plain C# that says what it computes.</summary>
internal static class SampleKernels
{
    public interface IUnary
    {
        static abstract float Apply(float x);
    }

    public readonly struct Squared : IUnary
    {
        public static float Apply(float x) => x * x;
    }

    public readonly struct Scale
    {
        public float Factor { get; init; }

        public int Offset { get; init; }
    }

    public struct Float4
    {
        public float X, Y, Z, W;
    }

    public static void AddIndexed(Index1D index, ArrayView<float> x, ArrayView<float> y, float alpha) =>
        y[index] = alpha * x[index] + y[index];

    public static void Apply<T>(ArrayView<float> x, ArrayView<float> y)
        where T : struct, IUnary
    {
        int i = Grid.GlobalIndex.X;
        if (i < y.IntLength)
            y[i] = T.Apply(x[i]);
    }

    /// <summary>Steps of the Collatz sequence: a loop whose trip count depends on the data.</summary>
    public static void Collatz(Index1D index, ArrayView<int> steps)
    {
        long value = index.X + 1L;
        int count = 0;
        while (value != 1)
        {
            value = (value & 1) == 0 ? value / 2 : 3 * value + 1;
            count++;
        }
        steps[index] = count;
    }

    public static int Collatz(int start)
    {
        long value = start;
        int count = 0;
        while (value != 1)
        {
            value = (value & 1) == 0 ? value / 2 : 3 * value + 1;
            count++;
        }
        return count;
    }

    /// <summary>Nested loops with a break, a continue and an early exit.</summary>
    public static void Primes(Index1D index, ArrayView<int> smallestFactor)
    {
        int n = index.X + 2;
        int found = n;
        for (int d = 2; d * d <= n; d++)
        {
            if (d > 2 && d % 2 == 0)
                continue;
            if (n % d == 0)
            {
                found = d;
                break;
            }
        }
        smallestFactor[index] = found;
    }

    public static void ReverseGroup(ArrayView<int> data)
    {
        ArrayView<int> shared = SharedMemory.Allocate<int>(64);
        int i = Group.IdxX;
        int global = Grid.IdxX * Group.DimX + i;
        shared[i] = data[global];
        Group.Barrier();
        data[global] = shared[Group.DimX - 1 - i];
    }

    /// <summary>A tree reduction: a barrier inside a loop.</summary>
    public static void SumGroup(ArrayView<float> x, ArrayView<float> sums)
    {
        ArrayView<float> shared = SharedMemory.GetDynamic<float>();
        int i = Group.IdxX;
        shared[i] = x[Grid.IdxX * Group.DimX + i];
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (i < half)
                shared[i] += shared[i + half];
            Group.Barrier();
        }
        if (i == 0)
            sums[Grid.IdxX] = shared[0];
    }

    public static void SumWarp(ArrayView<float> x, ArrayView<float> sums)
    {
        int global = Grid.IdxX * Group.DimX + Group.IdxX;
        float value = x[global];
        for (int distance = 16; distance > 0; distance /= 2)
            value += Warp.ShuffleDown(value, distance);
        if (Warp.LaneIdx == 0)
            sums[global / 32] = value;
    }

    public static void Count(Index1D index, ArrayView<int> values, ArrayView<int> histogram, ArrayView<float> sum)
    {
        GpuNN.Jit.Atomic.Add(ref histogram[values[index]], 1);
        GpuNN.Jit.Atomic.Add(ref sum[0], 1f);
        GpuNN.Jit.Atomic.Max(ref histogram[histogram.IntLength - 1], values[index]);
    }

    public static void ScaleBy(Index1D index, ArrayView<float> x, Scale scale, SpecializedValue<int> power)
    {
        float value = x[index];
        for (int i = 0; i < power; i++)
            value *= scale.Factor;
        x[index] = value + scale.Offset;
    }

    public static void Vectorised(ArrayView<float> x, ArrayView<float> y)
    {
        ArrayView<Float4> source = x.Cast<Float4>();
        ArrayView<Float4> target = y.Cast<Float4>();
        int i = Grid.GlobalIndex.X;
        if (i >= target.IntLength)
            return;
        Float4 v = source[i];
        v.X += 1;
        v.Y += 2;
        v.Z += 3;
        v.W += 4;
        target[i] = v;
    }

    public static void Matrix(Index2D index, ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int depth, int columns)
    {
        float sum = 0;
        for (int k = 0; k < depth; k++)
            sum += a[index.Y * depth + k] * b[k * columns + index.X];
        c[index.Y * columns + index.X] = sum;
    }

    public static void Narrow(Index1D index, ArrayView<byte> bytes, ArrayView<sbyte> signed, ArrayView<short> shorts, ArrayView<long> sums)
    {
        bytes[index] = (byte)(bytes[index] + 200);
        signed[index] = (sbyte)(signed[index] - 100);
        shorts[index] = (short)(shorts[index] * 3);
        sums[index] = bytes[index] + signed[index] + (long)shorts[index];
    }
}
