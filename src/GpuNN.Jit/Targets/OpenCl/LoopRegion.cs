using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.OpenCl;

/// <summary>
/// A natural loop, or the whole kernel, as a list of its blocks in order, in which each inner loop stands as one region at
/// the place of its header.
/// </summary>
internal sealed class LoopRegion
{
    private LoopRegion(Block? header) => Header = header;

    /// <summary>The block that every iteration starts with; null for the whole kernel.</summary>
    public Block? Header { get; }

    /// <summary>Blocks of this region alone and, in between, inner loops.</summary>
    public List<(Block? Block, LoopRegion? Loop)> Items { get; } = [];

    /// <summary>
    /// Nests the loops of a reducible graph whose blocks stand in reverse postorder: there an edge to a block that is not
    /// later goes back to the header of a loop, and the header comes first of all blocks of its loop.
    /// </summary>
    public static LoopRegion Of(KernelIr kernel)
    {
        var predecessors = new List<Block>[kernel.Blocks.Count];
        for (int i = 0; i < predecessors.Length; i++)
            predecessors[i] = [];
        foreach (Block block in kernel.Blocks)
        {
            foreach (Block successor in block.Successors)
                predecessors[successor.Id].Add(block);
        }

        // Headers in order: an outer loop's header comes first, so a later one overrides it for its own blocks.
        var innermost = new LoopRegion?[kernel.Blocks.Count];
        var parents = new Dictionary<LoopRegion, LoopRegion?>();
        foreach (Block header in kernel.Blocks)
        {
            Block[] latches = [.. predecessors[header.Id].Where(block => block.Id >= header.Id)];
            if (latches.Length == 0)
                continue;
            var loop = new LoopRegion(header);
            parents.Add(loop, innermost[header.Id]);
            var pending = new Stack<Block>(latches);
            var members = new HashSet<Block> { header };
            innermost[header.Id] = loop;
            while (pending.TryPop(out Block? member))
            {
                if (!members.Add(member))
                    continue;
                innermost[member.Id] = loop;
                foreach (Block predecessor in predecessors[member.Id])
                    pending.Push(predecessor);
            }
        }

        var kernelRegion = new LoopRegion(null);
        foreach (Block block in kernel.Blocks)
        {
            LoopRegion region = innermost[block.Id] ?? kernelRegion;
            if (region.Header == block)
                (parents[region] ?? kernelRegion).Items.Add((null, region));
            region.Items.Add((block, null));
        }
        return kernelRegion;
    }
}
