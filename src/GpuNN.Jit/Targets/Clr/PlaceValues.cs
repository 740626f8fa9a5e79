using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>
/// Puts what follows in a few steps from an item's place, and constants added to an index of shared or local memory, back where
/// they are used. Passes have shared and hoisted them, but here a value that lives across a barrier costs a slot for each item
/// or is computed anew for each item, while a constant in an address is free.
/// </summary>
internal static class PlaceValues
{
    private const int SizeLimit = 3;

    /// <summary>Such arrays are much smaller, so that no sum of a valid index wraps around.</summary>
    private const int AddendLimit = 1 << 20;

    public static void Run(KernelIr kernel)
    {
        var values = Find(kernel);
        foreach (var block in kernel.Blocks)
        {
            block.Statements.RemoveAll(statement => statement is Assign assign && values.ContainsKey(assign.Target));
            for (int i = 0; i < block.Statements.Count; i++)
                block.Statements[i] = FoldAddends(block.Statements[i].Rewrite(Substitute));
            if (block.Terminator is Branch branch)
                block.Terminator = new Branch(Substitute(branch.Condition), branch.IfTrue, branch.IfFalse) { Position = branch.Position };
        }

        Expression Substitute(Expression tree) =>
            Expressions.Rewrite(tree, leaf => leaf is Variable variable ? values.GetValueOrDefault(variable, leaf) : leaf);
    }

    /// <summary>The variables that are assigned once, by a short computation from the place.</summary>
    private static Dictionary<Variable, Expression> Find(KernelIr kernel)
    {
        var single = new Dictionary<Variable, Assign?>();
        foreach (var statement in kernel.Statements)
            foreach (var target in statement.Writes())
                single[target] = single.ContainsKey(target) ? null : statement as Assign;
        var values = new Dictionary<Variable, Expression>();
        for (int before = -1; before != values.Count;)
        {
            before = values.Count;
            foreach (var (variable, assign) in single)
            {
                if (assign is null || values.ContainsKey(variable) || !IsOfPlace(assign.Value, values))
                    continue;
                var value = Expressions.Rewrite(assign.Value, leaf => leaf is Variable part ? values.GetValueOrDefault(part, leaf) : leaf);
                if (Expressions.Size(value) <= SizeLimit)
                    values[variable] = value;
            }
        }
        return values;
    }

    private static bool IsOfPlace(Expression expression, Dictionary<Variable, Expression> values) => expression switch
    {
        Constant or SpecialValue => true,
        Variable variable => variable.IsParameter || values.ContainsKey(variable),
        Operation
        {
            Type: ScalarType.Int32 or ScalarType.Int64,
            Operator: Operator.Add or Operator.Subtract or Operator.Multiply or Operator.ShiftLeft or Operator.And or Operator.ExtendSigned
        } operation => Array.TrueForAll(operation.Operands, operand => IsOfPlace(operand, values)),
        _ => false,
    };

    private static Statement FoldAddends(Statement statement) => statement switch
    {
        Load load when Fold(load.Source) is { } source => new Load(load.Targets, source) { Position = load.Position },
        Store store when Fold(store.Target) is { } target => new Store(target, store.Values) { Position = store.Position },
        _ => statement,
    };

    /// <summary>The operand with its index's constant addend in its offset, or null if there is none.</summary>
    private static MemoryOperand? Fold(MemoryOperand memory) =>
        memory is { Space: not AddressSpace.Global, Index: Operation { Operator: Operator.Add } sum }
        && sum.Operands[1] is Constant { Bits: > -AddendLimit and < AddendLimit } addend
            ? memory with { Index = sum.Operands[0], Offset = memory.Offset + addend.Int32 * memory.Stride }
            : null;
}
