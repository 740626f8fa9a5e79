using GpuNN.Backends.Cpu.Pooling;
using GpuNN.Tests.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Pooling;

/// <summary>Poolings against plain loops over windows; every axis has sizes of its own.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed unsafe class PoolingEngineTests
{
    private const double HalfEpsilon = 1.0 / (1 << 24);

    private const int Planes = 3;

    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void MaximaAndTheirPlaces(int bits)
    {
        using WidthScope width = new(bits);
        foreach (PlanePooling pooling in Poolings())
        {
            int input = pooling.Height * pooling.Width;
            int output = pooling.OutputHeight * pooling.OutputWidth;
            using GuardedArray<float> x = new(Planes * input);
            using GuardedArray<float> y = new(Planes * output);
            Random random = new(input);
            for (int i = 0; i < Planes * input; i++)
            {
                x.Values[i] = i % 11 == 5 ? float.NaN : random.Next(5);
            }

            long[] places = new long[Planes * output];
            fixed (long* pointer = places)
            {
                PoolingEngine.Max(pooling, Planes, x.Pointer, y.Pointer, pointer);
            }

            y.AssertBandsUntouched();
            for (int i = 0; i < Planes * output; i++)
            {
                int best = -1;
                int plane = i / output * input;
                foreach (int place in Window(pooling, i % output, pooling.DilationHeight, pooling.DilationWidth))
                {
                    float next = x.Values[plane + place];
                    if (best < 0 || (!(next <= x.Values[plane + best]) && !float.IsNaN(x.Values[plane + best])))
                    {
                        best = place;
                    }
                }

                Assert.True(best == places[i], $"{pooling}: {i} from {places[i]}, expected {best}");
                Assert.Equal(x.Values[plane + best], y.Values[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void AveragesAndTheirTranspose(int bits)
    {
        using WidthScope width = new(bits);
        foreach (PlanePooling pooling in Poolings().Where(p => p.DilationHeight == 1 && p.DilationWidth == 1))
        {
            int input = pooling.Height * pooling.Width;
            int output = pooling.OutputHeight * pooling.OutputWidth;
            using GuardedArray<float> x = new(Planes * input, seed: input);
            using GuardedArray<float> y = new(Planes * output);
            using GuardedArray<float> d = new(Planes * output, seed: output);
            using GuardedArray<float> dx = new(Planes * input);
            PoolingEngine.Average(pooling, Planes, false, 0, x.Pointer, y.Pointer);
            PoolingEngine.AverageBackward(pooling, Planes, false, 0, d.Pointer, dx.Pointer);
            y.AssertBandsUntouched();
            dx.AssertBandsUntouched();
            double[] gradient = new double[Planes * input];
            double[] magnitudes = new double[Planes * input];
            int[] windows = new int[Planes * input];
            for (int i = 0; i < Planes * output; i++)
            {
                int plane = i / output * input;
                List<int> window = [.. Window(pooling, i % output, 1, 1)];
                double expected = window.Average(place => (double)x.Pointer[plane + place]);
                double magnitude = window.Average(place => Math.Abs((double)x.Pointer[plane + place]));
                Assert.True(Math.Abs(y.Values[i] - expected) <= Budget(window.Count, magnitude), $"{pooling}: {i}");
                foreach (int place in window)
                {
                    gradient[plane + place] += d.Pointer[i] / (double)window.Count;
                    magnitudes[plane + place] += Math.Abs(d.Pointer[i]) / (double)window.Count;
                    windows[plane + place]++;
                }
            }

            for (int i = 0; i < gradient.Length; i++)
            {
                Assert.True(
                    Math.Abs(dx.Values[i] - gradient[i]) <= Budget(windows[i], magnitudes[i]), $"{pooling}: gradient {i}");
            }
        }
    }

    [Fact]
    public void ScatterAddsAndGatherPicks()
    {
        using GuardedArray<float> x = new(2 * 5, seed: 1);
        using GuardedArray<float> y = new(2 * 7);
        using GuardedArray<float> back = new(2 * 5);
        long[] places = [6, 0, 6, 3, 2, 1, 1, 1, 1, 4];
        fixed (long* pointer = places)
        {
            PlaneScatter.Scatter(x.Pointer, pointer, 2, 5, 7, true, null, y.Pointer);
            PlaneScatter.Gather(y.Pointer, pointer, 2, 7, 5, back.Pointer);
        }

        float[] expected = new float[14];
        for (int i = 0; i < 10; i++)
        {
            expected[i / 5 * 7 + places[i]] += x.Values[i];
        }

        Assert.Equal(expected, y.Values.ToArray());
        Assert.Equal(places.Select((place, i) => expected[i / 5 * 7 + place]), back.Values.ToArray());
        y.AssertBandsUntouched();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(6000)]
    public void WindowsThatDoNotOverlapScatterLikeAnyPlaces(int planes)
    {
        foreach ((int height, int width) in new[] { (2, 2), (7, 5), (6, 16), (8, 33), (40, 40), (5, 71) })
        {
            PlanePooling pooling = Of(height, width, 2, 2, 2, 2, 0, 0, 1, 1);
            int outputs = pooling.OutputHeight * pooling.OutputWidth;
            using GuardedArray<float> d = new(planes * outputs, seed: width);
            using GuardedArray<float> expected = new(planes * height * width);
            using GuardedArray<float> actual = new(planes * height * width);
            Random random = new(width);
            long[] places = new long[planes * outputs];
            for (int i = 0; i < places.Length; i++)
            {
                int row = 2 * (i % outputs / pooling.OutputWidth) + random.Next(2);
                places[i] = row * width + 2 * (i % pooling.OutputWidth) + random.Next(2);
            }

            fixed (long* pointer = places)
            {
                PlaneScatter.Scatter(d.Pointer, pointer, planes, outputs, height * width, true, null, expected.Pointer);
                PlaneScatter.Scatter(d.Pointer, pointer, planes, outputs, height * width, true, pooling, actual.Pointer);
            }

            Assert.True(expected.Values.SequenceEqual(actual.Values), $"{height}x{width}");
            actual.AssertBandsUntouched();
        }
    }

    [Theory]
    [InlineData(128, 3)]
    [InlineData(256, 3)]
    [InlineData(512, 3)]
    [InlineData(256, 3000)]
    public void WindowsThatOverlapCollectWhatPlacesScatter(int bits, int planes)
    {
        using WidthScope scope = new(bits);
        foreach ((int height, int width) in new[] { (3, 3), (4, 5), (6, 16), (7, 33), (9, 15), (40, 40), (5, 71), (3, 130) })
        {
            foreach (int padding in new[] { 0, 1 })
            {
                PlanePooling pooling = Of(height, width, 3, 3, 2, 2, padding, padding, 1, 1);
                int outputs = pooling.OutputHeight * pooling.OutputWidth;
                using GuardedArray<float> d = new(planes * outputs, seed: width);
                using GuardedArray<float> expected = new(planes * height * width);
                using GuardedArray<float> actual = new(planes * height * width);
                Random random = new(width + padding);
                long[] places = new long[planes * outputs];
                int[][] windows = [.. Enumerable.Range(0, outputs).Select(o => Window(pooling, o, 1, 1).ToArray())];
                for (int i = 0; i < places.Length; i++)
                {
                    int[] window = windows[i % outputs];
                    places[i] = window[random.Next(window.Length)];
                }

                fixed (long* pointer = places)
                {
                    PlaneScatter.Scatter(d.Pointer, pointer, planes, outputs, height * width, true, null, expected.Pointer);
                    PlaneScatter.Scatter(d.Pointer, pointer, planes, outputs, height * width, true, pooling, actual.Pointer);
                }

                Assert.True(expected.Values.SequenceEqual(actual.Values), $"{height}x{width}, padding {padding}");
                actual.AssertBandsUntouched();
            }
        }
    }

    /// <summary>The most that the rounding of each of K terms' sums, of a factor and of a product with it can add: K + 2 times
    /// ½ε of the terms' magnitudes.</summary>
    private static double Budget(int terms, double magnitude) => (terms + 2) * HalfEpsilon * magnitude;

    private static IEnumerable<PlanePooling> Poolings()
    {
        foreach (int width in new[] { 2, 5, 10, 15, 16, 17, 31, 33, 40, 64, 71 })
        {
            yield return Of(6, width, 2, 2, 2, 2, 0, 0, 1, 1);
            yield return Of(7, width, 3, 2, 2, 1, 1, 1, 1, 1);
            yield return Of(9, width + 4, 3, 3, 2, 2, 1, 1, 1, 1);
            yield return Of(9, width + 4, 2, 3, 1, 3, 0, 1, 1, 1);
            yield return Of(11, width + 9, 3, 2, 2, 2, 1, 0, 2, 3);
            yield return Of(1, width + 4, 1, 4, 1, 2, 0, 2, 1, 1);
            yield return Of(8, width + 4, 3, 3, 4, 5, 0, 0, 1, 1);
        }
    }

    private static PlanePooling Of(
        int height, int width, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, int top, int left,
        int dilationHeight, int dilationWidth) =>
        new(
            height,
            width,
            (height + 2 * top - dilationHeight * (kernelHeight - 1) - 1) / strideHeight + 1,
            (width + 2 * left - dilationWidth * (kernelWidth - 1) - 1) / strideWidth + 1,
            kernelHeight,
            kernelWidth,
            strideHeight,
            strideWidth,
            top,
            left,
            top,
            left,
            dilationHeight,
            dilationWidth);

    private static IEnumerable<int> Window(PlanePooling p, int output, int dilationHeight, int dilationWidth)
    {
        for (int r = 0; r < p.KernelHeight; r++)
        {
            for (int c = 0; c < p.KernelWidth; c++)
            {
                int row = output / p.OutputWidth * p.StrideHeight - p.PaddingTop + r * dilationHeight;
                int column = output % p.OutputWidth * p.StrideWidth - p.PaddingLeft + c * dilationWidth;
                if (row >= 0 && row < p.Height && column >= 0 && column < p.Width)
                {
                    yield return row * p.Width + column;
                }
            }
        }
    }
}
