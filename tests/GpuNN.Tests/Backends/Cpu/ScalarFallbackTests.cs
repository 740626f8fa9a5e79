using GpuNN.Verification;

namespace GpuNN.Tests.Backends.Cpu;

/// <summary>None of the registry's cases runs through the reference's scalar code on the CPU.</summary>
public sealed class ScalarFallbackTests
{
    [Fact]
    public void NothingIsScalar()
    {
        using ScalarRecorder recorder = new();
        foreach (OperatorEntry entry in OperatorRegistry.Entries)
        {
            _ = Verifier.Check(entry, Device.Cpu).Count();
        }

        Assert.Empty(recorder.Scalar);
        Assert.True(recorder.Executions > 10_000, $"{recorder.Executions} executions were seen");
    }
}
