using System.Reflection.Emit;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>
/// A segment on vectors of items. As long as all lanes go the same way, eight items run at once. Where they part for one
/// block on either side, the lanes run their blocks one by one and meet again; where they part for longer, each lane's
/// variables are left in memory and the eight go on one by one, from that branch to the end of the segment.
/// </summary>
internal sealed class VectorSegment(
    ILGenerator il, ItemState state, VariablePlan plan, SegmentedKernel kernel, Segment segment, VectorEmitter vectors,
    LaneParting parting, ExpressionEmitter scalars)
{
    private const int NotResumed = -1;

    private readonly List<(Block Block, List<Variable> Needed, LaneParting Parting)> _partings = [];
    private readonly LocalBuilder _resume = il.DeclareLocal(typeof(int));
    private readonly LocalBuilder _scalarEnd = il.DeclareLocal(typeof(int));
    private readonly Label _oneByOne = il.DefineLabel();

    /// <summary>The loop over items that the segment falls back on.</summary>
    public delegate void ItemLoop(Segment segment, List<Variable> restored, LocalBuilder end, VectorSegment? resume);

    public void Emit(
        List<Variable> restored, Dictionary<Variable, LocalBuilder> saved, LocalBuilder end, LocalBuilder next, ItemLoop items)
    {
        var loop = il.DefineLabel();
        var done = il.DefineLabel();
        var scalar = il.DefineLabel();
        il.Emit(OpCodes.Ldloc, state.GroupSize[0]);
        il.Emit(OpCodes.Ldc_I4, vectors.Items - 1);
        il.Emit(OpCodes.And);
        il.Emit(OpCodes.Brtrue, scalar);

        var labels = segment.Blocks.ToDictionary(block => block, _ => il.DefineLabel());
        var endOfVector = il.DefineLabel();
        il.MarkLabel(loop);
        il.Emit(OpCodes.Ldloc, state.Item);
        il.Emit(OpCodes.Ldloc, end);
        il.Emit(OpCodes.Bge, done);
        foreach (var variable in restored)
        {
            il.Emit(OpCodes.Ldloc, saved[variable]);
            il.Emit(OpCodes.Stloc, state.LocalOf(variable));
        }
        foreach (var assign in plan.Recomputed(segment))
            vectors.Emit(assign);
        foreach (var variable in plan.Reloaded(segment))
            vectors.Reload(variable, plan.SlotOf(variable)!.Value);
        il.Emit(OpCodes.Br, labels[segment.Entry]);
        foreach (var block in segment.Blocks)
            EmitBlock(block, labels, endOfVector, next);
        il.MarkLabel(endOfVector);
        state.EmitNextItem(vectors.Items);
        il.Emit(OpCodes.Br, loop);

        il.MarkLabel(scalar);
        Set(_resume, NotResumed);
        il.Emit(OpCodes.Ldloc, end);
        il.Emit(OpCodes.Stloc, _scalarEnd);
        il.MarkLabel(_oneByOne);
        items(segment, restored, _scalarEnd, this);
        il.Emit(OpCodes.Ldloc, _resume);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Bge, loop);
        il.MarkLabel(done);
    }

    /// <summary>At the start of an item: where it comes from a vector, goes to the branch at which that parted.</summary>
    public void EmitResumption(Dictionary<Block, Label> labels)
    {
        if (_partings.Count == 0)
            return;
        var start = il.DefineLabel();
        var entries = _partings.ConvertAll(_ => il.DefineLabel());
        il.Emit(OpCodes.Ldloc, _resume);
        il.Emit(OpCodes.Switch, entries.ToArray());
        il.Emit(OpCodes.Br, start);
        for (int i = 0; i < _partings.Count; i++)
        {
            var (block, needed, lanes) = _partings[i];
            il.MarkLabel(entries[i]);
            lanes.TakeLanes(needed);
            var branch = (Branch)block.Terminator;
            scalars.EmitBranch(branch.Condition, labels[branch.IfTrue]);
            il.Emit(OpCodes.Br, labels[branch.IfFalse]);
        }
        il.MarkLabel(start);
    }

    /// <summary>Leaves the variables of <paramref name="count"/> items in memory and goes on item by item, from a block's branch.</summary>
    public void Part(Block block, LaneParting lanes, int count)
    {
        var needed = plan.NeededAt(segment, block);
        foreach (var variable in needed)
            lanes.LeaveLanes(variable);
        Set(_resume, _partings.Count);
        _partings.Add((block, needed, lanes));
        il.Emit(OpCodes.Ldloc, state.Item);
        il.Emit(OpCodes.Ldc_I4, count);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, _scalarEnd);
        il.Emit(OpCodes.Br, _oneByOne);
    }

    private void EmitBlock(Block block, Dictionary<Block, Label> labels, Label endOfVector, LocalBuilder next)
    {
        il.MarkLabel(labels[block]);
        foreach (var statement in block.Statements)
            vectors.Emit(statement);
        switch (block.Terminator)
        {
            case Synchronize exit:
                foreach (var variable in plan.Saved(segment, exit))
                    vectors.Save(variable, plan.SlotOf(variable)!.Value);
                Set(next, kernel.At(exit.Target).Id);
                il.Emit(OpCodes.Br, endOfVector);
                break;
            case Jump jump:
                il.Emit(OpCodes.Br, labels[jump.Target]);
                break;
            case Branch branch:
                parting.EmitBranch(segment, branch, labels, () => Part(block, parting, vectors.Items));
                break;
            default:
                if (kernel.Segments.Count > 1)
                    Set(next, KernelEmitter.Finished);
                il.Emit(OpCodes.Br, endOfVector);
                break;
        }
    }

    private void Set(LocalBuilder local, int value)
    {
        il.Emit(OpCodes.Ldc_I4, value);
        il.Emit(OpCodes.Stloc, local);
    }
}
