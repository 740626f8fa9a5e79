using System.Globalization;
using System.Text;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Ptx;

/// <summary>The text of a module of one kernel.</summary>
internal static class PtxModule
{
    /// <summary>The name of the kernel's entry point.</summary>
    public const string EntryPoint = "kernel";

    /// <summary>What kernels for PTX are compiled with: its assembler shares values itself.</summary>
    public static readonly CompilationOptions Options = new()
    {
        ShareValues = false,
        SelectValues = false,
        MathFunctions = PtxMath.Find,
        HasWarpMatrices = true,
    };

    /// <summary>Writes a module.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">What it is written for.</param>
    /// <param name="specialization">What holds for every launch.</param>
    /// <param name="readOnlyCache">
    /// Whether views that the kernel only reads go through the read-only cache: right as long as no such view overlaps one
    /// that the kernel writes, which the launch checks.
    /// </param>
    /// <exception cref="Extensions.KernelCompilationException">The kernel uses what PTX lacks.</exception>
    public static string Write(
        KernelIr kernel, PtxTarget target, KernelSpecialization specialization = default, bool readOnlyCache = true)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"// {kernel.Name}\n");
        text.Append(CultureInfo.InvariantCulture, $".version {target.Isa / 10}.{target.Isa % 10}\n");
        text.Append(CultureInfo.InvariantCulture, $".target sm_{target.Architecture}\n");
        text.Append(".address_size 64\n\n");
        if (kernel.Allocations.Any(allocation => allocation.IsDynamic))
            text.Append(".extern .shared .align 16 .b8 dynamic_shared[];\n\n");
        text.Append(new PtxKernelWriter(kernel, target, specialization, readOnlyCache).Write());
        return text.ToString();
    }

    /// <summary>The name of shared or local memory.</summary>
    public static string NameOf(Allocation allocation) => allocation.IsDynamic ? "dynamic_shared" : allocation.Name;
}
