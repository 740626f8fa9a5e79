using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>
/// Unrolls innermost loops whose trip count is constant, wholly, if the result stays below a limit: one copy of the
/// loop's blocks per round, the counter a constant in each.
/// </summary>
internal static class LoopUnrolling
{
    private const int MaxTrips = 64;

    /// <summary>What indexes a local array is unrolled up to here in any case: else the array cannot become registers.</summary>
    private const int LocalArrayLimit = 1024;

    /// <summary>Unrolls every loop that qualifies at present; returns true if there was one.</summary>
    public static bool Run(KernelIr kernel, int limit)
    {
        var graph = new ControlFlowGraph(kernel.Blocks);
        var headers = graph.Loops.Select(loop => loop.Header).ToHashSet();
        bool changed = false;
        foreach (var loop in graph.Loops)
        {
            bool isInnermost = loop.Blocks.Count(headers.Contains) == 1;
            if (!isInnermost || CountedLoop.Of(kernel, graph, loop) is not { } counted)
                continue;
            int size = loop.Blocks.Sum(block => block.Statements.Count + 1);
            int most = loop.Blocks.Any(AccessesLocalArray) ? Math.Max(limit, LocalArrayLimit) : limit;
            if (counted.Trips > MaxTrips || (long)counted.Trips * size > most)
                continue;
            Unroll(kernel, loop, counted);
            changed = true;
        }
        if (changed)
            BlockLayout.Run(kernel);
        return changed;
    }

    private static bool AccessesLocalArray(Block block) => block.Statements.Any(statement =>
        statement is Load { Source.Space: AddressSpace.Local } or Store { Target.Space: AddressSpace.Local });

    private static void Unroll(KernelIr kernel, Loop loop, CountedLoop counted)
    {
        var blocks = kernel.Blocks.Where(loop.Blocks.Contains).ToList();
        var copies = new Dictionary<Block, Block>[counted.Trips + 1];
        for (int trip = 0; trip <= counted.Trips; trip++)
        {
            copies[trip] = [];
            foreach (var block in blocks)
            {
                var copy = new Block(kernel.Blocks.Count);
                copy.Statements.AddRange(block.Statements);
                copy.Terminator = block.Terminator;
                kernel.Blocks.Add(copy);
                copies[trip][block] = copy;
            }
        }
        for (int trip = 0; trip <= counted.Trips; trip++)
        {
            int current = trip;
            foreach (var block in blocks)
            {
                var copy = copies[trip][block];
                if (block == counted.Exiting)
                    copy.Terminator = new Jump(trip < counted.Trips ? counted.Inside : counted.Outside);
                BlockLayout.Retarget(copy, target => Copied(target, current));
            }
            copies[trip][loop.Header].Statements.Insert(0, new Assign(counted.Counter, Constant.Of(counted.ValueAt(trip))));
        }
        foreach (var block in kernel.Blocks)
            if (!loop.Blocks.Contains(block) && !copies.Any(copy => copy.ContainsValue(block)))
                BlockLayout.Retarget(block, target => target == loop.Header ? copies[0][target] : target);

        Block Copied(Block target, int trip)
        {
            if (target == loop.Header)
                return copies[Math.Min(trip + 1, counted.Trips)][target];
            return copies[trip].TryGetValue(target, out var copy) ? copy : target;
        }
    }
}
