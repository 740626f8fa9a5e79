namespace GpuNN.Jit.Tests.Targets.OpenCl;

/// <summary>
/// Integer division where no quotient exists: a kernel on OpenCL gives 0 for a divisor of 0 and wraps the smallest integer
/// by −1, and opening the device leaves C#'s own division as it was.
/// </summary>
public sealed class OpenClDivisionTests
{
    private static readonly int[] s_dividends = [7, -7, 0, 1, int.MinValue, int.MaxValue];
    private static readonly int[] s_divisors = [0, -1, 1, 3, int.MinValue];

    [SkippableFact]
    public void CSharpStillThrowsOnceADeviceIsOpen()
    {
        using var context = OpenClDevices.Context();
        using var accelerator = context.CreateCLAccelerator(0);
        var divide = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>, ArrayView<int>>(DivisionKernels.Signed);
        using var pairs = accelerator.Allocate1D([7, 0]);
        using var results = accelerator.Allocate1D<int>(4);
        divide(1, pairs.View, results.View);
        accelerator.Synchronize();
        int zero = pairs.GetAsArray1D()[1];
        Assert.Throws<DivideByZeroException>(() => 7 / zero);
        Assert.Throws<DivideByZeroException>(() => 7L % zero);
        Assert.Throws<OverflowException>(() => (int.MinValue + zero) / (zero - 1));
    }

    [SkippableFact]
    public void AQuotientThatDoesNotExistIsDefined()
    {
        using var context = OpenClDevices.Context();
        using var accelerator = context.CreateCLAccelerator(0);
        int[] pairs = [.. s_dividends.SelectMany(a => s_divisors.SelectMany(b => new[] { a, b }))];
        int count = pairs.Length / 2;
        using var input = accelerator.Allocate1D(pairs);
        using var output = accelerator.Allocate1D<int>(4 * count);

        accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>, ArrayView<int>>(DivisionKernels.Signed)(count, input.View, output.View);
        Check((a, b) => b == 0 ? 0 : (int)((long)a / b), (a, b) => b == 0 ? 0 : (int)((long)a % b));
        accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>, ArrayView<int>>(DivisionKernels.Unsigned)(count, input.View, output.View);
        Check((a, b) => b == 0 ? 0 : (int)((uint)a / (uint)b), (a, b) => b == 0 ? 0 : (int)((uint)a % (uint)b));

        void Check(Func<int, int, int> quotient, Func<int, int, int> remainder)
        {
            int[] found = output.GetAsArray1D();
            for (int i = 0; i < count; i++)
            {
                var (a, b) = (pairs[2 * i], pairs[2 * i + 1]);
                Assert.Equal((a, b, quotient(a, b), remainder(a, b)), (a, b, found[4 * i], found[4 * i + 1]));
                if (b == 0)
                    Assert.Equal((0, 0), (found[4 * i + 2], found[4 * i + 3]));
            }
        }
    }
}

/// <summary>All divisions of a pair.</summary>
internal static class DivisionKernels
{
    public static void Signed(Index1D i, ArrayView<int> pairs, ArrayView<int> results)
    {
        int a = pairs[2 * i], b = pairs[2 * i + 1];
        results[4 * i] = a / b;
        results[4 * i + 1] = a % b;
        results[4 * i + 2] = (int)(((long)a << 32) / b);
        results[4 * i + 3] = (int)(((long)a << 32) % b);
    }

    public static void Unsigned(Index1D i, ArrayView<int> pairs, ArrayView<int> results)
    {
        uint a = (uint)pairs[2 * i], b = (uint)pairs[2 * i + 1];
        results[4 * i] = (int)(a / b);
        results[4 * i + 1] = (int)(a % b);
        results[4 * i + 2] = (int)(((ulong)a << 32) / b);
        results[4 * i + 3] = (int)(((ulong)a << 32) % b);
    }
}
