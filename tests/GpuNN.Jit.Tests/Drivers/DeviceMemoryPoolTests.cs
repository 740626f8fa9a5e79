using System.Runtime.CompilerServices;
using GpuNN.Jit.Drivers;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Tests.Drivers;

public sealed class DeviceMemoryPoolTests : IDisposable
{
    private readonly Context _context = Context.Create(builder => builder.CPU());
    private readonly Accelerator _accelerator;

    public DeviceMemoryPoolTests() => _accelerator = _context.CreateCPUAccelerator(0);

    public void Dispose() => _context.Dispose();

    [Fact]
    public void BlocksAreRoundedByAnEighthAtMost()
    {
        Assert.Equal(256, DeviceMemoryPool.RoundUp(1));
        Assert.Equal(512, DeviceMemoryPool.RoundUp(257));
        Assert.Equal(1L << 20, DeviceMemoryPool.RoundUp(1L << 20));
        var random = new Random(3);
        for (int i = 0; i < 10000; i++)
        {
            long bytes = random.NextInt64(4096, 1L << 40);
            long rounded = DeviceMemoryPool.RoundUp(bytes);
            Assert.InRange(rounded, bytes, bytes + bytes / 8);
            Assert.Equal(rounded, DeviceMemoryPool.RoundUp(rounded));
        }
    }

    [Fact]
    public void MemoryIsReusedAndAccountedFor()
    {
        MemoryBuffer1D<float, Stride1D.Dense> first = _accelerator.Allocate1D<float>(1000);
        using var second = _accelerator.Allocate1D<float>(10);
        MemoryStatistics statistics = _accelerator.MemoryStatistics;
        Assert.Equal((4040, 2, 2, 0), (statistics.LiveBytes, statistics.LiveBuffers, statistics.Allocations, statistics.PoolHits));
        nint address = first.NativePtr;
        first.Dispose();
        statistics = _accelerator.MemoryStatistics;
        Assert.Equal((40, 4096, 4040), (statistics.LiveBytes, statistics.CachedBytes, statistics.PeakLiveBytes));
        using var third = _accelerator.Allocate1D<float>(990);
        Assert.Equal(address, third.NativePtr);
        statistics = _accelerator.MemoryStatistics;
        Assert.Equal((4000, 0, 1, 4096 + 256), (statistics.LiveBytes, statistics.CachedBytes, statistics.PoolHits, statistics.ReservedBytes));
    }

    [Fact]
    public void TheCacheIsEmptiedBeforeTheLimitRefuses()
    {
        _accelerator.MemoryLimit = 1 << 20;
        _accelerator.Allocate1D<byte>(600_000).Dispose();
        // Another size class: only with the cached block given back does it fit.
        using var large = _accelerator.Allocate1D<byte>(900_000);
        Assert.Equal(1, _accelerator.MemoryStatistics.Trims);
        var refused = Assert.Throws<DeviceOutOfMemoryException>(() => _accelerator.Allocate1D<byte>(200_000));
        Assert.Equal(200_000, refused.RequestedBytes);
        Assert.Equal(900_000, refused.Statistics.LiveBytes);
        Assert.Contains("limit", refused.Message, StringComparison.Ordinal);
        using var small = _accelerator.Allocate1D<byte>(1000);
        Assert.Equal(901_000, _accelerator.MemoryStatistics.LiveBytes);
    }

    [Fact]
    public void ADriverWithoutMemoryIsReported()
    {
        var refused = Assert.Throws<DeviceOutOfMemoryException>(() => _accelerator.Allocate1D<byte>(1L << 55));
        Assert.Equal(1L << 55, refused.RequestedBytes);
        using var next = _accelerator.Allocate1D<byte>(10);
        Assert.Equal(1, _accelerator.MemoryStatistics.LiveBuffers);
    }

    [Fact]
    public void AForgottenBufferIsGivenBackAndCounted()
    {
        Forget(_accelerator);
        for (int i = 0; i < 20 && _accelerator.MemoryStatistics.FinalizedBuffers == 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        MemoryStatistics statistics = _accelerator.MemoryStatistics;
        Assert.Equal((1, 0, 0), (statistics.FinalizedBuffers, statistics.LiveBuffers, statistics.LiveBytes));
    }

    [Fact]
    public void ADisposedAcceleratorAllocatesNothing()
    {
        var buffer = _accelerator.Allocate1D<int>(10);
        _accelerator.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _accelerator.Allocate1D<int>(1));
        buffer.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(Accelerator accelerator) => _ = accelerator.Allocate1D<int>(100);
}
