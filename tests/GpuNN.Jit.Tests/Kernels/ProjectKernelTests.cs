using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Targets.Clr;
using GpuNN.Jit.Targets.OpenCl;
using GpuNN.Jit.Targets.Ptx;
using GpuNN.Jit.Tests.Targets.Ptx;
using Xunit.Abstractions;

namespace GpuNN.Jit.Tests.Kernels;

/// <summary>
/// Every kernel that the project loads compiles for every target, and none keeps an array outside of registers. Plain
/// <c>dotnet test</c> compiles each kernel as often as it takes to meet each of its type arguments; GPUNN_SLOW=1 all.
/// </summary>
public sealed partial class ProjectKernelTests(ITestOutputHelper output)
{
    private static readonly OpenClDialect s_openCl = new(Float64: true, Int64Atomics: true, SubGroupShuffles: false);
    private static readonly PtxTarget s_ptx = PtxTarget.For(12040, 80);

    /// <summary>The classes of the kernels, each one case.</summary>
    public static TheoryData<string> Owners => [.. ProjectKernels.Found.Select(kernel => kernel.DeclaringType!.Name).Distinct()];

    [Fact]
    public void TheLaunchersOfTheProjectAreFound()
    {
        Assert.True(ProjectKernels.Found.Count > 1500, $"only {ProjectKernels.Found.Count} kernels");
        foreach (string owner in new[] { "BlockedProduct`7", "WinogradF2`4", "CompressRows", "UnaryElementwise`2" })
            Assert.Contains(owner, ProjectKernels.Found.Select(kernel => kernel.DeclaringType!.Name));
    }

    [Theory]
    [MemberData(nameof(Owners))]
    public void CompilesForEveryTargetWithoutLocalArrays(string owner)
    {
        var all = ProjectKernels.Found.Where(kernel => kernel.DeclaringType!.Name == owner).ToList();
        var chosen = Environment.GetEnvironmentVariable("GPUNN_SLOW") == "1" ? all : Cover(all);
        var times = new TimeSpan[4];
        foreach (var kernel in chosen)
        {
            try
            {
                Compile(kernel, times);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"{ProjectKernels.NameOf(kernel)}: {failure.Message}", failure);
            }
        }
        output.WriteLine(FormattableString.Invariant(
            $"{chosen.Count} of {all.Count}; seconds for CLR {times[0].TotalSeconds:f2}, checked {times[1].TotalSeconds:f2}, OpenCL C {times[2].TotalSeconds:f2}, PTX {times[3].TotalSeconds:f2}"));
    }

    [GeneratedRegex(@"__private\s+\w+\s+\w+\s*\[")]
    private static partial Regex PrivateArray { get; }

    private static void Compile(MethodInfo kernel, TimeSpan[] times)
    {
        Timed(0, () => ClrKernel.Compile(KernelCompiler.Compile(kernel)));
        Timed(1, () => ClrKernel.Compile(KernelCompiler.Compile(kernel, new() { KeepLengths = true }), isChecked: true));
        string openCl = Timed(2, () => OpenClProgramText.Write([KernelCompiler.Compile(kernel, OpenClProgramText.Options)], s_openCl).Text);
        string ptx = Timed(3, () => PtxModule.Write(KernelCompiler.Compile(kernel, PtxModule.Options), s_ptx));
        Assert.False(PrivateArray.IsMatch(openCl), "a private array in OpenCL C");
        Assert.False(ptx.Contains(".local", StringComparison.Ordinal), "a local array in PTX");
        PtxChecker.Check(ptx);

        T Timed<T>(int target, Func<T> compile)
        {
            long start = Stopwatch.GetTimestamp();
            T result = compile();
            times[target] += Stopwatch.GetElapsedTime(start);
            return result;
        }
    }

    /// <summary>The first kernels that between them have each type in each place that any has it in.</summary>
    private static List<MethodInfo> Cover(List<MethodInfo> kernels)
    {
        var met = new HashSet<(string, int, Type?)>();
        return kernels.FindAll(kernel =>
        {
            Type[] arguments = [.. kernel.DeclaringType!.GetGenericArguments(), .. kernel.GetGenericArguments()];
            bool isNew = met.Add((kernel.Name, -1, null));
            for (int i = 0; i < arguments.Length; i++)
                isNew |= met.Add((kernel.Name, i, arguments[i].IsGenericType ? arguments[i].GetGenericTypeDefinition() : arguments[i]));
            return isNew;
        });
    }
}
