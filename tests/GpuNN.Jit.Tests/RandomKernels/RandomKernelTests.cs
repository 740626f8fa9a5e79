using System.Globalization;
using System.Reflection;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Drivers;
using GpuNN.Jit.Extensions;
using GpuNN.Jit.Targets.Clr;
using GpuNN.Jit.Tests.Targets.OpenCl;
using Xunit.Abstractions;

namespace GpuNN.Jit.Tests.RandomKernels;

/// <summary>
/// Random kernels on every target against C# itself, which the direct device runs: 200 of them, or as many as
/// GPUNN_RANDOM_KERNELS says, 10,000 with GPUNN_SLOW=1. OpenCL takes one of twenty, or of as many as GPUNN_RANDOM_OPENCL says:
/// its compiler needs a second for each. GPUNN_RANDOM_FIRST is the first seed. A failure names its seed.
/// </summary>
public sealed class RandomKernelTests(ITestOutputHelper output)
{
    /// <summary>The kernels that the C# compiler gets at a time.</summary>
    private const int Batch = 50;

    private readonly IrHistogram _histogram = new();
    private readonly List<string> _failures = [];

    private static int Programs => Number("GPUNN_RANDOM_KERNELS")
        ?? (Environment.GetEnvironmentVariable("GPUNN_SLOW") == "1" ? 10_000 : 200);

    /// <summary>OpenCL takes one kernel of so many.</summary>
    private static int OpenClShare => Number("GPUNN_RANDOM_OPENCL") ?? 20;

    [SkippableFact]
    public void EveryTargetGivesWhatCSharpGives()
    {
        using var openClContext = OpenClDevices.Context();
        using var directContext = Context.Create(builder => builder.CPU(CPUDevice.Direct));
        int first = Number("GPUNN_RANDOM_FIRST") ?? 1;
        for (int start = 0; start < Programs; start += Batch)
        {
            using var direct = directContext.CreateCPUAccelerator(0);
            using var openCl = openClContext.CreateCLAccelerator(0);
            openCl.Cache = new KernelCache(null, 0);
            Check(first + start, Math.Min(Batch, Programs - start), direct, openCl);
        }
        output.WriteLine(_histogram.ToString());
        if (Environment.GetEnvironmentVariable("GPUNN_HISTOGRAM") is { Length: > 0 } file)
            File.WriteAllText(file, _histogram.ToString());
        Assert.True(_failures.Count == 0, $"{_failures.Count} differences:\n{string.Join('\n', _failures.Take(20))}");
    }

    /// <summary>The seeds that found faults, each fault's own test apart.</summary>
    [SkippableTheory]
    [InlineData(139)]
    [InlineData(1468)]
    [InlineData(4800)]
    public void WhatOnceFailedStaysRight(int seed)
    {
        using var openClContext = OpenClDevices.Context();
        using var openCl = openClContext.CreateCLAccelerator(0);
        openCl.Cache = new KernelCache(null, 0);
        using var directContext = Context.Create(builder => builder.CPU(CPUDevice.Direct));
        using var direct = directContext.CreateCPUAccelerator(0);
        Check(seed, 1, direct, openCl);
        Assert.True(_failures.Count == 0, string.Join('\n', _failures));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private void Check(int first, int count, Accelerator direct, Accelerator openCl)
    {
        var (optimized, debug) = RandomKernelAssembly.Compile(first, count);
        var expected = new RandomKernelData[count];
        for (int i = 0; i < count; i++)
        {
            expected[i] = new RandomKernelData(first + i);
            expected[i].Run(direct, RandomKernelData.Load(direct, optimized.Kernel(first + i)));
            CheckClr(first + i, optimized.Kernel(first + i), debug.Kernel(first + i), expected[i]);
        }
        CheckOpenCl("OpenCL", seed => seed % OpenClShare == 0, optimized);
        CheckOpenCl("OpenCL from Debug IL", seed => seed % (4 * OpenClShare) == 0, debug);

        void CheckOpenCl(string form, Func<int, bool> takes, RandomKernelAssembly kernels)
        {
            int[] seeds = [.. Enumerable.Range(first, count).Where(takes)];
            using var batch = openCl.BatchKernels();
            var launches = Array.ConvertAll(seeds, seed => RandomKernelData.Load(openCl, kernels.Kernel(seed)));
            for (int i = 0; i < seeds.Length; i++)
            {
                var launch = launches[i];
                Compare(seeds[i], form, expected[seeds[i] - first], data => data.Run(openCl, launch));
            }
        }
    }

    private void CheckClr(int seed, MethodInfo optimized, MethodInfo debug, RandomKernelData expected)
    {
        Check("vectors", optimized, new(), vectorize: true);
        Check("scalars", optimized, new(), vectorize: false);
        Check("no passes", optimized, new() { Optimize = false }, vectorize: false);
        Check("checked", optimized, new() { KeepLengths = true }, isChecked: true);
        Check("vectors from Debug IL", debug, new(), vectorize: true);

        void Check(string form, MethodInfo method, CompilationOptions options, bool vectorize = false, bool isChecked = false) =>
            Compare(seed, form, expected, data =>
            {
                var kernel = KernelCompiler.Compile(method, options);
                if (form == "scalars")
                    _histogram.Count(kernel);
                data.Run(ClrKernel.Compile(kernel, vectorize, isChecked));
            });
    }

    private void Compare(int seed, string form, RandomKernelData expected, Action<RandomKernelData> run)
    {
        var data = new RandomKernelData(seed);
        string? difference;
        try
        {
            run(data);
            difference = data.DifferenceFrom(expected);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            difference = $"{failure.GetType().Name}: {failure.Message}";
        }
        if (difference is not null)
            _failures.Add(FormattableString.Invariant($"seed {seed}, {form}: {difference}"));
    }
}
