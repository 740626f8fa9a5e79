using GpuNN.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Gemm;

public sealed class GemmStrategyTests
{
    [Theory]
    [InlineData(512, 2)]
    [InlineData(500, 2)]
    [InlineData(1024, 2)]
    [InlineData(2048, 2)]
    [InlineData(1000, 3)]
    [InlineData(4096, 16)]
    public void No_thread_has_much_more_rows_than_its_share(int rows, int threads)
    {
        const int TileRows = 6;
        GemmShape shape = new(rows, 1024, 1024, 1, rows, 1024, 1);
        GemmPlan plan = GemmStrategy.Plan(shape, GemmVariant.PackBoth, sizeof(float), TileRows, 16, threads);
        int tasks = (rows + plan.RowBlock - 1) / plan.RowBlock;
        int longest = (tasks + threads - 1) / threads * plan.RowBlock;
        Assert.Equal(0, plan.RowBlock % TileRows);
        Assert.InRange(longest, 1, 1.1 * rows / threads);
        Assert.Equal(plan.PanelColumns, plan.ColumnBlock);
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void Rows_of_the_left_operand_that_lie_near_each_other_are_read_in_place(int depth, bool isNear) =>
        Assert.Equal(
            isNear ? GemmVariant.PackRight : GemmVariant.PackBoth,
            GemmStrategy.Choose(new GemmShape(600, 600, depth, depth, 1, 600, 1), sizeof(float)));
}
