using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>
/// Replaces a variable by what it is known to hold: everywhere, if its only assignment gives a constant or a value that
/// never changes; within a block, by the constant or variable assigned last. Folds what becomes constant.
/// </summary>
internal static class ValuePropagation
{
    /// <summary>Returns true if anything changed.</summary>
    public static bool Run(KernelIr kernel)
    {
        var global = GlobalValues(kernel);
        bool changed = false;
        foreach (var block in kernel.Blocks)
            changed |= RunBlock(block, global);
        return changed;
    }

    /// <summary>Variables with one assignment, of a leaf that keeps its value.</summary>
    private static Dictionary<Variable, Expression> GlobalValues(KernelIr kernel)
    {
        var assigned = new Dictionary<Variable, Statement?>();
        foreach (var statement in kernel.Statements)
            foreach (var target in statement.Writes())
                assigned[target] = assigned.ContainsKey(target) ? null : statement;
        var values = new Dictionary<Variable, Expression>();
        foreach (var (variable, statement) in assigned)
        {
            if (statement is Assign { Value: Constant or SpecialValue or AllocationAddress or Variable { IsParameter: true } } assign)
                values[variable] = assign.Value;
        }
        return values;
    }

    private static bool RunBlock(Block block, Dictionary<Variable, Expression> global)
    {
        bool changed = false;
        var local = new Dictionary<Variable, Expression>();
        var dependents = new Dictionary<Variable, List<Variable>>();
        for (int i = 0; i < block.Statements.Count; i++)
        {
            var statement = block.Statements[i];
            var rewritten = statement.Rewrite(read => Expressions.Rewrite(read, Replace));
            if (!ReferenceEquals(statement, rewritten))
            {
                block.Statements[i] = statement = rewritten;
                changed = true;
            }
            foreach (var target in statement.Writes())
                Forget(target);
            if (statement is Assign { Value: Constant or Variable } copy && copy.Value != copy.Target)
            {
                local[copy.Target] = copy.Value;
                if (copy.Value is Variable source)
                    (dependents.TryGetValue(source, out var list) ? list : dependents[source] = []).Add(copy.Target);
            }
        }
        if (block.Terminator is Branch branch)
        {
            var condition = Expressions.Rewrite(branch.Condition, Replace);
            if (!ReferenceEquals(condition, branch.Condition))
            {
                block.Terminator = new Branch(condition, branch.IfTrue, branch.IfFalse) { Position = branch.Position };
                changed = true;
            }
        }
        return changed;

        Expression Replace(Expression leaf) => leaf is Variable variable
            ? local.TryGetValue(variable, out var value) || global.TryGetValue(variable, out value) ? value : leaf
            : leaf;

        void Forget(Variable target)
        {
            local.Remove(target);
            if (!dependents.Remove(target, out var list))
                return;
            foreach (var copy in list)
                if (local.TryGetValue(copy, out var value) && value == target)
                    local.Remove(copy);
        }
    }
}
