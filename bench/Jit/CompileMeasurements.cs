using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using GpuNN.Jit;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Drivers;
using GpuNN.Jit.Drivers.OpenCl;
using GpuNN.Jit.Targets.OpenCl;
using GpuNN.Jit.Targets.Ptx;

namespace GpuNN.Bench.Jit;

/// <summary>From IL to text, from the disk cache, and from the start of a process to its first kernel's end.</summary>
internal static class CompileMeasurements
{
    /// <summary>Enough for .NET's tiers of compilation to end: a compiler that runs for the second time is not warm.</summary>
    private const int WarmTurns = 60;

    private static readonly PtxTarget s_ptx = PtxTarget.For(12040, 80);
    private static readonly OpenClDialect s_openCl = new(Float64: true, Int64Atomics: true, SubGroupShuffles: false);

    public static void Add(JitTable table)
    {
        AddText(table, "the 16×16 tiles", typeof(JitKernels).GetMethod(nameof(JitKernels.Tile16))!);
        AddText(table, "the 64×64 blocks", typeof(JitKernels).GetMethod(nameof(JitKernels.Block64))!);
        AddText(table, "the library's largest, BlockedProduct of 128×128", LargestOfTheLibrary());
        if (CLDevice.Enumerate().Devices.Count > 0)
            AddCache(table);
        AddFirstKernel(table, "CLR", []);
        if (CLDevice.Enumerate().Devices.Count > 0)
            AddFirstKernel(table, "OpenCL, the driver's own start included", ["--opencl"]);
    }

    /// <summary>What a fresh process does for <see cref="AddFirstKernel"/>: it prints the milliseconds from its context to its first kernel's end.</summary>
    public static void RunFirstKernel(bool onOpenCl)
    {
        long start = Stopwatch.GetTimestamp();
        using var context = Context.Create(builder => _ = onOpenCl ? builder.OpenCL() : builder.CPU());
        using Accelerator accelerator = onOpenCl ? context.CreateCLAccelerator(0) : context.CreateCPUAccelerator(0);
        using var matrix = accelerator.Allocate1D(new float[JitKernels.Tile * JitKernels.Tile]);
        var kernel = accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, int>(JitKernels.Tile16);
        kernel((new Index3D(1, 1, 1), new Index3D(JitKernels.Tile, JitKernels.Tile, 1)), matrix.View, matrix.View, matrix.View, JitKernels.Tile);
        accelerator.Synchronize();
        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }

    private static void AddText(JitTable table, string name, MethodInfo kernel)
    {
        double[] seconds = BestTimes.Of(
            WarmTurns,
            () => OpenClProgramText.Write([KernelCompiler.Compile(kernel, OpenClProgramText.Options)], s_openCl),
            () => PtxModule.Write(KernelCompiler.Compile(kernel, PtxModule.Options), s_ptx));
        table.Below($"IL to OpenCL C, {name}", seconds[0] * 1e3, "ms", 50);
        table.Below($"IL to PTX, {name}", seconds[1] * 1e3, "ms", 50);
    }

    private static MethodInfo LargestOfTheLibrary()
    {
        Type storage = Library("PlainStorage`1", typeof(float));
        Type matrix = Library("MatrixOperand`3", typeof(float), typeof(float), storage);
        Type output = Library("MatrixOutput`4", typeof(float), typeof(float), storage, Library("IdentityActivation"));
        Type order = Library("InnerFirst`2", typeof(float), matrix);
        Type product = Library(
            "BlockedProduct`7", typeof(float), matrix, matrix, output, order, order, Library("QuadBlock128`1", typeof(float)));
        return product.GetMethod("BlockedProductKernel", BindingFlags.Static | BindingFlags.NonPublic)!;

        static Type Library(string name, params Type[] arguments)
        {
            Type type = Assembly.Load("GpuNN.Kernels").GetType($"GpuNN.Kernels.{name}", throwOnError: true)!;
            return arguments.Length == 0 ? type : type.MakeGenericType(arguments);
        }
    }

    private static void AddCache(JitTable table)
    {
        string folder = Directory.CreateTempSubdirectory("gpunn-bench-").FullName;
        try
        {
            using var context = Context.Create(builder => builder.OpenCL());
            using var accelerator = context.CreateCLAccelerator(0);
            string text = OpenClProgramText.Write(
                [KernelCompiler.Compile(typeof(JitKernels).GetMethod(nameof(JitKernels.Block64))!, OpenClProgramText.Options)], s_openCl).Text;
            byte[] binary = OpenClProgram.FromSource(accelerator, text, nameof(JitKernels.Block64)).Binary();
            var cache = new KernelCache(folder, 1 << 30);
            cache.Store(KernelCache.KeyOf("bench", text), binary);
            double[] seconds = BestTimes.Of(
                20,
                () => _ = cache.Find(KernelCache.KeyOf("bench", text)) ?? throw new InvalidOperationException("The cache lost a kernel."),
                () => _ = OpenClProgram.FromBinary(accelerator, binary));
            table.Below("disk cache, a hit", seconds[0] * 1e3, "ms", 5);
            table.Note("the driver's part of it: a program from its binary", seconds[1] * 1e3, "ms");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The best of three processes, the first of which fills the disk cache.</summary>
    private static void AddFirstKernel(JitTable table, string target, string[] options)
    {
        double best = double.MaxValue;
        for (int i = 0; i < 3; i++)
            best = Math.Min(best, Start());
        table.Below($"first kernel of a process, {target}", best, "ms", 500);

        double Start()
        {
            string[] arguments = [typeof(CompileMeasurements).Assembly.Location, "jit", "--first-kernel", .. options];
            using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return double.Parse(output.Trim(), CultureInfo.InvariantCulture);
        }
    }
}
