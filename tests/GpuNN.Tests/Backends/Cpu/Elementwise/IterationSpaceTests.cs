using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Elementwise.Operators;

namespace GpuNN.Tests.Backends.Cpu.Elementwise;

/// <summary>Views, broadcasting and large arrays: what lies between the operator and its contiguous rows.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed unsafe class IterationSpaceTests
{
    [Fact]
    public void MergesWhatEveryOperandStepsThroughAsOne()
    {
        IterationSpace dense = IterationSpace.Create([2, 1, 3, 4], [12, 9, 4, 1, 12, 9, 4, 1], 2);
        Assert.Equal(1, dense.Rank);
        Assert.Equal(24, dense.Extent(0));
        Assert.True(dense.IsDense(0));

        IterationSpace perChannel = IterationSpace.Create([2, 3, 4, 5], [60, 20, 5, 1, 0, 1, 0, 0], 2);
        Assert.Equal(3, perChannel.Rank);
        Assert.Equal(20, perChannel.Extent(2));

        IterationSpace turned = IterationSpace.Create([3, 5], [1, 3, 1, 3], 2);
        Assert.Equal(1, turned.Rank);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(40)]
    public void AddsUnderEveryKindOfStride(int inner)
    {
        int[] extents = [5, 3, inner];
        long[][] strides =
        [
            [3L * inner, inner, 1],
            [1, 5, 15],
            [0, inner, 1],
            [3L * inner, 0, 1],
            [0, 1, 0],
            [0, 0, 0],
            [6L * inner, 2L * inner, 2],
        ];
        float[] x = Enumerable.Range(0, 30 * inner + 30).Select(i => (float)i).ToArray();
        float[] y = Enumerable.Range(0, 30 * inner + 30).Select(i => 1000f + 3 * i).ToArray();
        for (int s = 0; s < strides.Length * strides.Length; s++)
        {
            long[] sx = strides[s / strides.Length];
            long[] sy = strides[s % strides.Length];
            foreach (long[] sz in new[] { strides[0], strides[1], strides[6] })
            {
                float[] z = new float[30 * inner + 30];
                Array.Fill(z, float.NaN);
                fixed (float* px = x, py = y, pz = z)
                {
                    IterationSpace space = IterationSpace.Create([5, 3, inner], [.. sz, .. sx, .. sy], 3);
                    ElementwiseEngine.Binary(default(Add<float>), px, py, pz, space);
                }

                float[] expected = new float[z.Length];
                Array.Fill(expected, float.NaN);
                for (int i = 0; i < 15 * inner; i++)
                {
                    int a = i / (3 * inner);
                    int b = i / inner % 3;
                    int c = i % inner;
                    long At(long[] stride) => a * stride[0] + b * stride[1] + c * stride[2];
                    expected[At(sz)] = x[At(sx)] + y[At(sy)];
                }

                Assert.Equal(expected, z);
            }
        }

        Assert.Equal(3, extents.Length);
    }

    [Theory]
    [InlineData(8 * 1024 * 1024 + 4096 + 3, 0)]
    [InlineData(8 * 1024 * 1024 + 4096 + 3, 5)]
    [InlineData(300_000, 1)]
    public void LargeResultsAreWhole(int count, int offset)
    {
        using Gemm.GuardedArray<float> x = new(count + offset);
        using Gemm.GuardedArray<float> z = new(count);
        for (int i = 0; i < count; i++)
        {
            x.Pointer[i + offset] = i & 0xFFFF;
        }

        ElementwiseEngine.Unary(new ScaleAndShift<float>(2, 1), x.Pointer + offset, z.Pointer, IterationSpace.Contiguous(count, 2));
        z.AssertBandsUntouched();
        for (int i = 0; i < count; i++)
        {
            if (z.Pointer[i] != 2 * (i & 0xFFFF) + 1)
            {
                Assert.Fail($"element {i} of {count}: {z.Pointer[i]}");
            }
        }
    }

    [Fact]
    public void SelectsAndConverts()
    {
        byte[] condition = Enumerable.Range(0, 37).Select(i => (byte)(i % 3)).ToArray();
        float[] x = Enumerable.Range(0, 37).Select(i => (float)i).ToArray();
        float[] y = Enumerable.Range(0, 37).Select(i => (float)-i).ToArray();
        foreach (int bits in new[] { 128, 256, 512 })
        {
            using WidthScope width = new(bits);
            float[] z = new float[37];
            fixed (byte* c = condition)
            {
                fixed (float* px = x, py = y, pz = z)
                {
                    ElementwiseEngine.Select(c, px, py, pz, IterationSpace.Contiguous(37, 4));
                }
            }

            Assert.Equal(Enumerable.Range(0, 37).Select(i => i % 3 != 0 ? (float)i : -i), z);
        }

        float[] source = [1.9f, -1.9f, float.NaN, 1e20f, -1e20f];
        int[] integers = new int[5];
        fixed (float* px = source)
        {
            fixed (int* pz = integers)
            {
                ElementwiseEngine.Convert(px, pz, IterationSpace.Contiguous(5, 2));
            }
        }

        Assert.Equal([1, -1, 0, int.MaxValue, int.MinValue], integers);
    }
}
