namespace GpuNN.Jit.Compiler.Ir;

/// <summary>Questions about expression trees, and ways to rebuild them.</summary>
internal static class Expressions
{
    /// <summary>True if two trees are the same, node by node.</summary>
    public static bool Same(Expression? a, Expression? b)
    {
        if (ReferenceEquals(a, b))
            return true;
        return (a, b) switch
        {
            (Constant x, Constant y) => x.Type == y.Type && x.Bits == y.Bits,
            (SpecialValue x, SpecialValue y) => x.Register == y.Register,
            (AllocationAddress x, AllocationAddress y) => x.Allocation == y.Allocation,
            (Operation x, Operation y) => SameOperation(x, y),
            _ => false,
        };
    }

    /// <summary>True if the variable occurs in the tree.</summary>
    public static bool Mentions(Expression? tree, Variable variable)
    {
        if (ReferenceEquals(tree, variable))
            return true;
        if (tree is Operation operation)
            foreach (var operand in operation.Operands)
                if (Mentions(operand, variable))
                    return true;
        return false;
    }

    /// <summary>True if one of the variables occurs in the tree.</summary>
    public static bool MentionsAny(Expression? tree, HashSet<Variable> variables)
    {
        if (tree is Variable variable)
            return variables.Contains(variable);
        if (tree is Operation operation)
            foreach (var operand in operation.Operands)
                if (MentionsAny(operand, variables))
                    return true;
        return false;
    }

    /// <summary>Calls an action for every variable that occurs, as often as it occurs.</summary>
    public static void ForEachVariable(Expression? tree, Action<Variable> action)
    {
        if (tree is Variable variable)
            action(variable);
        else if (tree is Operation operation)
            foreach (var operand in operation.Operands)
                ForEachVariable(operand, action);
    }

    /// <summary>The tree with its leaves replaced; parts that do not change are shared, changed ones simplified.</summary>
    public static Expression Rewrite(Expression tree, Func<Expression, Expression> leaf)
    {
        if (tree is not Operation operation)
            return leaf(tree);
        Expression[]? operands = null;
        for (int i = 0; i < operation.Operands.Length; i++)
        {
            var old = operation.Operands[i];
            var rewritten = Rewrite(old, leaf);
            if (ReferenceEquals(old, rewritten))
                continue;
            operands ??= [.. operation.Operands];
            operands[i] = rewritten;
        }
        return operands is null ? tree : Passes.ConstantFolding.Make(operation.Operator, operation.Type, operands);
    }

    /// <summary>A hash that equal trees share.</summary>
    public static int Hash(Expression? tree) => tree switch
    {
        Constant constant => HashCode.Combine(1, constant.Type, constant.Bits),
        SpecialValue special => HashCode.Combine(2, special.Register),
        AllocationAddress address => HashCode.Combine(3, address.Allocation.Id),
        Variable variable => HashCode.Combine(4, variable.Id),
        Operation operation => HashOperation(operation),
        _ => 0,
    };

    /// <summary>The number of operations in the tree.</summary>
    public static int Size(Expression? tree)
    {
        if (tree is not Operation operation)
            return 0;
        int size = 1;
        foreach (var operand in operation.Operands)
            size += Size(operand);
        return size;
    }

    private static bool SameOperation(Operation x, Operation y)
    {
        if (x.Operator != y.Operator || x.Type != y.Type || x.Operands.Length != y.Operands.Length)
            return false;
        for (int i = 0; i < x.Operands.Length; i++)
            if (!Same(x.Operands[i], y.Operands[i]))
                return false;
        return true;
    }

    private static int HashOperation(Operation operation)
    {
        var hash = new HashCode();
        hash.Add(operation.Operator);
        hash.Add(operation.Type);
        foreach (var operand in operation.Operands)
            hash.Add(Hash(operand));
        return hash.ToHashCode();
    }
}
