using GpuNN.Bench.Cases;
using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Tests;

public class CaseListTests
{
    [Fact]
    public void EveryCaseHasAPeerATargetAndAFamily()
    {
        Assert.All(Cases(), one =>
        {
            Assert.Contains(one.Peer, new[] { "openblas", "torch", "scipy" });
            Assert.True(one.Target >= 1, one.Id);
            Assert.NotNull(CaseFamilies.For(one));
        });
        Assert.Equal(87, Cases().Count);
    }

    [Fact]
    public void InputsAreTheSameOnEveryRunAndDifferBetweenCases()
    {
        BenchmarkCase[] products = [.. Cases().Where(one => one.Family == "gemm").Take(2)];
        float[] first = Filled(products[0])["a"].Floats!;
        Assert.Equal(first, Filled(products[0])["a"].Floats!);
        Assert.NotEqual(first[..100], Filled(products[1])["a"].Floats![..100]);
        Assert.InRange(first.Average(), -0.1, 0.1);
    }

    [Theory]
    [InlineData("gemm/64x64x64", 2.0 * 64 * 64 * 64, 4.0 * 3 * 64 * 64)]
    [InlineData("conv-forward/3x3-64c-56-b8", 2.0 * 8 * 64 * 56 * 56 * 64 * 9, 4.0 * (2 * 8 * 64 * 56 * 56 + 64 * 64 * 9))]
    [InlineData("conv-forward/depthwise3x3-96c-56-b8", 2.0 * 8 * 96 * 56 * 56 * 9, 4.0 * (2 * 8 * 96 * 56 * 56 + 96 * 9))]
    [InlineData("conv-transposed-forward/4x4s2-64-32c-28-b8", 2.0 * 8 * 64 * 28 * 28 * 32 * 16, 4.0 * (8 * 64 * 28 * 28 + 8 * 32 * 56 * 56 + 64 * 32 * 16))]
    [InlineData("elementwise-add/64M", 67108864.0, 12.0 * 67108864)]
    [InlineData("adam-step/10M", 12e7, 28e7)]
    public void WorkIsTheTextbooks(string id, double flops, double bytes)
    {
        BenchmarkCase one = Cases().Single(c => c.Id == id);
        Work work = CaseFamilies.For(one).Work(one, new CaseInputs(id));
        Assert.Equal(flops, work.Flops);
        Assert.Equal(bytes, work.Bytes);
    }

    [Fact]
    public void AMalformedListIsRefused()
    {
        Assert.Throws<InvalidDataException>(() => BenchmarkCase.ReadList("[{\"id\": \"gemm/1\""));
        Assert.Throws<InvalidDataException>(() => BenchmarkCase.ReadList("[{\"peer\": \"torch\"}]"));
        Assert.Throws<InvalidDataException>(() => BenchmarkCase.ReadList("[{\"id\": \"gemm\", \"peer\": \"torch\", \"target\": 1}]"));
        Assert.Throws<InvalidDataException>(() => BenchmarkCase.ReadList("[{\"id\": \"a/b\"}, {\"id\": \"a/b\"}]"));
        Assert.Throws<InvalidDataException>(() => BenchmarkCase.ReadList("{}"));
    }

    [Fact]
    public void AFieldOfTheWrongKindNamesTheCase()
    {
        BenchmarkCase one = BenchmarkCase.ReadList("[{\"id\": \"gemm/x\", \"m\": \"many\"}]")[0];
        Assert.Contains("gemm/x", Assert.Throws<InvalidDataException>(() => one.Integer("m")).Message);
    }

    [Fact]
    public void SparseRowsAreSortedAndComplete()
    {
        BenchmarkCase one = Cases().Single(c => c.Id == "aggregate-forward/cora-F16");
        CaseInputs inputs = Filled(one);
        int[] starts = inputs["row_starts"].Integers!, columns = inputs["columns"].Integers!;
        Assert.Equal(10556, starts[^1]);
        for (int row = 0; row + 1 < starts.Length; row++)
        {
            for (int edge = starts[row] + 1; edge < starts[row + 1]; edge++)
                Assert.True(columns[edge - 1] < columns[edge], $"row {row}");
        }
    }

    private static CaseInputs Filled(BenchmarkCase one)
    {
        var inputs = new CaseInputs(one.Id);
        CaseFamilies.For(one).Fill(one, inputs);
        return inputs;
    }

    private static IReadOnlyList<BenchmarkCase> Cases() =>
        BenchmarkCase.ReadList(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Compare", "cpu-cases.json")));
}
