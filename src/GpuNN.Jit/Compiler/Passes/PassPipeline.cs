using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>The order of the passes.</summary>
internal static class PassPipeline
{
    private const int MaxRounds = 12;

    public static void Run(KernelIr kernel, CompilationOptions options)
    {
        BlockLayout.Run(kernel);
        After(nameof(BlockLayout));
        if (!options.KeepLengths)
        {
            LengthRemoval.Run(kernel);
            After(nameof(LengthRemoval));
        }
        if (options.Optimize)
            Optimize(kernel, options, After);
        BarrierPlacement.Check(kernel);
        ReadOnlyParameters.Run(kernel);
        After(nameof(ReadOnlyParameters));

        void After(string pass) => options.AfterPass?.Invoke(pass, kernel);
    }

    private static void Optimize(KernelIr kernel, CompilationOptions options, Action<string> after)
    {
        for (int round = 0; round < MaxRounds; round++)
        {
            bool changed = ValuePropagation.Run(kernel);
            after(nameof(ValuePropagation));
            BlockLayout.Run(kernel);
            DeadCode.Run(kernel);
            after(nameof(DeadCode));
            if (options.UnrollLimit > 0)
                changed |= Changed(LoopUnrolling.Run(kernel, options.UnrollLimit), nameof(LoopUnrolling));
            changed |= Changed(LocalArrays.Run(kernel), nameof(LocalArrays));
            if (!changed)
                break;
        }
        if (options.SelectValues && Changed(ValueSelection.Run(kernel), nameof(ValueSelection)))
        {
            ValuePropagation.Run(kernel);
            DeadCode.Run(kernel);
        }
        if (options.ShareValues)
        {
            CommonSubexpressions.Run(kernel);
            after(nameof(CommonSubexpressions));
            LoopInvariants.Run(kernel);
            after(nameof(LoopInvariants));
        }
        ValuePropagation.Run(kernel);
        DeadCode.Run(kernel);
        BlockLayout.Run(kernel);

        bool Changed(bool changed, string pass)
        {
            if (changed)
                after(pass);
            return changed;
        }
    }
}
