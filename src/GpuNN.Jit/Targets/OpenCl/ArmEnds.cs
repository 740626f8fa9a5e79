using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Targets.OpenCl;

/// <summary>
/// Lets the ways through one arm of a branch meet at a barrier of their own before they meet the other arm's, if the arm has
/// barriers. PoCL copies what follows a conditional barrier once for every way that leads there; work items that part behind
/// the last barrier of an arm would go on in different copies, and wait at different barriers.
/// </summary>
internal static class ArmEnds
{
    public static void Run(KernelIr kernel)
    {
        while (JoinOne(kernel))
            BlockLayout.Run(kernel);
    }

    private static bool JoinOne(KernelIr kernel)
    {
        if (!kernel.Blocks.Exists(Synchronizes))
            return false;
        var graph = new ControlFlowGraph(kernel.Blocks);
        foreach (var block in kernel.Blocks)
        {
            if (block.Terminator is not Branch branch || graph.ImmediatePostDominator(block) is not { } end)
                continue;
            var ifTrue = Arm(branch.IfTrue, end);
            var ifFalse = Arm(branch.IfFalse, end);
            if (ifTrue.Overlaps(ifFalse))
                continue;
            if (Join(kernel, block, ifTrue, end) || Join(kernel, block, ifFalse, end))
                return true;
        }
        return false;
    }

    private static bool Join(KernelIr kernel, Block branch, HashSet<Block> arm, Block end)
    {
        if (arm.Contains(branch) || !arm.Any(Synchronizes))
            return false;
        var last = arm.Where(block => block.Successors.Contains(end)).ToList();
        if (last.Count < 2)
            return false;
        var join = new Block(kernel.Blocks.Count) { Terminator = new Jump(end) };
        join.Statements.Add(new Compiler.Ir.Barrier(warp: false));
        kernel.Blocks.Add(join);
        foreach (var block in last)
            BlockLayout.Retarget(block, target => target == end ? join : target);
        return true;
    }

    private static bool Synchronizes(Block block) =>
        block.Statements.Exists(statement => statement is Compiler.Ir.Barrier or Shuffle or MatrixProduct);

    /// <summary>The blocks from one side of a branch to where its sides meet.</summary>
    private static HashSet<Block> Arm(Block start, Block end)
    {
        var arm = new HashSet<Block>();
        var pending = new Stack<Block>([start]);
        while (pending.TryPop(out var block))
        {
            if (block == end || !arm.Add(block))
                continue;
            foreach (var successor in block.Successors)
                pending.Push(successor);
        }
        return arm;
    }
}
