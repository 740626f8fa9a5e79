using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>Finds the views that a kernel only reads: no pointer that may come from them is written through.</summary>
internal static class ReadOnlyParameters
{
    public static void Run(KernelIr kernel)
    {
        var origins = Origins(kernel);
        var written = new HashSet<Variable>();
        foreach (var statement in kernel.Statements)
        {
            if (statement is not Load && statement.Memory() is { Pointer: Variable pointer })
                written.UnionWith(OriginsOf(pointer, origins));
        }
        foreach (var parameter in kernel.Parameters)
            parameter.IsReadOnly = parameter.Kind == ParameterKind.ViewPointer && !written.Contains(parameter.Variable);
    }

    private static Dictionary<Variable, HashSet<Variable>> Origins(KernelIr kernel)
    {
        var origins = new Dictionary<Variable, HashSet<Variable>>();
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (var statement in kernel.Statements)
            {
                if (statement is not Assign { Target: { Type: ScalarType.Pointer } target } assign)
                    continue;
                if (!origins.TryGetValue(target, out var set))
                    origins[target] = set = [];
                int before = set.Count;
                Expressions.ForEachVariable(assign.Value, variable => set.UnionWith(OriginsOf(variable, origins)));
                changed |= set.Count != before;
            }
        }
        return origins;
    }

    private static HashSet<Variable> OriginsOf(Variable variable, Dictionary<Variable, HashSet<Variable>> origins) =>
        variable is { IsParameter: true, Type: ScalarType.Pointer } ? [variable]
        : origins.TryGetValue(variable, out var set) ? [.. set] : [];
}
