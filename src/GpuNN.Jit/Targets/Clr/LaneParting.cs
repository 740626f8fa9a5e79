using System.Reflection.Emit;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>
/// What lanes of a vector do at a branch, where they may part: their variables are left in memory, each lane takes its own and
/// goes on alone.
/// </summary>
internal sealed class LaneParting(
    ILGenerator il, ItemState state, VariablePlan plan, VectorEmitter vectors, MemoryEmitter memory, ExpressionEmitter scalars)
{
    private readonly LocalBuilder _lanes = il.DeclareLocal(typeof(uint));
    private readonly LocalBuilder _remaining = il.DeclareLocal(typeof(uint));
    private readonly LocalBuilder _lane = il.DeclareLocal(typeof(int));

    /// <summary>
    /// Ends a block. Where the lanes part for one block on either side, they run those one by one and meet again; where for
    /// longer, <paramref name="part"/> is emitted.
    /// </summary>
    public void EmitBranch(Segment segment, Branch branch, Dictionary<Block, Label> labels, Action part)
    {
        Label ifTrue = labels[branch.IfTrue], ifFalse = labels[branch.IfFalse];
        if (vectors.Lanes.IsUniform(branch.Condition))
        {
            scalars.EmitBranch(branch.Condition, ifTrue);
            il.Emit(OpCodes.Br, ifFalse);
            return;
        }
        vectors.EmitLanes(branch.Condition);
        il.Emit(OpCodes.Stloc, _lanes);
        GoIfLanes(vectors.AllLanes, ifTrue);
        GoIfLanes(0, ifFalse);
        if (JoinOf(segment, branch) is { } join)
            EmitSides(branch, join, labels[join]);
        else
            part();
    }

    /// <summary>Puts all lanes of a variable where single items find them.</summary>
    public void LeaveLanes(Variable variable)
    {
        if (!vectors.Lanes.IsUniform(variable))
        {
            vectors.Leave(variable, () => EmitScratchAddress(variable));
            return;
        }
        EmitScratchAddress(variable);
        il.Emit(OpCodes.Ldloc, state.LocalOf(variable));
        il.Emit(MemoryEmitter.StoreCode(MemoryEmitter.Element(variable.Type)));
    }

    /// <summary>For the item at hand, takes what the lanes left.</summary>
    public void TakeLanes(List<Variable> variables)
    {
        il.Emit(OpCodes.Ldloc, state.Item);
        il.Emit(OpCodes.Ldc_I4, vectors.Items - 1);
        il.Emit(OpCodes.And);
        il.Emit(OpCodes.Stloc, _lane);
        foreach (var variable in variables)
            TakeLane(variable);
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

    /// <summary>Runs one block on either side lane by lane, and goes on together.</summary>
    private void EmitSides(Branch branch, Block join, Label target)
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
            vectors.Take(variable, () => EmitScratchAddress(variable));
        il.Emit(OpCodes.Br, target);
    }

    private void GoIfLanes(uint lanes, Label target)
    {
        il.Emit(OpCodes.Ldloc, _lanes);
        il.Emit(OpCodes.Ldc_I4, (int)lanes);
        il.Emit(OpCodes.Beq, target);
    }

    /// <summary>Runs a block for each lane whose condition holds (or does not).</summary>
    private void RunLanes(Block block, bool ifTrue, HashSet<Variable> read, List<Variable> merged)
    {
        var loop = il.DefineLabel();
        var done = il.DefineLabel();
        il.Emit(OpCodes.Ldloc, _lanes);
        if (!ifTrue)
        {
            il.Emit(OpCodes.Ldc_I4, (int)vectors.AllLanes);
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
}
