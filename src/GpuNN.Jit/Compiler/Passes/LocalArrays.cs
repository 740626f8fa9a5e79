using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>Turns local arrays whose every access has a constant index into variables, one per element.</summary>
internal static class LocalArrays
{
    public static bool Run(KernelIr kernel)
    {
        var candidates = kernel.Allocations.Where(allocation => allocation.Space == AddressSpace.Local).ToHashSet();
        foreach (var statement in kernel.Statements)
        {
            var memory = statement.Memory();
            foreach (var read in statement.Reads())
                if (!ReferenceEquals(read, memory?.Pointer))
                    Exclude(read);
            if (memory?.Pointer is AllocationAddress address && !IsFixed(statement, memory, address.Allocation))
                candidates.Remove(address.Allocation);
        }
        if (candidates.Count == 0)
            return false;
        var elements = new Dictionary<(Allocation Allocation, long Offset), Variable>();
        foreach (var block in kernel.Blocks)
        {
            for (int i = block.Statements.Count - 1; i >= 0; i--)
            {
                if (block.Statements[i].Memory() is { Pointer: AllocationAddress { Allocation: var allocation } }
                    && candidates.Contains(allocation))
                {
                    var replaced = Replace(kernel, block.Statements[i], allocation, elements).ToList();
                    block.Statements.RemoveAt(i);
                    block.Statements.InsertRange(i, replaced);
                }
            }
        }
        kernel.Allocations.RemoveAll(candidates.Contains);
        return true;

        void Exclude(Expression expression)
        {
            if (expression is AllocationAddress address)
                candidates.Remove(address.Allocation);
            else if (expression is Operation operation)
                Array.ForEach(operation.Operands, Exclude);
        }
    }

    /// <summary>Constant place inside the array, and the array's own type (one bit pattern, no narrowing).</summary>
    private static bool IsFixed(Statement statement, MemoryOperand memory, Allocation allocation)
    {
        int count = statement switch
        {
            Load load => load.Targets.Length,
            Store store => store.Values.Length,
            _ => 0,
        };
        long offset = OffsetOf(memory);
        return count > 0 && memory.Index is null or Constant && memory.Type == allocation.Type && memory.Type.Size() >= 4
            && offset >= 0 && offset % memory.Type.Size() == 0 && offset + count * memory.Type.Size() <= allocation.Size;
    }

    private static long OffsetOf(MemoryOperand memory) =>
        (memory.Index is Constant index ? index.Bits * memory.Stride : 0) + memory.Offset;

    private static IEnumerable<Statement> Replace(
        KernelIr kernel, Statement statement, Allocation allocation, Dictionary<(Allocation, long), Variable> elements)
    {
        var memory = statement.Memory()!;
        long offset = OffsetOf(memory);
        if (statement is Load load)
        {
            for (int i = 0; i < load.Targets.Length; i++)
                if (load.Targets[i] is { } target)
                    yield return new Assign(target, Element(i)) { Position = statement.Position };
            yield break;
        }
        var values = ((Store)statement).Values;
        for (int i = 0; i < values.Length; i++)
            yield return new Assign(Element(i), values[i]) { Position = statement.Position };

        Variable Element(int index)
        {
            var key = (allocation, offset + index * memory.Type.Size());
            if (!elements.TryGetValue(key, out var variable))
                elements[key] = variable = kernel.NewVariable(memory.Type.Scalar(), allocation.Name);
            return variable;
        }
    }
}
