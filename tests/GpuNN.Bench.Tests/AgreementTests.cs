using GpuNN.Bench.Cases;

namespace GpuNN.Bench.Tests;

public class AgreementTests
{
    [Fact]
    public void EqualOutputsAgree() => Assert.True(Compare([1, -2, 3], [1, -2, 3], 1e-6).Agrees);

    [Fact]
    public void TheBudgetIsRelativeToTheLargestOutput()
    {
        Assert.True(Compare([100, 0.0009f], [100, 0], 1e-5).Agrees);
        Assert.False(Compare([100, 0.0011f], [100, 0], 1e-5).Agrees);
    }

    [Fact]
    public void ANaNOnOneSideFails()
    {
        Assert.False(Compare([1, float.NaN], [1, 2], 1).Agrees);
        Assert.False(Compare([1, 2], [1, float.NaN], 1).Agrees);
        Assert.True(Compare([1, float.NaN], [1, float.NaN], 1e-6).Agrees);
    }

    [Fact]
    public void AnInfinityOnOneSideFails()
    {
        Assert.False(Compare([float.PositiveInfinity, 1], [1, 1], 1).Agrees);
        Assert.False(Compare([1, 1], [float.PositiveInfinity, 1], 1).Agrees);
    }

    [Fact]
    public void AnotherShapeFails()
    {
        HostTensor row = new("y", [1, 4], [1f, 2f, 3f, 4f]), column = new("y", [4, 1], [1f, 2f, 3f, 4f]);
        Assert.False(Agreement.Between([row], [column], 1).Agrees);
        Assert.False(Agreement.Between([row], [], 1).Agrees);
    }

    [Fact]
    public void AnythingAgainstZerosFails() => Assert.False(Compare([1e-30f, 0], [0, 0], 1).Agrees);

    private static Agreement Compare(float[] ours, float[] peers, double budget) =>
        Agreement.Between([new HostTensor("y", [ours.Length], ours)], [new HostTensor("y", [peers.Length], peers)], budget);
}
