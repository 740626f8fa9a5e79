using System.Numerics;
using GpuNN.Backends.Cpu;
using GpuNN.Backends.Cpu.Gemm;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GemmEngine = GpuNN.Backends.Cpu.Gemm.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Gemm;

public sealed unsafe class GemmTests
{
    public static TheoryData<CpuInstructionSet> InstructionSets => [.. Enum.GetValues<CpuInstructionSet>()];

    /// <summary>Sizes at, below and above the tiles of every instruction set and the block of depth.</summary>
    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Every_variant_and_layout_equals_the_plain_sum(CpuInstructionSet instructionSet)
    {
        (int M, int N, int K)[] sizes =
        [
            (1, 1, 1), (2, 3, 4), (5, 7, 9), (6, 16, 8), (7, 17, 33), (12, 32, 40), (13, 33, 5), (11, 31, 64), (14, 64, 3),
            (25, 49, 70), (1, 37, 100), (41, 1, 100), (3, 8, 1), (37, 40, 650), (70, 9, 20),
            (33, 82, 515), (24, 65, 403), (64, 49, 39),
        ];
        foreach ((int m, int n, int k) in sizes)
        {
            for (int layout = 0; layout < 4; layout++)
            {
                foreach (GemmVariant variant in Enum.GetValues<GemmVariant>())
                {
                    Check<float>(m, n, k, layout, variant, instructionSet, 1, 0);
                }

                Check<float>(m, n, k, layout, GemmVariant.Automatic, instructionSet, 0.5, 1);
                Check<float>(m, n, k, layout, GemmVariant.Automatic, instructionSet, -2, 0.25);
                Check<double>(m, n, k, layout, GemmVariant.Automatic, instructionSet, -2, 0.25);
                Check<double>(m, n, k, layout, GemmVariant.PackBoth, instructionSet, 1, 0);
            }
        }
    }

    [Fact]
    public void Blocks_in_every_direction_on_several_threads_equal_the_plain_sum()
    {
        foreach (GemmVariant variant in Enum.GetValues<GemmVariant>())
        {
            Check<float>(531, 203, 777, 0, variant, CpuInstructionSets.Default, 1, 0);
            Check<float>(531, 203, 777, 3, variant, CpuInstructionSets.Default, 1, 1);
        }
    }

