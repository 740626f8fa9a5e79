using System.Globalization;
using System.Text;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Tests.RandomKernels;

/// <summary>How often each instruction of the IR occurs in kernels.</summary>
internal sealed class IrHistogram
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Everything there is, so that what never occurs shows.</summary>
    public IrHistogram()
    {
        foreach (var op in Enum.GetValues<Operator>())
            _counts[$"{op}"] = 0;
        foreach (var register in Enum.GetValues<SpecialRegister>())
            _counts[$"special {register}"] = 0;
        foreach (var type in Enum.GetValues<ElementType>())
        {
            _counts[$"load {type}"] = 0;
            _counts[$"store {type}"] = 0;
        }
        foreach (var op in Enum.GetValues<AtomicOperator>())
            _counts[$"atomic {op}"] = 0;
        foreach (var kind in Enum.GetValues<ShuffleKind>())
            _counts[$"shuffle {kind}"] = 0;
        foreach (string name in new[] { "barrier", "warp barrier", "fence", "loop", "loop with a barrier", "branch", "load of 2", "load of 4", "store of 2", "store of 4" })
            _counts[name] = 0;
    }

    public IReadOnlyDictionary<string, int> Counts => _counts;

    public void Count(KernelIr kernel)
    {
        foreach (var loop in new ControlFlowGraph(kernel.Blocks).Loops)
        {
            bool hasBarrier = loop.Blocks.Any(block => block.Statements.Exists(statement => statement is Jit.Compiler.Ir.Barrier));
            Add(hasBarrier ? "loop with a barrier" : "loop");
        }
        foreach (var block in kernel.Blocks)
        {
            foreach (var statement in block.Statements)
                Count(statement);
            if (block.Terminator is Branch branch)
            {
                Add("branch");
                Count(branch.Condition);
            }
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, count) in _counts)
            text.AppendLine(CultureInfo.InvariantCulture, $"{name} {count}");
        return text.ToString();
    }

    private void Count(Statement statement)
    {
        foreach (var read in statement.Reads())
            Count(read);
        switch (statement)
        {
            case Load load:
                Add($"load {load.Source.Type}");
                if (load.Targets.Length > 1)
                    Add(FormattableString.Invariant($"load of {load.Targets.Length}"));
                break;
            case Store store:
                Add($"store {store.Target.Type}");
                if (store.Values.Length > 1)
                    Add(FormattableString.Invariant($"store of {store.Values.Length}"));
                break;
            case Jit.Compiler.Ir.Atomic atomic:
                Add($"atomic {atomic.Operator}");
                break;
            case Shuffle shuffle:
                Add($"shuffle {shuffle.Kind}");
                break;
            case Jit.Compiler.Ir.Barrier barrier:
                Add(barrier.IsWarp ? "warp barrier" : "barrier");
                break;
            case Fence:
                Add("fence");
                break;
            default:
                break;
        }
    }

    private void Count(Expression expression)
    {
        if (expression is SpecialValue special)
            Add($"special {special.Register}");
        if (expression is not Operation operation)
            return;
        Add($"{operation.Operator}");
        foreach (var operand in operation.Operands)
            Count(operand);
    }

    private void Add(string name) => _counts[name]++;
}
