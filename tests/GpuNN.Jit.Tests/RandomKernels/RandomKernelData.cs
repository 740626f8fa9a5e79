using System.Reflection;
using System.Runtime.InteropServices;
using GpuNN.Jit.Launching;
using GpuNN.Jit.Targets.Clr;
using RandomLaunch = System.Action<GpuNN.Jit.KernelConfig, GpuNN.Jit.ArrayView<int>, GpuNN.Jit.ArrayView<long>, GpuNN.Jit.ArrayView<float>, GpuNN.Jit.ArrayView<double>, GpuNN.Jit.ArrayView<byte>, GpuNN.Jit.ArrayView<int>, GpuNN.Jit.ArrayView<long>, GpuNN.Jit.ArrayView<float>, GpuNN.Jit.ArrayView<double>, int>;

namespace GpuNN.Jit.Tests.RandomKernels;

/// <summary>What a random kernel reads and writes.</summary>
internal sealed unsafe class RandomKernelData
{
    public const int Rounds = 2;

    /// <summary>The dynamic shared memory: one float per item.</summary>
    public const int DynamicSize = RandomKernelWriter.GroupSize * sizeof(float);

    private const int Groups = 2;
    private const int Items = Groups * RandomKernelWriter.GroupSize;

    private static readonly KernelConfig s_config = new(
        new Index3D(Groups, 1, 1), new Index3D(16, 2, 2), SharedMemoryConfig.RequestDynamic<float>(RandomKernelWriter.GroupSize));

    private readonly int[] _ints = new int[Items * 2];
    private readonly long[] _longs = new long[Items * 2];
    private readonly float[] _floats = new float[Items * 2];
    private readonly double[] _doubles = new double[Items * 2];
    private readonly byte[] _bytes = new byte[Items * 64];
    private readonly int[] _counters = new int[16 + Items];
    private readonly long[] _wide = new long[16 + Items];
    private readonly float[] _sums = new float[16 + Items];
    private readonly double[] _near = new double[Items * 2];

    public RandomKernelData(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < Items * 2; i++)
        {
            _ints[i] = random.Next(int.MinValue, int.MaxValue) >> random.Next(32);
            _longs[i] = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
            _floats[i] = (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-2, 11));
            _doubles[i] = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-2, 20));
        }
        random.NextBytes(_bytes);
        for (int i = 0; i < _counters.Length; i++)
            _counters[i] = random.Next(10);
    }

    public void Run(ClrKernel kernel)
    {
        fixed (void* ints = _ints, longs = _longs, floats = _floats, doubles = _doubles, bytes = _bytes,
            counters = _counters, wide = _wide, sums = _sums, near = _near)
        {
            // Vectors need an aligned place, which an array of bytes does not promise.
            void* aligned = NativeMemory.AlignedAlloc((nuint)_bytes.Length, 64);
            NativeMemory.Copy(bytes, aligned, (nuint)_bytes.Length);
            KernelArgument* arguments = stackalloc KernelArgument[10];
            Set(0, ints, _ints.Length);
            Set(1, longs, _longs.Length);
            Set(2, floats, _floats.Length);
            Set(3, doubles, _doubles.Length);
            Set(4, aligned, _bytes.Length);
            Set(5, counters, _counters.Length);
            Set(6, wide, _wide.Length);
            Set(7, sums, _sums.Length);
            Set(8, near, _near.Length);
            arguments[9].Value = Rounds;
            kernel.Run(new ClrLaunch
            {
                Arguments = arguments,
                GridX = Groups,
                GridY = 1,
                GridZ = 1,
                GroupX = 16,
                GroupY = 2,
                GroupZ = 2,
                DynamicSharedSize = DynamicSize,
            });
            NativeMemory.Copy(aligned, bytes, (nuint)_bytes.Length);
            NativeMemory.AlignedFree(aligned);

            void Set(int index, void* address, long length)
            {
                arguments[index].Handle = (nint)address;
                arguments[index].Length = length;
            }
        }
    }

    public void Run(Accelerator accelerator, RandomLaunch kernel)
    {
        using var ints = accelerator.Allocate1D(_ints);
        using var longs = accelerator.Allocate1D(_longs);
        using var floats = accelerator.Allocate1D(_floats);
        using var doubles = accelerator.Allocate1D(_doubles);
        using var bytes = accelerator.Allocate1D(_bytes);
        using var counters = accelerator.Allocate1D(_counters);
        using var wide = accelerator.Allocate1D(_wide);
        using var sums = accelerator.Allocate1D(_sums);
        using var near = accelerator.Allocate1D(_near);
        kernel(s_config, ints.View, longs.View, floats.View, doubles.View, bytes.View, counters.View, wide.View, sums.View, near.View, Rounds);
        accelerator.Synchronize();
        ints.CopyToCPU(_ints);
        longs.CopyToCPU(_longs);
        floats.CopyToCPU(_floats);
        doubles.CopyToCPU(_doubles);
        bytes.CopyToCPU(_bytes);
        counters.CopyToCPU(_counters);
        wide.CopyToCPU(_wide);
        sums.CopyToCPU(_sums);
        near.CopyToCPU(_near);
    }

    /// <summary>Loads a kernel.</summary>
    public static RandomLaunch Load(
        Accelerator accelerator, MethodInfo method) => accelerator.LoadStreamKernel(
            method.CreateDelegate<Action<ArrayView<int>, ArrayView<long>, ArrayView<float>, ArrayView<double>, ArrayView<byte>, ArrayView<int>, ArrayView<long>, ArrayView<float>, ArrayView<double>, int>>());

    /// <summary>The first difference from what was expected, or null.</summary>
    public string? DifferenceFrom(RandomKernelData expected)
    {
        return Bits("ints", _ints, expected._ints) ?? Bits("longs", _longs, expected._longs)
            ?? Bits("floats", MemoryMarshal.Cast<float, int>(_floats), MemoryMarshal.Cast<float, int>(expected._floats))
            ?? Bits("bytes", _bytes, expected._bytes) ?? Bits("counters", _counters, expected._counters)
            ?? Bits("wide", _wide, expected._wide)
            ?? Bits("sums", MemoryMarshal.Cast<float, int>(_sums), MemoryMarshal.Cast<float, int>(expected._sums))
            ?? Near(expected);

        static string? Bits<T>(string name, ReadOnlySpan<T> found, ReadOnlySpan<T> expected)
            where T : unmanaged, IEquatable<T>
        {
            int place = found.CommonPrefixLength(expected);
            return place == expected.Length ? null : FormattableString.Invariant($"{name}[{place}] is {found[place]:x} instead of {expected[place]:x}");
        }
    }

    /// <summary>OpenCL allows 16 ulp for pow, less for the others; the C library's functions err by less than one.</summary>
    private string? Near(RandomKernelData expected)
    {
        for (int i = 0; i < _near.Length; i++)
        {
            double exact = expected._near[i], unit = i % 2 == 0 ? Math.Pow(2, -23) : Math.Pow(2, -52);
            if (!(Math.Abs(_near[i] - exact) <= 17 * unit * Math.Abs(exact)) && !_near[i].Equals(exact))
                return FormattableString.Invariant($"near[{i}] is {_near[i]:r} instead of {exact:r}");
        }
        return null;
    }
}