    [Fact]
    public void A_factor_of_zero_does_not_read_the_operands()
    {
        using GuardedArray<float> nan = new(64);
        using GuardedArray<float> c = new(64, 1);
        float[] expected = c.Values.ToArray();
        GemmEngine.Multiply(8, 8, 8, 0f, nan.Pointer, 8, 1, nan.Pointer, 8, 1, 2f, c.Pointer, 8);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(2 * expected[i], c.Values[i]);
        }
    }

    [Fact]
    public void A_depth_of_zero_gives_zeros()
    {
        using GuardedArray<float> nan = new(64);
        using GuardedArray<float> c = new(64);
        GemmEngine.Multiply(8, 8, 0, 1f, nan.Pointer, 8, 1, nan.Pointer, 8, 1, 0f, c.Pointer, 8);
        Assert.All(c.Values.ToArray(), v => Assert.Equal(0f, v));
    }

    [Fact]
    public void The_result_does_not_depend_on_the_number_of_threads()
    {
        const int M = 300, N = 310, K = 700;
        using GuardedArray<float> a = new(M * K, 1);
        using GuardedArray<float> b = new(K * N, 2);
        using GuardedArray<float> c = new(M * N);
        int threads = CpuThreading.ThreadCount;
        float[]? first = null;
        try
        {
            foreach (int count in new[] { 1, 2, 3, 7 })
            {
                CpuThreading.ThreadCount = count;
                GemmEngine.Multiply(M, N, K, 1f, a.Pointer, K, 1, b.Pointer, N, 1, 0f, c.Pointer, N);
                first ??= c.Values.ToArray();
                Assert.Equal(first, c.Values.ToArray());
            }
        }
        finally
        {
            CpuThreading.ThreadCount = threads;
        }
    }

    /// <summary>The last vector of a row overlaps the one before: what is not finite there must count once.</summary>
    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void An_infinity_before_the_end_of_a_row_stays_one(CpuInstructionSet instructionSet)
    {
        const int Rows = 17;
        const int Depth = 39;
        for (int k = 0; k < Depth; k++)
        {
            using GuardedArray<float> a = new(Rows * Depth, 1);
            using GuardedArray<float> x = new(Depth, 2);
            using GuardedArray<float> y = new(Rows);
            x.Values[k] = 0.5f;
            for (int r = 0; r < Rows; r++)
            {
                a.Values[(r * Depth) + k] = float.PositiveInfinity;
            }

            GemmEngine.Multiply(
                Rows, 1, Depth, 1f, a.Pointer, Depth, 1, x.Pointer, 1, 1, 0f, y.Pointer, 1, default(NoEpilogue<float>),
                GemmVariant.Automatic, instructionSet);
            Assert.All(y.Values.ToArray(), value => Assert.Equal(float.PositiveInfinity, value));
            x.Values[k] = float.PositiveInfinity;
            a.Values.Fill(0.25f);
            GemmEngine.Multiply(
                Rows, 1, Depth, 1f, a.Pointer, 1, Rows, x.Pointer, 1, 1, 0f, y.Pointer, 1, default(NoEpilogue<float>),
                GemmVariant.Automatic, instructionSet);
            Assert.All(y.Values.ToArray(), value => Assert.Equal(float.PositiveInfinity, value));
            y.AssertBandsUntouched();
        }
    }

    [Fact]
    public void A_product_allocates_nothing()
    {
        using GuardedArray<float> a = new(200 * 200, 1);
        using GuardedArray<float> c = new(200 * 200);
        void Run() => GemmEngine.Multiply(200, 200, 200, 1f, a.Pointer, 200, 1, a.Pointer, 200, 1, 0f, c.Pointer, 200);
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Check<T>(
        int m,
        int n,
        int k,
        int layout,
        GemmVariant variant,
        CpuInstructionSet instructionSet,
        double alpha,
        double beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool leftTransposed = (layout & 1) != 0;
        bool rightTransposed = (layout & 2) != 0;
        int leftRow = leftTransposed ? 1 : k + 3;
        int leftDepth = leftTransposed ? m + 2 : 1;
        int rightDepth = rightTransposed ? 1 : n + 5;
        int rightColumn = rightTransposed ? k + 1 : 1;
        int resultRow = n + 4;
        using GuardedArray<T> a = new(((m - 1) * leftRow) + ((k - 1) * leftDepth) + 1, 1);
        using GuardedArray<T> b = new(((k - 1) * rightDepth) + ((n - 1) * rightColumn) + 1, 2);
        using GuardedArray<T> c = new(((m - 1) * resultRow) + n, 3);
        double[] before = [.. c.Values.ToArray().Select(double.CreateChecked)];
        if (beta == 0)
        {
            c.Values.Fill(T.NaN);
        }

        GemmEngine.Multiply(
            m,
            n,
            k,
            T.CreateChecked(alpha),
            a.Pointer,
            leftRow,
            leftDepth,
            b.Pointer,
            rightDepth,
            rightColumn,
            T.CreateChecked(beta),
            c.Pointer,
            resultRow,
            default(NoEpilogue<T>),
            variant,
            instructionSet);
        double unit = typeof(T) == typeof(float) ? Math.Pow(2, -24) : Math.Pow(2, -53);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                double magnitude = 0;
                for (int p = 0; p < k; p++)
                {
                    double product = double.CreateChecked(a.Pointer[(i * leftRow) + (p * leftDepth)])
                        * double.CreateChecked(b.Pointer[(p * rightDepth) + (j * rightColumn)]);
                    sum += product;
                    magnitude += Math.Abs(product);
                }

                double old = before[(i * resultRow) + j];
                double expected = (alpha * sum) + (beta * old);
                double bound = (k + 4) * unit * ((Math.Abs(alpha) * magnitude) + Math.Abs(beta * old));
                double error = Math.Abs(double.CreateChecked(c.Pointer[(i * resultRow) + j]) - expected);
                Assert.True(
                    error <= bound,
                    $"{m}x{n}x{k} layout {layout} {variant} {instructionSet} {typeof(T).Name}: c[{i},{j}] off by {error}");
            }
        }

        for (int i = 0; i < m - 1; i++)
        {
            for (int j = n; j < resultRow; j++)
            {
                double old = beta == 0 ? double.NaN : before[(i * resultRow) + j];
                Assert.Equal(old, double.CreateChecked(c.Pointer[(i * resultRow) + j]));
            }
        }

        c.AssertBandsUntouched();
    }
}
