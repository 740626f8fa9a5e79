using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;
using Barrier = GpuNN.Jit.Compiler.Ir.Barrier;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>Refuses a barrier that some items of a group could reach and others not.</summary>
internal static class BarrierPlacement
{
    /// <exception cref="KernelCompilationException">A barrier stands where items may go different ways.</exception>
    public static void Check(KernelIr kernel)
    {
        if (!kernel.Statements.Any(statement => statement is Barrier { IsWarp: false }))
            return;
        var uniformity = new Uniformity(kernel, new ControlFlowGraph(kernel.Blocks));
        foreach (var block in kernel.Blocks)
        {
            if (!uniformity.IsDivergent(block))
                continue;
            foreach (var statement in block.Statements)
            {
                if (statement is not Barrier { IsWarp: false })
                    continue;
                var position = statement.Position;
                throw new KernelCompilationException(
                    kernel.Name,
                    "a barrier stands where not all items of the group need to come: after a condition that differs between them, or after an early return",
                    position?.Method ?? "", position?.File ?? "", position?.Line ?? 0);
            }
        }
    }
}
