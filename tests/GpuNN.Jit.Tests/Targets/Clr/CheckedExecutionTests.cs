using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Tests.Targets.Clr;

/// <summary>One deliberately broken kernel per fault, and right kernels that must pass.</summary>
public sealed class CheckedExecutionTests : IDisposable
{
    private readonly Context _context = Context.Create(builder => builder.CPU(CPUDevice.Checked));
    private readonly Accelerator _accelerator;

    public CheckedExecutionTests() => _accelerator = _context.CreateCPUAccelerator(0);

    public void Dispose() => _context.Dispose();

    [Fact]
    public void AnIndexOutsideItsViewIsNamed()
    {
        var fault = Run(BrokenKernels.ReadsBeyondTheEnd, groups: 2, size: 32, length: 40);
        Assert.Equal(KernelFault.OutOfBounds, fault.Fault);
        Assert.Equal(("data", 40L), (fault.Buffer, fault.Index));
        Assert.Equal((new Index3D(1, 0, 0), new Index3D(8, 0, 0)), (fault.Group, fault.Item));
        Assert.Contains("CheckedExecutionTests.cs:", fault.Position, StringComparison.Ordinal);
        Assert.Contains(nameof(BrokenKernels.ReadsBeyondTheEnd), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnIndexOutsideASubViewIsNamed() =>
        Assert.Equal(KernelFault.OutOfBounds, Run(BrokenKernels.WritesBeyondASubView, 1, 16, 64).Fault);

    [Fact]
    public void ARaceInSharedMemoryIsNamed()
    {
        var fault = Run(BrokenKernels.ForgetsABarrier, 1, 32, 32);
        Assert.Equal(KernelFault.Race, fault.Fault);
        Assert.StartsWith("shared", fault.Buffer, StringComparison.Ordinal);
    }

    [Fact]
    public void ARaceBetweenGroupsIsNamed()
    {
        var fault = Run(BrokenKernels.AddsWithoutAtomic, 2, 1, 8);
        Assert.Equal((KernelFault.Race, "data"), (fault.Fault, fault.Buffer));
    }

    [Fact]
    public void SharedMemoryThatNobodyWroteIsNamed() =>
        Assert.Equal(KernelFault.UninitializedRead, Run(BrokenKernels.ReadsUnwrittenMemory, 1, 16, 16).Fault);

    [Fact]
    public void AMisalignedVectorIsNamed()
    {
        var fault = Run(BrokenKernels.LoadsAMisalignedVector, 1, 4, 64);
        Assert.Equal((KernelFault.MisalignedVector, "data"), (fault.Fault, fault.Buffer));
    }

    [Fact]
    public void AShuffleThatNotAllReachIsNamed() =>
        Assert.Equal(KernelFault.DivergentBarrier, Run(BrokenKernels.ShufflesInHalfAWarp, 1, 32, 32).Fault);

    [Theory]
    [InlineData(nameof(BrokenKernels.DividesByZero))]
    [InlineData(nameof(BrokenKernels.TakesTheRemainderByZero))]
    [InlineData(nameof(BrokenKernels.DividesWideUnsignedByZero))]
    [InlineData(nameof(BrokenKernels.BranchesOnADivisionByZero))]
    public void ADivisionByZeroIsNamed(string kernel)
    {
        var method = typeof(BrokenKernels).GetMethod(kernel)!.CreateDelegate<Action<ArrayView<int>>>();
        var fault = Run(method, 1, 4, 4);
        Assert.Equal((KernelFault.DivisionByZero, new Index3D(0, 0, 0)), (fault.Fault, fault.Item));
        Assert.Contains("CheckedExecutionTests.cs:", fault.Position, StringComparison.Ordinal);
        Assert.Contains(kernel, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADivergentBarrierIsRefusedWithItsLine()
    {
        var refusal = Assert.Throws<KernelCompilationException>(
            () => _accelerator.LoadStreamKernel<ArrayView<int>>(BrokenKernels.BarrierForSome));
        Assert.Contains("barrier", refusal.Reason, StringComparison.Ordinal);
        Assert.EndsWith("CheckedExecutionTests.cs", refusal.File, StringComparison.Ordinal);
        Assert.True(refusal.Line > 0);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(96)]
    public void RightKernelsPass(int size)
    {
        int[] data = [.. Enumerable.Range(0, 2 * size)];
        using var input = _accelerator.Allocate1D(data);
        using var output = _accelerator.Allocate1D<int>(data.Length);
        _accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<int>>(SemanticsKernels.Scan)((2, size), input.View, output.View);
        Assert.Equal(
            data.Chunk(size).SelectMany(chunk => chunk.Select((_, i) => chunk.Take(i + 1).Sum())), output.GetAsArray1D());
        _accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<int>>(SemanticsKernels.WarpThenGroup)((2, size), input.View, output.View);
        Assert.Equal(data.Chunk(size).Select(chunk => chunk.Sum()), output.GetAsArray1D().Take(2));
    }

    private KernelFaultException Run(Action<ArrayView<int>> kernel, int groups, int size, int length)
    {
        using var data = _accelerator.Allocate1D(new int[length]);
        var launch = _accelerator.LoadStreamKernel(kernel);
        return Assert.Throws<KernelFaultException>(() =>
        {
            launch((groups, size), data.View);
            _accelerator.Synchronize();
        });
    }
}

/// <summary>Kernels with one fault each.</summary>
internal static class BrokenKernels
{
    public readonly record struct Four(int A, int B, int C, int D);

    public static void ReadsBeyondTheEnd(ArrayView<int> data)
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX;
        data[i] = i;
    }

    public static void WritesBeyondASubView(ArrayView<int> data)
    {
        var part = data.SubView(16, 8);
        part[Group.IdxX] = 1;
    }

    public static void ForgetsABarrier(ArrayView<int> data)
    {
        var shared = SharedMemory.Allocate<int>(32);
        shared[Group.IdxX] = 0;
        Group.Barrier();
        shared[Group.IdxX] = data[Group.IdxX];
        data[Group.IdxX] = shared[Group.IdxX ^ 1];
    }

    public static void AddsWithoutAtomic(ArrayView<int> data) => data[0] += Grid.IdxX;

    public static void ReadsUnwrittenMemory(ArrayView<int> data)
    {
        var shared = SharedMemory.Allocate<int>(32);
        shared[Group.IdxX] = 1;
        Group.Barrier();
        data[Group.IdxX] = shared[Group.IdxX + 8];
    }

    public static void LoadsAMisalignedVector(ArrayView<int> data)
    {
        var four = data.SubView(1, 16).Cast<Four>()[Group.IdxX];
        data[32 + Group.IdxX] = four.A + four.D;
    }

    public static void ShufflesInHalfAWarp(ArrayView<int> data)
    {
        int value = Group.IdxX;
        if (Group.IdxX < 16)
            value += Warp.ShuffleXor(value, 1);
        data[Group.IdxX] = value;
    }

    public static void DividesByZero(ArrayView<int> data) => data[Group.IdxX] = 7 / data[Group.IdxX];

    public static void TakesTheRemainderByZero(ArrayView<int> data) => data[Group.IdxX] = 7 % data[Group.IdxX];

    public static void DividesWideUnsignedByZero(ArrayView<int> data) =>
        data[Group.IdxX] = (int)(ulong.MaxValue / (ulong)data[Group.IdxX]);

    public static void BranchesOnADivisionByZero(ArrayView<int> data)
    {
        if (7u / (uint)data[Group.IdxX] > 2)
            data[Group.IdxX] = 1;
    }

    public static void BarrierForSome(ArrayView<int> data)
    {
        if (Group.IdxX < 3)
            Group.Barrier();
        data[Group.IdxX] = 1;
    }
}
