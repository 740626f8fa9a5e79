using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>A natural loop: the blocks from which its header is reached again without leaving it.</summary>
internal sealed class Loop(Block header)
{
    public Block Header { get; } = header;

    public HashSet<Block> Blocks { get; } = [header];

    /// <summary>The blocks that jump back to the header.</summary>
    public List<Block> Latches { get; } = [];

    /// <summary>The loop around this one, or null.</summary>
    public Loop? Parent { get; internal set; }

    /// <summary>1 for an outermost loop.</summary>
    public int Depth => 1 + (Parent?.Depth ?? 0);
}

/// <summary>
/// Predecessors, dominators, post-dominators and natural loops of blocks in reverse postorder, numbered by position. A
/// snapshot: it does not follow changes.
/// </summary>
internal sealed class ControlFlowGraph
{
    private readonly List<Block> _blocks;
    private readonly int[] _dominator;
    private readonly int[] _postDominator;

    public ControlFlowGraph(List<Block> blocks)
    {
        _blocks = blocks;
        int count = blocks.Count;
        Predecessors = new List<Block>[count];
        for (int i = 0; i < count; i++)
            Predecessors[i] = [];
        foreach (var block in blocks)
            foreach (var successor in block.Successors)
                Predecessors[successor.Id].Add(block);
        _dominator = Dominators();
        _postDominator = PostDominators();
        Loops = FindLoops();
    }

    /// <summary>The blocks that lead to a block, by its number.</summary>
    public List<Block>[] Predecessors { get; }

    /// <summary>Inner loops before outer ones.</summary>
    public List<Loop> Loops { get; }

    /// <summary>The closest block that every path to a block passes; null for the entry.</summary>
    public Block? ImmediateDominator(Block block) => block.Id == 0 ? null : _blocks[_dominator[block.Id]];

    /// <summary>The closest block that every path from a block to the end passes; null for the end itself.</summary>
    public Block? ImmediatePostDominator(Block block) =>
        _postDominator[block.Id] is >= 0 and var post && post < _blocks.Count ? _blocks[post] : null;

    /// <summary>True if every path to <paramref name="block"/> passes <paramref name="dominator"/> (or they are one).</summary>
    public bool Dominates(Block dominator, Block block)
    {
        int current = block.Id;
        while (current > dominator.Id)
            current = _dominator[current];
        return current == dominator.Id;
    }

    /// <summary>The innermost loop around a block, or null.</summary>
    public Loop? LoopOf(Block block) => Loops.Find(loop => loop.Blocks.Contains(block));

    /// <summary>The blocks between a branch and its immediate post-dominator, the latter excluded.</summary>
    public HashSet<Block> Region(Block branch)
    {
        var end = ImmediatePostDominator(branch);
        var region = new HashSet<Block>();
        var pending = new Stack<Block>(branch.Successors);
        while (pending.TryPop(out var block))
        {
            if (block == end || !region.Add(block))
                continue;
            foreach (var successor in block.Successors)
                pending.Push(successor);
        }
        return region;
    }

    private int[] Dominators()
    {
        var dominator = new int[_blocks.Count];
        Array.Fill(dominator, -1);
        dominator[0] = 0;
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = 1; i < _blocks.Count; i++)
            {
                int best = -1;
                foreach (var predecessor in Predecessors[i])
                {
                    if (dominator[predecessor.Id] >= 0)
                        best = best < 0 ? predecessor.Id : Intersect(dominator, best, predecessor.Id);
                }
                if (best != dominator[i])
                {
                    dominator[i] = best;
                    changed = true;
                }
            }
        }
        return dominator;
    }

    private static int Intersect(int[] dominator, int a, int b)
    {
        while (a != b)
        {
            while (a > b)
                a = dominator[a];
            while (b > a)
                b = dominator[b];
        }
        return a;
    }

    /// <summary>Dominators of the reversed graph, whose entry is one more node after all returns.</summary>
    private int[] PostDominators()
    {
        int count = _blocks.Count;
        var order = ReversedOrder();
        var position = new int[count + 1];
        for (int i = 0; i < order.Count; i++)
            position[order[i]] = i;
        var post = new int[count + 1];
        Array.Fill(post, -1);
        post[count] = count;
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (int node in order)
            {
                if (node == count)
                    continue;
                int best = -1;
                foreach (int next in ReversedPredecessors(node))
                {
                    if (post[next] >= 0)
                        best = best < 0 ? next : IntersectBy(post, position, best, next);
                }
                if (best != post[node])
                {
                    post[node] = best;
                    changed = true;
                }
            }
        }
        return post;
    }

    private IEnumerable<int> ReversedPredecessors(int node)
    {
        bool any = false;
        foreach (var successor in _blocks[node].Successors)
        {
            any = true;
            yield return successor.Id;
        }
        if (!any)
            yield return _blocks.Count;
    }

    private List<int> ReversedOrder()
    {
        int count = _blocks.Count;
        var visited = new bool[count + 1];
        var order = new List<int>();
        var path = new Stack<(int Node, int Next)>();
        visited[count] = true;
        var ends = _blocks.Where(block => !block.Successors.Any()).Select(block => block.Id).ToList();
        path.Push((count, 0));
        while (path.TryPop(out var top))
        {
            var nexts = top.Node == count ? ends : Predecessors[top.Node].ConvertAll(block => block.Id);
            if (top.Next == nexts.Count)
            {
                order.Add(top.Node);
                continue;
            }
            path.Push((top.Node, top.Next + 1));
            int next = nexts[top.Next];
            if (!visited[next])
            {
                visited[next] = true;
                path.Push((next, 0));
            }
        }
        order.Reverse();
        return order;
    }

    private static int IntersectBy(int[] post, int[] position, int a, int b)
    {
        while (a != b)
        {
            while (position[a] > position[b])
                a = post[a];
            while (position[b] > position[a])
                b = post[b];
        }
        return a;
    }

    private List<Loop> FindLoops()
    {
        var loops = new Dictionary<Block, Loop>();
        foreach (var block in _blocks)
        {
            foreach (var header in block.Successors)
            {
                if (!Dominates(header, block))
                    continue;
                if (!loops.TryGetValue(header, out var loop))
                    loops[header] = loop = new Loop(header);
                loop.Latches.Add(block);
                var pending = new Stack<Block>([block]);
                while (pending.TryPop(out var inside))
                {
                    if (!loop.Blocks.Add(inside))
                        continue;
                    foreach (var predecessor in Predecessors[inside.Id])
                        pending.Push(predecessor);
                }
            }
        }
        var sorted = loops.Values.OrderBy(loop => loop.Blocks.Count).ThenByDescending(loop => loop.Header.Id).ToList();
        for (int i = 0; i < sorted.Count; i++)
            sorted[i].Parent = sorted.Skip(i + 1).FirstOrDefault(outer => outer.Blocks.Contains(sorted[i].Header));
        return sorted;
    }
}
