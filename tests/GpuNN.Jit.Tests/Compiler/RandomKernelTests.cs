using GpuNN.Jit.Compiler;
using GpuNN.Jit.Launching;
using GpuNN.Jit.Targets.Clr;

namespace GpuNN.Jit.Tests.Compiler;

/// <summary>
/// Random kernels, with barriers and shuffles in a loop, on every form of the CLR target against the same bodies called by
/// C#. GPUNN_RANDOM_KERNELS says how many; a failure names its seed.
/// </summary>
public sealed unsafe class RandomKernelTests
{
    private const int Items = 128;
    private const int Rounds = 2;

    private static int Programs =>
        int.TryParse(Environment.GetEnvironmentVariable("GPUNN_RANDOM_KERNELS"), out int count) ? count : 20;

    [Fact]
    public void EveryFormGivesWhatCSharpGives()
    {
        for (int seed = 1; seed <= Programs; seed++)
            Check(seed);
    }

    private static void Check(int seed)
    {
        var random = new Random(seed);
        var first = RandomBody.Make(random);
        var second = RandomBody.Make(random);
        int[] a = [.. Enumerable.Range(0, Items).Select(_ => random.Next(int.MinValue, int.MaxValue) >> random.Next(32))];
        int[] b = [.. Enumerable.Range(0, Items).Select(_ => random.Next(-40, 40))];
        int[] expected = Expected(first, second, a, b);
        var method = typeof(RandomKernels).GetMethod(nameof(RandomKernels.Exchange))!.MakeGenericMethod(first, second);
        Compare("vectors", ClrKernel.Compile(KernelCompiler.Compile(method)));
        Compare("scalars", ClrKernel.Compile(KernelCompiler.Compile(method), vectorize: false));
        Compare("no passes", ClrKernel.Compile(KernelCompiler.Compile(method, new CompilationOptions { Optimize = false })));
        Compare("checked", ClrKernel.Compile(
            KernelCompiler.Compile(method, new CompilationOptions { KeepLengths = true }), isChecked: true));

        void Compare(string form, ClrKernel kernel)
        {
            int[] found = Run(kernel, a, b);
            for (int i = 0; i < Items; i++)
                Assert.True(expected[i] == found[i], FormattableString.Invariant($"seed {seed}, {form}, item {i}: {found[i]} instead of {expected[i]}"));
        }
    }

    private static int[] Expected(Type first, Type second, int[] a, int[] b)
    {
        var start = first.GetMethod("Run")!.CreateDelegate<Func<int, int, int>>();
        var step = second.GetMethod("Run")!.CreateDelegate<Func<int, int, int>>();
        int[] values = [.. a.Select((value, i) => start(value, b[i]))];
        for (int round = 0; round < Rounds; round++)
        {
            int[] old = values;
            values = [.. old.Select((value, i) => step(value, old[i / 64 * 64 + (i + 5) % 64]))];
            int[] exchanged = values;
            values = [.. exchanged.Select((value, i) => step(exchanged[i ^ 3], value))];
        }
        return values;
    }

    private static int[] Run(ClrKernel kernel, int[] a, int[] b)
    {
        int[] result = new int[Items];
        fixed (int* pa = a, pb = b, pr = result)
        {
            var arguments = stackalloc KernelArgument[4];
            arguments[0] = new() { Handle = (nint)pa, Length = Items };
            arguments[1] = new() { Handle = (nint)pb, Length = Items };
            arguments[2] = new() { Handle = (nint)pr, Length = Items };
            arguments[3] = new() { Value = Rounds };
            kernel.Run(new ClrLaunch { Arguments = arguments, GridX = Items / 64, GridY = 1, GridZ = 1, GroupX = 64, GroupY = 1, GroupZ = 1 });
        }
        return result;
    }
}

/// <summary>The frame around random bodies.</summary>
internal static class RandomKernels
{
    public static void Exchange<TFirst, TSecond>(ArrayView<int> a, ArrayView<int> b, ArrayView<int> result, int rounds)
        where TFirst : struct, IRandomBody
        where TSecond : struct, IRandomBody
    {
        var shared = SharedMemory.Allocate<int>(64);
        int item = Grid.IdxX * Group.DimX + Group.IdxX;
        int value = TFirst.Run(a[item], b[item]);
        for (int round = 0; round < rounds; round++)
        {
            shared[Group.IdxX] = value;
            Group.Barrier();
            value = TSecond.Run(value, shared[(Group.IdxX + 5) % 64]);
            Group.Barrier();
            value = TSecond.Run(Warp.ShuffleXor(value, 3), value);
        }
        result[item] = value;
    }
}
