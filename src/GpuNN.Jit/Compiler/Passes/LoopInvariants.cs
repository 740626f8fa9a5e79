using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>
/// Computes before a loop what does not change in it: the largest parts of expressions whose variables the loop does not
/// assign. Integer division stays, as the loop may not run and the divisor be zero.
/// </summary>
internal static class LoopInvariants
{
    public static void Run(KernelIr kernel)
    {
        var graph = new ControlFlowGraph(kernel.Blocks);
        bool changed = false;
        foreach (var loop in graph.Loops)
            changed |= Run(kernel, graph, loop);
        if (changed)
            BlockLayout.Run(kernel);
    }

    private static bool Run(KernelIr kernel, ControlFlowGraph graph, Loop loop)
    {
        if (loop.Header == kernel.Blocks[0])
            return false;
        var assigned = new HashSet<Variable>();
        foreach (var block in loop.Blocks)
            foreach (var statement in block.Statements)
                assigned.UnionWith(statement.Writes());
        var hoisted = new List<(Expression Value, Variable Holder)>();
        foreach (var block in kernel.Blocks.Where(loop.Blocks.Contains))
        {
            for (int i = 0; i < block.Statements.Count; i++)
                block.Statements[i] = block.Statements[i].Rewrite(Hoist);
            if (block.Terminator is Branch branch)
                block.Terminator = new Branch(Hoist(branch.Condition), branch.IfTrue, branch.IfFalse) { Position = branch.Position };
        }
        if (hoisted.Count == 0)
            return false;
        var before = new Block(kernel.Blocks.Count) { Terminator = new Jump(loop.Header) };
        kernel.Blocks.Add(before);
        foreach (var (value, holder) in hoisted)
            before.Statements.Add(new Assign(holder, value));
        foreach (var predecessor in graph.Predecessors[loop.Header.Id].Where(block => !loop.Blocks.Contains(block)))
            BlockLayout.Retarget(predecessor, target => target == loop.Header ? before : target);
        for (var outer = loop.Parent; outer is not null; outer = outer.Parent)
            outer.Blocks.Add(before);
        graph.Predecessors[loop.Header.Id].RemoveAll(block => !loop.Blocks.Contains(block));
        graph.Predecessors[loop.Header.Id].Add(before);
        return true;

        Expression Hoist(Expression expression)
        {
            if (expression is not Operation operation)
                return expression;
            if (IsInvariant(operation))
                return Holder(operation);
            Expression[]? operands = null;
            for (int i = 0; i < operation.Operands.Length; i++)
            {
                var part = Hoist(operation.Operands[i]);
                if (!ReferenceEquals(part, operation.Operands[i]))
                    (operands ??= [.. operation.Operands])[i] = part;
            }
            return operands is null ? expression : new Operation(operation.Operator, operation.Type, operands);
        }

        bool IsInvariant(Expression expression) => expression switch
        {
            Variable variable => !assigned.Contains(variable),
            Operation operation => !MayFail(operation) && Array.TrueForAll(operation.Operands, IsInvariant),
            _ => true,
        };

        Variable Holder(Operation value)
        {
            foreach (var (known, variable) in hoisted)
                if (Expressions.Same(known, value))
                    return variable;
            var holder = kernel.NewVariable(value.Type, "", SpaceOf(value));
            hoisted.Add((value, holder));
            return holder;
        }
    }

    private static AddressSpace SpaceOf(Expression value) => value switch
    {
        AllocationAddress address => address.Allocation.Space,
        Variable variable => variable.Space,
        Operation { Type: ScalarType.Pointer } operation => SpaceOf(operation.Operands[0]),
        _ => AddressSpace.Global,
    };

    private static bool MayFail(Operation operation) => !operation.Type.IsFloat()
        && operation.Operator is Operator.Divide or Operator.DivideUnsigned or Operator.Remainder or Operator.RemainderUnsigned
        && operation.Operands[1] is not Constant { Bits: not 0 };
}
