using System.Reflection.Emit;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>
/// A segment on vectors of items. As long as all lanes go the same way, eight items run at once. Where they part for one
/// block on either side, the lanes run their blocks one by one and meet again; where they part for longer, each lane's
/// variables are left in memory and the eight go on one by one, from that branch to the end of the segment.
/// </summary>
internal sealed class VectorSegment(
    ILGenerator il, ItemState state, VariablePlan plan, SegmentedKernel kernel, VectorEmitter vectors, ExpressionEmitter scalars,
    MemoryEmitter memory)
{
    private const int NotResumed = -1;

    private readonly List<(Block Block, List<Variable> Needed)> _partings = [];
    private readonly LocalBuilder _resume = il.DeclareLocal(typeof(int));
    private readonly LocalBuilder _scalarEnd = il.DeclareLocal(typeof(int));
    private readonly LocalBuilder _lanes = il.DeclareLocal(typeof(uint));
    private readonly LocalBuilder _remaining = il.DeclareLocal(typeof(uint));
    private readonly LocalBuilder _lane = il.DeclareLocal(typeof(int));
    private readonly Label _oneByOne = il.DefineLabel();

    /// <summary>The loop over items that the segment falls back on.</summary>
    public delegate void ItemLoop(Segment segment, List<Variable> restored, LocalBuilder end, VectorSegment? resume);

    public void Emit(
        Segment segment, List<Variable> restored, Dictionary<Variable, LocalBuilder> saved, LocalBuilder end, LocalBuilder next,
        ItemLoop items)
    {
        var loop = il.DefineLabel();
        var done = il.DefineLabel();
        var scalar = il.DefineLabel();
        il.Emit(OpCodes.Ldloc, state.GroupSize[0]);
        il.Emit(OpCodes.Ldc_I4, VectorFunctions.Width - 1);
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
        for (int i = 0; i < segment.Blocks.Count; i++)
            EmitBlock(segment, i, labels, endOfVector, next);
        il.MarkLabel(endOfVector);
        state.EmitNextItem(VectorFunctions.Width);
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
            var (block, needed) = _partings[i];
            il.MarkLabel(entries[i]);
            il.Emit(OpCodes.Ldloc, state.Item);
            il.Emit(OpCodes.Ldc_I4, VectorFunctions.Width - 1);
            il.Emit(OpCodes.And);
            il.Emit(OpCodes.Stloc, _lane);
            foreach (var variable in needed)
                TakeLane(variable);
            var branch = (Branch)block.Terminator;
            scalars.EmitBranch(branch.Condition, labels[branch.IfTrue]);
            il.Emit(OpCodes.Br, labels[branch.IfFalse]);
        }
        il.MarkLabel(start);
    }

    private void EmitBlock(Segment segment, int position, Dictionary<Block, Label> labels, Label endOfVector, LocalBuilder next)
    {
        var block = segment.Blocks[position];
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
            case Branch branch when vectors.Lanes.IsUniform(branch.Condition):
                scalars.EmitBranch(branch.Condition, labels[branch.IfTrue]);
                il.Emit(OpCodes.Br, labels[branch.IfFalse]);
                break;
            case Branch branch:
                vectors.EmitLanes(branch.Condition);
                il.Emit(OpCodes.Stloc, _lanes);
                GoIfLanes(VectorFunctions.AllLanes, labels[branch.IfTrue]);
                GoIfLanes(0, labels[branch.IfFalse]);
                if (JoinOf(segment, branch) is { } join)
                    PartForOneBlock(branch, join, labels[join]);
                else
                    Part(segment, block);
                break;
            default:
                if (kernel.Segments.Count > 1)
                    Set(next, KernelEmitter.Finished);
                il.Emit(OpCodes.Br, endOfVector);
                break;
        }
    }

    private void GoIfLanes(uint lanes, Label target)
    {
        il.Emit(OpCodes.Ldloc, _lanes);
        il.Emit(OpCodes.Ldc_I4, (int)lanes);
        il.Emit(OpCodes.Beq, target);
    }

    /// <summary>Where the two ways of a branch meet again after at most one block each, or null.</summary>
    private static Block? JoinOf(Segment segment, Branch branch)
    {
        Block? afterTrue = After(branch.IfTrue), afterFalse = After(branch.IfFalse);
        if (afterTrue is not null && (afterTrue == branch.IfFalse || afterTrue == afterFalse))
            return afterTrue;
        return afterFalse is not null && afterFalse == branch.IfTrue ? afterFalse : null;

        Block? After(Block block)
        {
            bool isSide = block != segment.Entry && block.Terminator is Jump and not Synchronize
                && segment.Blocks.Count(other => other.Successors.Contains(block)) == 1
                && !block.Statements.Exists(statement => statement is TargetStatement);
            return isSide ? ((Jump)block.Terminator).Target : null;
        }
    }

    private void PartForOneBlock(Branch branch, Block join, Label target)
    {
        Block[] sides = branch.IfFalse == join ? [branch.IfTrue] : branch.IfTrue == join ? [branch.IfFalse] : [branch.IfTrue, branch.IfFalse];
        var read = new HashSet<Variable>();
        var written = new HashSet<Variable>();
        foreach (var statement in sides.SelectMany(side => side.Statements))
        {
            foreach (var part in statement.Reads())
                Expressions.ForEachVariable(part, variable => read.Add(variable));
            written.UnionWith(statement.Writes());
        }
        read.RemoveWhere(vectors.Lanes.IsUniform);
        var merged = written.Where(variable => plan.IsLiveIn(join, variable)).ToList();
        foreach (var variable in read.Union(merged).OrderBy(variable => variable.Id))
            LeaveLanes(variable);
        foreach (var side in sides)
            RunLanes(side, side == branch.IfTrue, read, merged);
        foreach (var variable in merged)
        {
            EmitScratchAddress(variable);
            il.Emit(OpCodes.Call, typeof(VectorFunctions).GetMethod(
                variable.Type == ScalarType.Float32 ? nameof(VectorFunctions.LoadSingle) : nameof(VectorFunctions.LoadInt32), [typeof(byte*)])!);
            il.Emit(OpCodes.Stloc, vectors.VectorOf(variable));
        }
        il.Emit(OpCodes.Br, target);
    }

    /// <summary>Runs a block for each lane whose condition holds (or does not).</summary>
    private void RunLanes(Block block, bool ifTrue, HashSet<Variable> read, List<Variable> merged)
    {
        var loop = il.DefineLabel();
        var done = il.DefineLabel();
        il.Emit(OpCodes.Ldloc, _lanes);
        if (!ifTrue)
        {
            il.Emit(OpCodes.Ldc_I4, (int)VectorFunctions.AllLanes);
            il.Emit(OpCodes.Xor);
        }
        il.Emit(OpCodes.Stloc, _remaining);
        il.MarkLabel(loop);
        il.Emit(OpCodes.Ldloc, _remaining);
        il.Emit(OpCodes.Brfalse, done);
        il.Emit(OpCodes.Ldloc, _remaining);
        il.Emit(OpCodes.Call, typeof(System.Numerics.BitOperations).GetMethod("TrailingZeroCount", [typeof(uint)])!);
        il.Emit(OpCodes.Stloc, _lane);
        il.Emit(OpCodes.Ldloc, _remaining);
        il.Emit(OpCodes.Ldloc, _remaining);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.And);
        il.Emit(OpCodes.Stloc, _remaining);
        Advance(OpCodes.Add);
        foreach (var variable in read.OrderBy(variable => variable.Id))
            TakeLane(variable);
        foreach (var statement in block.Statements)
            memory.Emit(statement);
        foreach (var variable in merged.Where(variable => block.Statements.Exists(statement => statement.Writes().Contains(variable))))
        {
            EmitLaneAddress(variable);
            il.Emit(OpCodes.Ldloc, state.LocalOf(variable));
            il.Emit(MemoryEmitter.StoreCode(MemoryEmitter.Element(variable.Type)));
        }
        Advance(OpCodes.Sub);
        il.Emit(OpCodes.Br, loop);
        il.MarkLabel(done);

        void Advance(OpCode direction)
        {
            foreach (var local in new[] { state.Item, state.Index[0] })
            {
                il.Emit(OpCodes.Ldloc, local);
                il.Emit(OpCodes.Ldloc, _lane);
                il.Emit(direction);
                il.Emit(OpCodes.Stloc, local);
            }
        }
    }

    private void TakeLane(Variable variable)
    {
        EmitLaneAddress(variable);
        il.Emit(MemoryEmitter.LoadCode(MemoryEmitter.Element(variable.Type)));
        il.Emit(OpCodes.Stloc, state.LocalOf(variable));
    }

    /// <summary>Puts all lanes of a variable where single items find them.</summary>
    private void LeaveLanes(Variable variable)
    {
        EmitScratchAddress(variable);
        if (vectors.Lanes.IsUniform(variable))
        {
            il.Emit(OpCodes.Ldloc, state.LocalOf(variable));
            il.Emit(MemoryEmitter.StoreCode(MemoryEmitter.Element(variable.Type)));
            return;
        }
        il.Emit(OpCodes.Ldloc, vectors.VectorOf(variable));
        il.Emit(OpCodes.Call, typeof(VectorFunctions).GetMethod(
            nameof(VectorFunctions.Store), [typeof(byte*), vectors.VectorOf(variable).LocalType])!);
    }

    /// <summary>Leaves the lanes' variables in memory and goes on item by item.</summary>
    private void Part(Segment segment, Block block)
    {
        var needed = plan.NeededAt(segment, block);
        foreach (var variable in needed)
            LeaveLanes(variable);
        Set(_resume, _partings.Count);
        _partings.Add((block, needed));
        il.Emit(OpCodes.Ldloc, state.Item);
        il.Emit(OpCodes.Ldc_I4, VectorFunctions.Width);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, _scalarEnd);
        il.Emit(OpCodes.Br, _oneByOne);
    }

    private void EmitScratchAddress(Variable variable)
    {
        il.Emit(OpCodes.Ldloc, state.Items);
        il.Emit(OpCodes.Ldc_I4, plan.ScratchOf(variable));
        il.Emit(OpCodes.Add);
    }

    private void EmitLaneAddress(Variable variable)
    {
        EmitScratchAddress(variable);
        if (vectors.Lanes.IsUniform(variable))
            return;
        il.Emit(OpCodes.Ldloc, _lane);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Ldc_I4, variable.Type.Size());
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Add);
    }

    private void Set(LocalBuilder local, int value)
    {
        il.Emit(OpCodes.Ldc_I4, value);
        il.Emit(OpCodes.Stloc, local);
    }
}
