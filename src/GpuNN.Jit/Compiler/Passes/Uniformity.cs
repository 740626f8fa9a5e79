using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>
/// Which variables and branches are the same for all items of a group (or of consecutive items along X): a variable varies if a varying value is assigned
/// to it, or any value where not all items go the same way.
/// </summary>
/// <remarks>
/// A load from a uniform address is uniform: if another item wrote there without a barrier in between, the kernel has a
/// race and no meaning.
/// </remarks>
internal sealed class Uniformity
{
    private readonly HashSet<Variable> _varying = [];
    private readonly HashSet<Block> _divergent = [];
    private readonly bool _withinRow;

    public Uniformity(KernelIr kernel, ControlFlowGraph graph, bool withinRow = false)
    {
        _withinRow = withinRow;
        var spread = new HashSet<Block>();
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (var block in kernel.Blocks)
            {
                bool divergent = _divergent.Contains(block);
                foreach (var statement in block.Statements)
                    foreach (var target in statement.Writes())
                        if (!_varying.Contains(target) && (divergent || Varies(statement)))
                            changed |= _varying.Add(target);
                if (block.Terminator is Branch branch && !IsUniform(branch.Condition) && spread.Add(block))
                {
                    _divergent.UnionWith(graph.Region(block));
                    changed = true;
                }
            }
        }
    }

    /// <summary>True if the expression has one value for the whole group.</summary>
    public bool IsUniform(Expression? expression) => expression switch
    {
        SpecialValue { Register: SpecialRegister.ItemIndexX or SpecialRegister.LaneIndex } => false,
        SpecialValue { Register: SpecialRegister.ItemIndexY or SpecialRegister.ItemIndexZ } => _withinRow,
        Variable variable => !_varying.Contains(variable),
        AllocationAddress address => address.Allocation.Space == AddressSpace.Shared,
        Operation operation => Array.TrueForAll(operation.Operands, IsUniform),
        _ => true,
    };

    /// <summary>True if not all items of the group need to come to the block together.</summary>
    public bool IsDivergent(Block block) => _divergent.Contains(block);

    private bool Varies(Statement statement) => statement switch
    {
        Assign assign => !IsUniform(assign.Value),
        Load load => load.Source.Space == AddressSpace.Local || !IsUniform(load.Source.Pointer) || !IsUniform(load.Source.Index),
        _ => true,
    };
}
