using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>The order of the passes.</summary>
internal static class PassPipeline
{
    public static void Run(KernelIr kernel, CompilationOptions options)
    {
        BlockLayout.Run(kernel);
        BarrierPlacement.Check(kernel);
    }
}
