using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>
/// Replaces a branch that only chooses between cheap values by selections of them: items that part at a branch keep the CLR's
/// vectors from going on together. A branch that all items of a row take alike stays, since it spares the other side's work.
/// </summary>
internal static class ValueSelection
{
    /// <summary>The most operations of one selected value.</summary>
    private const int SizeLimit = 16;

    /// <summary>The most variables that one branch chooses.</summary>
    private const int VariableLimit = 4;

    /// <summary>Returns true if anything changed.</summary>
    public static bool Run(KernelIr kernel)
    {
        bool any = false;
        while (SelectOne(kernel))
        {
            any = true;
            BlockLayout.Run(kernel);
        }
        return any;
    }

    private static bool SelectOne(KernelIr kernel)
    {
        var graph = new ControlFlowGraph(kernel.Blocks);
        var uniformity = new Uniformity(kernel, graph, withinRow: true);
        foreach (var block in kernel.Blocks)
        {
            if (block.Terminator is not Branch branch || uniformity.IsUniform(branch.Condition))
                continue;
            Block? afterTrue = EndOfSide(graph, branch.IfTrue), afterFalse = EndOfSide(graph, branch.IfFalse);
            if (afterTrue is not null && afterTrue == branch.IfFalse)
                afterFalse = branch.IfFalse;
            else if (afterFalse is not null && afterFalse == branch.IfTrue)
                afterTrue = branch.IfTrue;
            if (afterTrue is null || afterTrue != afterFalse)
                continue;
            if (Values(branch.IfTrue, afterTrue) is { } ifTrue && Values(branch.IfFalse, afterTrue) is { } ifFalse
                && Select(kernel, block, branch.Condition, ifTrue, ifFalse))
            {
                block.Terminator = new Jump(afterTrue) { Position = branch.Position };
                return true;
            }
        }
        return false;
    }

    /// <summary>The block after a side that only this branch leads to, or null.</summary>
    private static Block? EndOfSide(ControlFlowGraph graph, Block side) =>
        side.Terminator is Jump jump && jump.Target != side && graph.Predecessors[side.Id].Count == 1 ? jump.Target : null;

    /// <summary>What a side leaves in the variables it assigns, in terms of what they hold before it; null if that is not cheap.</summary>
    private static Dictionary<Variable, Expression>? Values(Block side, Block end)
    {
        var values = new Dictionary<Variable, Expression>();
        if (side == end)
            return values;
        foreach (var statement in side.Statements)
        {
            if (statement is not Assign { Target.Type: ScalarType.Int32 or ScalarType.Float32 } assign)
                return null;
            var value = Expressions.Rewrite(assign.Value, leaf => leaf is Variable variable ? values.GetValueOrDefault(variable, leaf) : leaf);
            if (!IsCheap(value) || Expressions.Size(value) > SizeLimit)
                return null;
            values[assign.Target] = value;
        }
        return values;
    }

    private static bool Select(
        KernelIr kernel, Block block, Expression condition, Dictionary<Variable, Expression> ifTrue, Dictionary<Variable, Expression> ifFalse)
    {
        var targets = ifTrue.Keys.Union(ifFalse.Keys).OrderBy(variable => variable.Id).ToList();
        if (targets.Count > VariableLimit)
            return false;
        if (targets.Count > 1 && condition is Operation)
        {
            var holder = kernel.NewVariable(ScalarType.Int32);
            block.Statements.Add(new Assign(holder, condition));
            condition = holder;
        }
        var selected = new List<Assign>();
        foreach (var target in targets)
        {
            var value = ConstantFolding.Make(
                Operator.Select, target.Type, condition, ifTrue.GetValueOrDefault(target, target), ifFalse.GetValueOrDefault(target, target));
            var place = targets.Count > 1 ? kernel.NewVariable(target.Type) : target;
            block.Statements.Add(new Assign(place, value));
            if (place != target)
                selected.Add(new Assign(target, place));
        }
        block.Statements.AddRange(selected);
        return true;
    }

    /// <summary>True for what may be computed in vain: it neither fails nor takes long.</summary>
    private static bool IsCheap(Expression expression) => expression is not Operation operation
        || !IsSlow(operation.Operator) && Array.TrueForAll(operation.Operands, IsCheap);

    private static bool IsSlow(Operator op) => op is Operator.Divide or Operator.DivideUnsigned or Operator.Remainder or Operator.RemainderUnsigned
        or >= Operator.HalfToSingle and <= Operator.CubeRoot or Operator.Power or Operator.ArcTangent2;
}
