using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>
/// Drops unreachable blocks, skips empty ones, joins a block with its only successor if it is that one's only
/// predecessor, and puts the rest in reverse postorder.
/// </summary>
internal static class BlockLayout
{
    public static void Run(KernelIr kernel)
    {
        var entry = kernel.Blocks[0];
        var skipped = new Dictionary<Block, Block>();
        foreach (var block in kernel.Blocks)
            Retarget(block, target => Skip(target, skipped));
        var order = ReversePostorder(entry);
        var predecessors = new Dictionary<Block, int>();
        foreach (var block in order)
            foreach (var successor in block.Successors)
                predecessors[successor] = predecessors.GetValueOrDefault(successor) + 1;
        foreach (var block in order)
        {
            while (block.Terminator is Jump jump && jump.Target != block && jump.Target != entry && predecessors[jump.Target] == 1)
            {
                block.Statements.AddRange(jump.Target.Statements);
                block.Terminator = jump.Target.Terminator;
                jump.Target.Statements.Clear();
                jump.Target.Terminator = new Return();
            }
        }
        kernel.Blocks = ReversePostorder(entry);
        for (int i = 0; i < kernel.Blocks.Count; i++)
            kernel.Blocks[i].Id = i;
    }

    /// <summary>Replaces the targets of a block's terminator.</summary>
    public static void Retarget(Block block, Func<Block, Block> map)
    {
        switch (block.Terminator)
        {
            case Jump jump when map(jump.Target) is var target && target != jump.Target:
                block.Terminator = new Jump(target) { Position = jump.Position };
                break;
            case Branch branch:
                var (ifTrue, ifFalse) = (map(branch.IfTrue), map(branch.IfFalse));
                if (branch.Condition is Constant constant)
                    block.Terminator = new Jump(constant.Bits != 0 ? ifTrue : ifFalse) { Position = branch.Position };
                else if (ifTrue == ifFalse)
                    block.Terminator = new Jump(ifTrue) { Position = branch.Position };
                else if (ifTrue != branch.IfTrue || ifFalse != branch.IfFalse)
                    block.Terminator = new Branch(branch.Condition, ifTrue, ifFalse) { Position = branch.Position };
                break;
            default:
                break;
        }
    }

    private static Block Skip(Block block, Dictionary<Block, Block> skipped)
    {
        if (skipped.TryGetValue(block, out var known))
            return known;
        skipped[block] = block;
        return skipped[block] = block.Statements.Count == 0 && block.Terminator is Jump jump ? Skip(jump.Target, skipped) : block;
    }

    /// <summary>
    /// Successors after predecessors, apart from back edges. A loop's blocks follow its header together: the way out is
    /// visited first and so comes last.
    /// </summary>
    private static List<Block> ReversePostorder(Block entry)
    {
        var visited = new HashSet<Block> { entry };
        var order = new List<Block>();
        var path = new Stack<(Block Block, IEnumerator<Block> Next)>();
        path.Push((entry, entry.Successors.Reverse().GetEnumerator()));
        while (path.TryPeek(out var top))
        {
            if (!top.Next.MoveNext())
            {
                order.Add(path.Pop().Block);
                continue;
            }
            var next = top.Next.Current;
            if (visited.Add(next))
                path.Push((next, next.Successors.Reverse().GetEnumerator()));
        }
        order.Reverse();
        return order;
    }
}
