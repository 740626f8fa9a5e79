using GpuNN.Jit.Compiler.Ir;
using Barrier = GpuNN.Jit.Compiler.Ir.Barrier;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>
/// Within a block, computes and loads the same thing once: an assignment of an expression, or a load, that an earlier one
/// already made (with nothing changed in between) becomes a copy.
/// </summary>
internal static class CommonSubexpressions
{
    public static void Run(KernelIr kernel)
    {
        foreach (var block in kernel.Blocks)
            Run(block);
    }

    private static void Run(Block block)
    {
        var values = new Dictionary<Expression, Variable>(Comparer.Instance);
        var loads = new List<Load>();
        for (int i = 0; i < block.Statements.Count; i++)
        {
            var statement = block.Statements[i];
            if (statement is Assign { Value: Operation } assign && values.TryGetValue(assign.Value, out var known))
                block.Statements[i] = statement = new Assign(assign.Target, known) { Position = assign.Position };
            else if (statement is Load { Targets: [{ } only] } load
                && loads.Find(earlier => SamePlace(earlier.Source, load.Source)) is { Targets: [{ } earlierTarget] })
                block.Statements[i] = statement = new Assign(only, earlierTarget) { Position = load.Position };

            foreach (var target in statement.Writes())
                Forget(target, values, loads);
            switch (statement)
            {
                case Assign { Value: Operation value } made when !Expressions.Mentions(value, made.Target):
                    values[value] = made.Target;
                    break;
                case Load { Targets: [{ } target] } made when !made.Reads().Any(read => Expressions.Mentions(read, target)):
                    loads.Add(made);
                    break;
                case Store or Ir.Atomic or Barrier or Fence or Shuffle or MatrixProduct:
                    loads.Clear();
                    break;
                default:
                    break;
            }
        }
    }

    private static void Forget(Variable changed, Dictionary<Expression, Variable> values, List<Load> loads)
    {
        if (values.Count > 0)
        {
            foreach (var (value, holder) in values.ToArray())
                if (holder == changed || Expressions.Mentions(value, changed))
                    values.Remove(value);
        }
        loads.RemoveAll(load => load.Targets[0] == changed || load.Reads().Any(read => Expressions.Mentions(read, changed)));
    }

    private static bool SamePlace(MemoryOperand a, MemoryOperand b) =>
        a.Type == b.Type && a.Stride == b.Stride && a.Offset == b.Offset && a.Space == b.Space
        && Expressions.Same(a.Pointer, b.Pointer) && (a.Index is null ? b.Index is null : b.Index is not null && Expressions.Same(a.Index, b.Index));

    private sealed class Comparer : IEqualityComparer<Expression>
    {
        public static readonly Comparer Instance = new();

        public bool Equals(Expression? x, Expression? y) => Expressions.Same(x, y);

        public int GetHashCode(Expression expression) => Expressions.Hash(expression);
    }
}
