using System.Reflection.Emit;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>
/// The segments of a kernel through which a whole warp goes at once, in groups whose rows consist of whole warps. Between them
/// a synchronisation of the warp is a jump: variables and exchanged values stay in registers. They go through memory where
/// the warp enters the region, leaves it, or parts.
/// </summary>
internal sealed class WarpRegion(
    ILGenerator il, ItemState state, VariablePlan plan, SegmentedKernel kernel, Dictionary<Segment, VectorSegment> segments,
    VectorEmitter vectors, LaneParting parting)
{
    /// <summary>The most statements of a region: each becomes four.</summary>
    public const int StatementLimit = 256;

    private readonly Dictionary<Segment, Label> _entries = segments.Keys.ToDictionary(segment => segment, _ => il.DefineLabel());
    private readonly Dictionary<Segment, Label> _insides = segments.Keys.ToDictionary(segment => segment, _ => il.DefineLabel());

    /// <summary>The segments of the region, or none: those that can run on vectors, if they are worth it and few.</summary>
    public static List<Segment> Choose(SegmentedKernel kernel, IEnumerable<Segment> onVectors)
    {
        var chosen = onVectors.ToList();
        bool isChained = chosen.Exists(segment => segment.IsAfterWarp);
        int size = chosen.Sum(segment => segment.Blocks.Sum(block => block.Statements.Count + 1));
        return kernel.HasWarps && isChained && size <= StatementLimit ? chosen : [];
    }

    /// <summary>Enters the region at a segment if the group's rows are whole warps; falls through otherwise.</summary>
    public void EmitEntry(Segment segment)
    {
        if (!_entries.TryGetValue(segment, out var entry))
            return;
        il.Emit(OpCodes.Ldloc, state.GroupSize[0]);
        il.Emit(OpCodes.Ldc_I4, IrTypes.WarpSize - 1);
        il.Emit(OpCodes.And);
        il.Emit(OpCodes.Brfalse, entry);
    }

    /// <summary>The code of the region.</summary>
    /// <param name="first">The first item of the warp.</param>
    /// <param name="next">Becomes the segment after the region.</param>
    /// <param name="ways">The ways into the segments from outside.</param>
    /// <param name="leave">Where the warp waits for the group, or is done.</param>
    public void Emit(LocalBuilder first, LocalBuilder next, List<Label> ways, Label leave)
    {
        foreach (var segment in _entries.Keys)
        {
            il.MarkLabel(_entries[segment]);
            il.Emit(OpCodes.Ldloc, first);
            il.Emit(OpCodes.Stloc, state.Item);
            state.EmitIndexOfItem();
            foreach (var assign in plan.Recomputed(segment))
                vectors.Emit(assign);
            foreach (var variable in plan.Reloaded(segment, _entries.Keys))
                vectors.Reload(variable, plan.SlotOf(variable)!.Value);
            if (segment.Entry.Statements is [ExchangeLoad exchange, ..])
                vectors.ReloadExchange(exchange);
            il.MarkLabel(_insides[segment]);
            var labels = segment.Blocks.ToDictionary(block => block, _ => il.DefineLabel());
            il.Emit(OpCodes.Br, labels[segment.Entry]);
            foreach (var block in segment.Blocks)
                EmitBlock(segment, block, labels, next, ways, leave);
        }
    }

    private void EmitBlock(Segment segment, Block block, Dictionary<Block, Label> labels, LocalBuilder next, List<Label> ways, Label leave)
    {
        il.MarkLabel(labels[block]);
        foreach (var statement in block.Statements)
            vectors.Emit(statement);
        switch (block.Terminator)
        {
            case Synchronize exit:
                EmitExit(exit, next, ways, leave);
                break;
            case Jump jump:
                il.Emit(OpCodes.Br, labels[jump.Target]);
                break;
            case Branch branch:
                parting.EmitBranch(segment, branch, labels, () => Part(segment, block));
                break;
            default:
                Set(next, KernelEmitter.Finished);
                il.Emit(OpCodes.Br, leave);
                break;
        }
    }

    /// <summary>Leaves the region: the warp's items go on one by one.</summary>
    private void Part(Segment segment, Block block)
    {
        foreach (var exit in segment.Blocks.Select(part => part.Terminator).OfType<Synchronize>())
            Save(exit);
        segments[segment].Part(block, parting, IrTypes.WarpSize);
    }

    private void EmitExit(Synchronize exit, LocalBuilder next, List<Label> ways, Label leave)
    {
        var target = kernel.At(exit.Target);
        if (exit.IsWarp && _insides.TryGetValue(target, out var inside))
        {
            il.Emit(OpCodes.Br, inside);
            return;
        }
        Save(exit);
        if (exit.Target.Statements is [ExchangeRead read, ..])
            vectors.SaveExchanges(read);
        Set(next, target.Id);
        il.Emit(OpCodes.Br, exit.IsWarp ? ways[target.Id] : leave);
    }

    /// <summary>Puts what is needed after an exit, and may have changed since the warp entered the region, into its slots.</summary>
    private void Save(Synchronize exit)
    {
        foreach (var variable in plan.Saved(_entries.Keys, exit))
            vectors.Save(variable, plan.SlotOf(variable)!.Value);
    }

    private void Set(LocalBuilder local, int value)
    {
        il.Emit(OpCodes.Ldc_I4, value);
        il.Emit(OpCodes.Stloc, local);
    }
}
