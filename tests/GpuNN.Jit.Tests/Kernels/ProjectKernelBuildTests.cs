using System.Diagnostics;
using System.Text;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Drivers.OpenCl;
using GpuNN.Jit.Extensions;
using GpuNN.Jit.Targets.OpenCl;
using GpuNN.Jit.Tests.Targets.OpenCl;
using Xunit.Abstractions;

namespace GpuNN.Jit.Tests.Kernels;

/// <summary>
/// The driver takes the OpenCL C of the project's kernels: each once in plain <c>dotnet test</c>; GPUNN_SLOW=1 with all type arguments.
/// </summary>
[Trait("Category", "Slow")]
public sealed unsafe class ProjectKernelBuildTests(ITestOutputHelper output)
{
    /// <summary>A program costs PoCL a quarter of a second before its first kernel.</summary>
    private const int KernelsOfProgram = 20;

    [SkippableFact]
    public void TheDriverBuildsWhatIsGenerated()
    {
        using var context = OpenClDevices.Context();
        using var accelerator = context.CreateCLAccelerator(0);
        bool all = Environment.GetEnvironmentVariable("GPUNN_SLOW") == "1";
        var kernels = all ? ProjectKernels.Found : [.. ProjectKernels.Found.DistinctBy(kernel => (kernel.DeclaringType!.Name, kernel.Name))];
        TimeSpan writing = default, building = default;
        foreach (var chunk in kernels.Chunk(KernelsOfProgram))
        {
            long start = Stopwatch.GetTimestamp();
            var text = OpenClProgramText.Write(
                [.. chunk.Select(kernel => KernelCompiler.Compile(kernel, OpenClProgramText.Options))], accelerator.Dialect);
            writing += Stopwatch.GetElapsedTime(start);
            start = Stopwatch.GetTimestamp();
            var program = OpenClProgram.FromSource(accelerator, text.Text, string.Join(", ", chunk.Select(ProjectKernels.NameOf)));
            foreach (string name in text.KernelNames)
                Take(program, name, accelerator.Name);
            Assert.Equal(OpenClError.Success, OpenClNative.clReleaseProgram(program.Handle));
            building += Stopwatch.GetElapsedTime(start);
        }
        output.WriteLine(FormattableString.Invariant(
            $"{kernels.Count} of {ProjectKernels.Found.Count} kernels on {accelerator.Name}: {writing.TotalSeconds:f1} s to write, {building.TotalSeconds:f1} s to build"));
    }

    [SkippableFact]
    public void AFaultInTheTextReachesTheUserWithTheNameOfTheKernel()
    {
        using var context = OpenClDevices.Context();
        using var accelerator = context.CreateCLAccelerator(0);
        var kernel = ProjectKernels.Found[0];
        var text = OpenClProgramText.Write([KernelCompiler.Compile(kernel, OpenClProgramText.Options)], accelerator.Dialect);
        string broken = text.Text + "\nint unfinished = ;\n";
        var failure = Assert.Throws<KernelCompilationException>(() => OpenClProgram.FromSource(accelerator, broken, ProjectKernels.NameOf(kernel)));
        Assert.Contains(ProjectKernels.NameOf(kernel), failure.Message, StringComparison.Ordinal);
        Assert.Contains("expected expression", failure.Reason, StringComparison.Ordinal);
    }

    private static void Take(OpenClProgram program, string name, string device)
    {
        int error;
        nint kernel;
        fixed (byte* pointer = Encoding.ASCII.GetBytes(name + "\0"))
            kernel = OpenClNative.clCreateKernel(program.Handle, pointer, &error);
        OpenClError.Check(error, device, $"clCreateKernel({name})");
        Assert.Equal(OpenClError.Success, OpenClNative.clReleaseKernel(kernel));
    }
}
