using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>The order of the passes.</summary>
internal static class PassPipeline
{
    private const int MaxRounds = 12;

    public static void Run(KernelIr kernel, CompilationOptions options)
    {
        BlockLayout.Run(kernel);
        if (!options.KeepLengths)
            LengthRemoval.Run(kernel);
        if (options.Optimize)
            Optimize(kernel, options);
        BarrierPlacement.Check(kernel);
        ReadOnlyParameters.Run(kernel);
    }

    private static void Optimize(KernelIr kernel, CompilationOptions options)
    {
        for (int round = 0; round < MaxRounds; round++)
        {
            bool changed = ValuePropagation.Run(kernel);
            BlockLayout.Run(kernel);
            DeadCode.Run(kernel);
            if (options.UnrollLimit > 0)
                changed |= LoopUnrolling.Run(kernel, options.UnrollLimit);
            changed |= LocalArrays.Run(kernel);
            if (!changed)
                break;
        }
        if (options.ShareValues)
        {
            CommonSubexpressions.Run(kernel);
            LoopInvariants.Run(kernel);
        }
        ValuePropagation.Run(kernel);
        DeadCode.Run(kernel);
        BlockLayout.Run(kernel);
    }
}
