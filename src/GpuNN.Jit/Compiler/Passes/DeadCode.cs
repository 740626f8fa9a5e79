using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>Drops assignments, loads and shuffles whose results nobody reads, and local memory nobody loads.</summary>
internal static class DeadCode
{
    public static void Run(KernelIr kernel)
    {
        var needed = new HashSet<Variable>();
        var pending = new Stack<Statement>();
        var assignments = new Dictionary<Variable, List<Statement>>();
        var readLocals = LoadedLocals(kernel);
        foreach (var block in kernel.Blocks)
        {
            foreach (var statement in block.Statements)
            {
                foreach (var target in statement.Writes())
                    (assignments.TryGetValue(target, out var list) ? list : assignments[target] = []).Add(statement);
                if (HasEffect(statement, readLocals))
                    pending.Push(statement);
            }
        }
        foreach (var block in kernel.Blocks)
            Expressions.ForEachVariable(block.Terminator.Condition(), Need);
        var kept = new HashSet<Statement>();
        while (pending.TryPop(out var statement))
        {
            if (!kept.Add(statement))
                continue;
            foreach (var read in statement.Reads())
                Expressions.ForEachVariable(read, Need);
        }
        foreach (var block in kernel.Blocks)
            block.Statements.RemoveAll(statement => !kept.Contains(statement));

        void Need(Variable variable)
        {
            if (!needed.Add(variable) || !assignments.TryGetValue(variable, out var list))
                return;
            foreach (var statement in list)
                pending.Push(statement);
        }
    }

    /// <summary>
    /// The local allocations that are read. One whose address is used in any other way than to store counts as read.
    /// </summary>
    private static HashSet<Allocation> LoadedLocals(KernelIr kernel)
    {
        var loaded = new HashSet<Allocation>();
        foreach (var statement in kernel.Statements)
        {
            foreach (var read in statement.Reads())
            {
                bool isTarget = statement is Store store && ReferenceEquals(read, store.Target.Pointer);
                if (!isTarget)
                    Collect(read);
            }
        }
        return loaded;

        void Collect(Expression expression)
        {
            if (expression is AllocationAddress address)
                loaded.Add(address.Allocation);
            else if (expression is Operation operation)
                Array.ForEach(operation.Operands, Collect);
        }
    }

    private static bool HasEffect(Statement statement, HashSet<Allocation> readLocals) => statement switch
    {
        Assign or Load or Shuffle or MatrixProduct or MatrixLoad or TensorFloatRounding => false,
        Store { Target.Pointer: AllocationAddress { Allocation: { Space: AddressSpace.Local } local } } => readLocals.Contains(local),
        _ => true,
    };
}
