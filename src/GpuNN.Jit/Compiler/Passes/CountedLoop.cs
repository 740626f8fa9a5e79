using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>
/// A loop whose header alone decides, by comparing a counter with a constant; the counter starts at a constant and changes
/// once per round, by a constant or a constant shift or division.
/// </summary>
internal sealed class CountedLoop
{
    private const int TripLimit = 4096;

    private readonly List<int> _values;

    private CountedLoop(Variable counter, Block exiting, Block inside, Block outside, List<int> values)
    {
        Counter = counter;
        Exiting = exiting;
        Inside = inside;
        Outside = outside;
        _values = values;
    }

    public Variable Counter { get; }

    /// <summary>The header, which goes on or leaves.</summary>
    public Block Exiting { get; }

    public Block Inside { get; }

    public Block Outside { get; }

    /// <summary>How often the body runs.</summary>
    public int Trips => _values.Count - 1;

    /// <summary>The counter when the header is reached for the given time; the last is the one that leaves.</summary>
    public int ValueAt(int trip) => _values[trip];

    /// <summary>The loop as a counted one, or null.</summary>
    public static CountedLoop? Of(KernelIr kernel, ControlFlowGraph graph, Loop loop)
    {
        if (loop.Header.Terminator is not Branch branch || loop.Latches.Count != 1)
            return null;
        bool staysIfTrue = loop.Blocks.Contains(branch.IfTrue);
        if (staysIfTrue == loop.Blocks.Contains(branch.IfFalse))
            return null;
        var counter = CounterOf(branch.Condition, loop);
        if (counter is null || StartOf(graph, loop, counter) is not { } start || StepOf(loop, graph, counter) is not { } step)
            return null;
        var values = new List<int> { start };
        while (Evaluate(branch.Condition, counter, values[^1]) is { } holds && holds == staysIfTrue)
        {
            if (values.Count > TripLimit || Next(step, counter, values[^1]) is not { } next)
                return null;
            values.Add(next);
        }
        if (Evaluate(branch.Condition, counter, values[^1]) is null)
            return null;
        return new(
            counter, loop.Header, staysIfTrue ? branch.IfTrue : branch.IfFalse, staysIfTrue ? branch.IfFalse : branch.IfTrue, values);
    }

    private static Variable? CounterOf(Expression condition, Loop loop)
    {
        Variable? counter = null;
        bool one = true;
        Expressions.ForEachVariable(condition, variable =>
        {
            one &= counter is null || counter == variable;
            counter = variable;
        });
        if (!one || counter is not { Type: ScalarType.Int32, IsParameter: false } || ContainsSpecial(condition))
            return null;
        return loop.Header.Statements.Exists(statement => statement.Writes().Contains(counter)) ? null : counter;
    }

    private static bool ContainsSpecial(Expression expression) => expression is SpecialValue
        || expression is Operation operation && Array.Exists(operation.Operands, ContainsSpecial);

    /// <summary>The constant that the counter has when the loop is entered.</summary>
    private static int? StartOf(ControlFlowGraph graph, Loop loop, Variable counter)
    {
        var entries = graph.Predecessors[loop.Header.Id].Where(block => !loop.Blocks.Contains(block)).ToList();
        if (entries.Count != 1)
            return null;
        for (var block = entries[0]; ; block = graph.Predecessors[block.Id][0])
        {
            for (int i = block.Statements.Count - 1; i >= 0; i--)
            {
                if (!block.Statements[i].Writes().Contains(counter))
                    continue;
                return block.Statements[i] is Assign { Value: Constant start } ? start.Int32 : null;
            }
            if (graph.Predecessors[block.Id].Count != 1)
                return null;
        }
    }

    /// <summary>The only assignment of the counter in the loop, on every round.</summary>
    private static Expression? StepOf(Loop loop, ControlFlowGraph graph, Variable counter)
    {
        Expression? step = null;
        foreach (var block in loop.Blocks)
        {
            foreach (var statement in block.Statements)
            {
                if (!statement.Writes().Contains(counter))
                    continue;
                if (step is not null || statement is not Assign assign || !graph.Dominates(block, loop.Latches[0]))
                    return null;
                step = assign.Value;
            }
        }
        bool own = step is not null && !ContainsSpecial(step);
        Expressions.ForEachVariable(step, variable => own &= variable == counter);
        return own ? step : null;
    }

    private static int? Next(Expression step, Variable counter, int value) =>
        Expressions.Rewrite(step, leaf => leaf == counter ? Constant.Of(value) : leaf) is Constant next ? next.Int32 : null;

    private static bool? Evaluate(Expression condition, Variable counter, int value) =>
        Expressions.Rewrite(condition, leaf => leaf == counter ? Constant.Of(value) : leaf) is Constant result
            ? result.Bits != 0 : null;
}
