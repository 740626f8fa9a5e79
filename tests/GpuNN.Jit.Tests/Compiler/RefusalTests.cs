using GpuNN.Jit.Compiler;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Tests.Compiler;

/// <summary>What a kernel may not do is refused with the method, the reason and the line.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData(nameof(RefusedKernels.Allocates), "class")]
    [InlineData(nameof(RefusedKernels.MakesAnArray), "array")]
    [InlineData(nameof(RefusedKernels.Throws), "throw")]
    [InlineData(nameof(RefusedKernels.Tries), "try")]
    [InlineData(nameof(RefusedKernels.Recurses), "calls itself")]
    [InlineData(nameof(RefusedKernels.ReadsAStaticField), "not readonly")]
    [InlineData(nameof(RefusedKernels.CallsVirtually), "implement")]
    [InlineData(nameof(RefusedKernels.ChecksOverflow), "checked")]
    [InlineData(nameof(RefusedKernels.SizesSharedMemoryAtRunTime), "constant")]
    public void IsRefused(string name, string reason)
    {
        var refusal = Assert.Throws<KernelCompilationException>(() => KernelCompiler.Compile(typeof(RefusedKernels).GetMethod(name)!));
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
        Assert.Contains(name, refusal.Kernel, StringComparison.Ordinal);
        Assert.EndsWith("RefusalTests.cs", refusal.File, StringComparison.Ordinal);
        Assert.True(refusal.Line > 0);
    }

    [Fact]
    public void ARefusalDoesNotPoisonTheNextCompilation()
    {
        Assert.Throws<KernelCompilationException>(() => KernelCompiler.Compile(typeof(RefusedKernels).GetMethod(nameof(RefusedKernels.Throws))!));
        Assert.NotEmpty(KernelCompiler.Compile(typeof(PassKernels).GetMethod(nameof(PassKernels.Squares))!).Blocks);
    }
}

/// <summary>Kernels that do what a kernel may not.</summary>
internal static class RefusedKernels
{
    private static int s_counter = 1;

    public static void Allocates(ArrayView<int> data) => data[0] = new Box(3).Value;

    public static void MakesAnArray(ArrayView<int> data)
    {
        int[] array = new int[4];
        data[0] = array[1];
    }

    public static void Throws(ArrayView<int> data)
    {
        if (data[0] > 3)
            throw new InvalidOperationException();
        data[0] = 1;
    }

    public static void Tries(ArrayView<int> data)
    {
        try
        {
            data[0] = 1;
        }
        finally
        {
            data[1] = 2;
        }
    }

    public static void Recurses(ArrayView<int> data) => data[0] = Factorial(data[1]);

    public static void ReadsAStaticField(ArrayView<int> data) => data[0] = s_counter++;

    public static void CallsVirtually(ArrayView<int> data) => data[0] = data.ToString().Length;

    public static void ChecksOverflow(ArrayView<int> data) => data[0] = checked(data[1] + data[2]);

    public static void SizesSharedMemoryAtRunTime(ArrayView<int> data, int size)
    {
        var shared = SharedMemory.Allocate<int>(size);
        data[0] = shared[0];
    }

    private static int Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    private sealed class Box(int value)
    {
        public int Value { get; } = value;
    }
}
