using System.Reflection;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Launching;

/// <summary>What an accelerator is asked to compile.</summary>
/// <param name="Method">The kernel.</param>
/// <param name="IndexRank">
/// The rank of the index that the first parameter receives: each work item gets its own, and those beyond the extent,
/// which precedes the arguments as that many integers, do nothing. Zero for a kernel that reads its own position.
/// </param>
/// <param name="Specialization">What holds for every launch.</param>
/// <param name="Constants">The bits of the specialised leaves in their order.</param>
internal sealed record KernelRequest(
    MethodInfo Method, int IndexRank, KernelSpecialization Specialization, long[] Constants)
{
    /// <summary>The kernel's name for messages and profiles.</summary>
    public string Name => $"{Method.DeclaringType?.Name}.{Method.Name}";

    /// <summary>Runs the front end and the passes.</summary>
    /// <param name="target">What the target wants; the request adds what belongs to the kernel.</param>
    /// <exception cref="Extensions.KernelCompilationException">The method does what a kernel may not.</exception>
    public KernelIr CompileToIr(CompilationOptions? target = null) => KernelCompiler.Compile(
        Method, (target ?? new CompilationOptions()) with { IndexRank = IndexRank, Constants = Constants });
}
