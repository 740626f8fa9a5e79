using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Tests.Targets.Clr;

/// <summary>Kernels called as the C# they are: the same results, C#'s own exceptions, and an end for what would hang.</summary>
public sealed class DirectExecutionTests : IDisposable
{
    private readonly Context _context = Context.Create(builder => builder.CPU(CPUDevice.Direct));
    private readonly Accelerator _accelerator;

    public DirectExecutionTests() => _accelerator = _context.CreateCPUAccelerator(0);

    public void Dispose() => _context.Dispose();

    [Theory]
    [InlineData(7)]
    [InlineData(96)]
    [InlineData(128)]
    public void BarriersInLoops(int size)
    {
        int[] data = [.. Enumerable.Range(0, 3 * size).Select(i => i * 7919 % 101)];
        using var input = _accelerator.Allocate1D(data);
        using var output = _accelerator.Allocate1D<int>(data.Length);
        _accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<int>>(SemanticsKernels.Scan)((3, size), input.View, output.View);
        Assert.Equal(
            data.Chunk(size).SelectMany(chunk => chunk.Select((_, i) => chunk.Take(i + 1).Sum())), output.GetAsArray1D());
    }

    [Fact]
    public void ShufflesInSomeWarpsAfterABarrier()
    {
        int[] data = [.. Enumerable.Range(0, 5 * 128).Select(i => i * 31 % 1009)];
        using var input = _accelerator.Allocate1D(data);
        using var output = _accelerator.Allocate1D<int>(5);
        _accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<int>>(SemanticsKernels.WarpThenGroup)((5, 128), input.View, output.View);
        Assert.Equal(data.Chunk(128).Select(chunk => chunk.Sum()), output.GetAsArray1D());
    }

    [Fact]
    public void ParametersArriveWhole()
    {
        using var x = _accelerator.Allocate1D<long>(10);
        using var y = _accelerator.Allocate1D([1.5f, 2.5f]);
        var kernel = _accelerator.LoadAutoGroupedStreamKernel<Index2D, DirectKernels.Parameters, SpecializedValue<short>, byte>(DirectKernels.Writes);
        kernel(new Index2D(5, 2), new(x.View, (y.AsContiguous(), -3.25)), SpecializedValue.New((short)-7), 200);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)((i + 2.5f - 3.25) * 4) - 7 + 200), x.GetAsArray1D());
    }

    [Fact]
    public void AtomicsAndDynamicSharedMemory()
    {
        using var data = _accelerator.Allocate1D<uint>(3);
        data.View.MemSetToZero();
        var kernel = _accelerator.LoadStreamKernel<ArrayView<uint>>(DirectKernels.Counts);
        kernel((2, 40, SharedMemoryConfig.RequestDynamic<int>(40)), data.View);
        Assert.Equal([80u, 39u, (uint)(2 * 39 * 40 / 2)], data.GetAsArray1D());
    }

    [Fact]
    public void AnExceptionComesOutOfTheLaunchWithItsLine()
    {
        using var data = _accelerator.Allocate1D<int>(40);
        var kernel = _accelerator.LoadStreamKernel<ArrayView<int>>(DirectKernels.ReadsBeyondTheEndAfterABarrier);
        var exception = Assert.Throws<IndexOutOfRangeException>(() => kernel((2, 32), data.View));
        Assert.Contains($"{nameof(DirectKernels.ReadsBeyondTheEndAfterABarrier)}", exception.StackTrace, StringComparison.Ordinal);
        Assert.Contains("DirectExecutionTests.cs:line", exception.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(BrokenKernels.BarrierForSome))]
    [InlineData(nameof(BrokenKernels.ShufflesInHalfAWarp))]
    public void ABarrierThatNotAllReachEndsTheLaunch(string name)
    {
        using var data = _accelerator.Allocate1D<int>(32);
        var kernel = _accelerator.LoadStreamKernel(typeof(BrokenKernels).GetMethod(name)!.CreateDelegate<Action<ArrayView<int>>>());
        var fault = Assert.Throws<KernelFaultException>(() => kernel((1, 32), data.View));
        Assert.Equal(KernelFault.DivergentBarrier, fault.Fault);
    }

    [Fact]
    public void TheDialectHasNoMeaningOutsideAKernel()
    {
        Assert.Contains("IdxX", Assert.Throws<InvalidOperationException>(() => Group.IdxX).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(Group.Barrier);
        Assert.Throws<InvalidOperationException>(() => Warp.WarpSize);
        int target = 0;
        Assert.Throws<InvalidOperationException>(() => Atomic.Add(ref target, 1));
    }
}

/// <summary>Kernels that show what the direct device does.</summary>
internal static class DirectKernels
{
    public readonly record struct Parameters(ArrayView<long> X, (ArrayView<float> Y, double Shift) More);

    public static void Writes(Index2D index, Parameters parameters, SpecializedValue<short> constant, byte offset)
    {
        int i = index.Y * 5 + index.X;
        parameters.X[i] = (long)((i + parameters.More.Y[1] + parameters.More.Shift) * 4) + constant.Value + offset;
    }

    public static void Counts(ArrayView<uint> data)
    {
        var shared = SharedMemory.GetDynamic<int>();
        ref int last = ref SharedMemory.Allocate<int>();
        shared[Group.IdxX] = Group.IdxX;
        if (Group.IsLastThread)
            last = Group.IdxX;
        Group.Barrier();
        Atomic.Add(ref data[0], 1u);
        Atomic.Max(ref data[1], (uint)last);
        Atomic.Add(ref data[2], (uint)shared[shared.IntLength - 1 - Group.IdxX]);
    }

    public static void ReadsBeyondTheEndAfterABarrier(ArrayView<int> data)
    {
        Group.Barrier();
        data[Grid.IdxX * 32 + Group.IdxX] = 1;
        Group.Barrier();
    }
}
