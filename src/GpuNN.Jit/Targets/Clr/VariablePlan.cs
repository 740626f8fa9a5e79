using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>
/// How each variable survives a synchronisation. A uniform one stays one scalar; one that is computed once from values
/// that never change is computed again; the rest goes to a slot per item.
/// </summary>
internal sealed class VariablePlan
{
    /// <summary>The most items a group can have.</summary>
    public const int MaxGroupSize = 1024;

    /// <summary>Between two slots, so that those of one item do not share a cache set.</summary>
    private const int SlotPadding = 64;

    private const int RecomputeLimit = 8;

    /// <summary>The lanes of a variable, a warp at most.</summary>
    private const int ScratchSize = IrTypes.WarpSize * sizeof(long);

    /// <summary>Vector loads of exchanged values may reach this far beyond the last slot.</summary>
    private const int ReadMargin = 256;

    private readonly SegmentedKernel _kernel;
    private readonly Liveness _liveness;
    private readonly Dictionary<Variable, Assign> _recomputed = [];
    private readonly Dictionary<Variable, int> _slots = [];
    private readonly int[] _exchangeSlots;
    private readonly Dictionary<Allocation, int> _localOffsets = [];

    public VariablePlan(SegmentedKernel kernel)
    {
        _kernel = kernel;
        _liveness = new Liveness(kernel.Kernel);
        Uniformity = new Uniformity(kernel.Kernel, new ControlFlowGraph(kernel.Kernel.Blocks));
        int size = 0;
        _exchangeSlots = new int[kernel.ExchangeTypes.Count];
        for (int i = 0; i < _exchangeSlots.Length; i++)
            _exchangeSlots[i] = NewSlot(kernel.ExchangeTypes[i], ref size);
        var crossing = kernel.Segments.Skip(1).SelectMany(segment => _liveness.LiveIn(segment.Entry)).Distinct()
            .Where(variable => !variable.IsParameter && !Uniformity.IsUniform(variable)).OrderBy(variable => variable.Id).ToList();
        FindRecomputed(crossing);
        foreach (var variable in crossing)
        {
            if (!_recomputed.ContainsKey(variable))
                _slots[variable] = NewSlot(variable.Type, ref size);
        }
        LocalOffset = size;
        foreach (var allocation in kernel.Kernel.Allocations.Where(allocation => allocation.Space == AddressSpace.Local))
        {
            _localOffsets[allocation] = LocalSize;
            LocalSize += (allocation.Size + 15) / 16 * 16;
        }
        ScratchOffset = size + (kernel.Segments.Count > 1 ? MaxGroupSize : 1) * LocalSize;
        ItemBytes = ScratchOffset + kernel.Kernel.Variables.Count * ScratchSize + ReadMargin;
    }

    public Uniformity Uniformity { get; }

    /// <summary>The bytes that the items of a group need.</summary>
    public int ItemBytes { get; }

    /// <summary>Where the local arrays begin in the items' memory.</summary>
    public int LocalOffset { get; }

    /// <summary>Where vectors leave their lanes to be continued one by one; a variable's number times <see cref="ScratchSize"/> further on.</summary>
    public int ScratchOffset { get; }

    /// <summary>The bytes of local arrays of one item.</summary>
    public int LocalSize { get; }

    /// <summary>True if items must keep their local arrays apart.</summary>
    public bool LocalsPerItem => _kernel.Segments.Count > 1;

    public int LocalOffsetOf(Allocation allocation) => LocalOffset + _localOffsets[allocation];

    public int ExchangeSlot(int index) => _exchangeSlots[index];

    /// <summary>The slot of a variable, or null if it has none.</summary>
    public int? SlotOf(Variable variable) => _slots.TryGetValue(variable, out int slot) ? slot : null;

    /// <summary>
    /// The variables that a segment takes from their slots: those it reads, and those it may write, since it puts them back
    /// also where it went another way.
    /// </summary>
    public IEnumerable<Variable> Reloaded(Segment segment) => Reloaded(segment, [segment]);

    /// <summary>The variables that segments take from their slots where the first of them is <paramref name="first"/>.</summary>
    public IEnumerable<Variable> Reloaded(Segment first, IEnumerable<Segment> segments) => first.Id == 0 ? [] : _liveness.LiveIn(first.Entry)
        .Where(variable => _slots.ContainsKey(variable)
            && segments.Any(segment => segment.Blocks.Exists(block => Reads(block, variable) || Writes(block, variable))));

    /// <summary>The computations that a segment repeats, in an order that works.</summary>
    public List<Assign> Recomputed(Segment segment)
    {
        var list = new List<Assign>();
        if (segment.Id == 0)
            return list;
        var added = new HashSet<Variable>();
        foreach (var variable in _liveness.LiveIn(segment.Entry).OrderBy(variable => variable.Id))
            Add(variable);
        return list;

        void Add(Variable variable)
        {
            if (!_recomputed.TryGetValue(variable, out var assign) || !added.Add(variable))
                return;
            Expressions.ForEachVariable(assign.Value, Add);
            list.Add(assign);
        }
    }

    /// <summary>The variables that must be in their slots when a block of a segment ends in a synchronisation.</summary>
    public IEnumerable<Variable> Saved(Segment segment, Synchronize exit) => Saved([segment], exit);

    /// <summary>The same for segments that ran one after another without a slot in between.</summary>
    public IEnumerable<Variable> Saved(IEnumerable<Segment> segments, Synchronize exit) => _liveness.LiveIn(exit.Target)
        .Where(variable => _slots.ContainsKey(variable)
            && segments.Any(segment => segment.Blocks.Exists(block => Writes(block, variable))));

    /// <summary>The uniform variables that a segment changes and starts with: each item starts from the same value.</summary>
    public IEnumerable<Variable> Restored(Segment segment) => _liveness.LiveIn(segment.Entry)
        .Where(variable => !variable.IsParameter && Uniformity.IsUniform(variable)
            && segment.Blocks.Exists(block => Writes(block, variable)));

    /// <summary>The uniform variables that live across a synchronisation of the group: each warp starts from the same value.</summary>
    public IEnumerable<Variable> RestoredByWarp() => _kernel.Segments.Where(segment => segment.Id > 0 && !segment.IsAfterWarp)
        .SelectMany(segment => _liveness.LiveIn(segment.Entry)).Distinct()
        .Where(variable => !variable.IsParameter && Uniformity.IsUniform(variable));

    /// <summary>The variables of a segment that are needed after a block's branch, or by it.</summary>
    public List<Variable> NeededAt(Segment segment, Block block) => [.. _kernel.Kernel.Variables.Where(variable =>
        !variable.IsParameter
        && (_liveness.IsLiveOut(block, variable) || Expressions.Mentions(block.Terminator.Condition(), variable))
        && segment.Blocks.Exists(part => Reads(part, variable) || Writes(part, variable)))];

    /// <summary>True if a block needs a variable's value from before it.</summary>
    public bool IsLiveIn(Block block, Variable variable) => _liveness.IsLiveIn(block, variable);

    /// <summary>Where a variable's lanes are left.</summary>
    public int ScratchOf(Variable variable) => ScratchOffset + variable.Id * ScratchSize;

    private static int NewSlot(ScalarType type, ref int size)
    {
        int slot = size;
        size += MaxGroupSize * type.Size() + SlotPadding;
        return slot;
    }

    private static bool Reads(Block block, Variable variable) =>
        block.Statements.Exists(statement => statement.Reads().Any(read => Expressions.Mentions(read, variable)))
        || Expressions.Mentions(block.Terminator.Condition(), variable);

    private static bool Writes(Block block, Variable variable) =>
        block.Statements.Exists(statement => statement.Writes().Contains(variable));

    private void FindRecomputed(List<Variable> crossing)
    {
        var definitions = new Dictionary<Variable, Statement?>();
        foreach (var statement in _kernel.Kernel.Statements)
            foreach (var target in statement.Writes())
                definitions[target] = definitions.ContainsKey(target) ? null : statement;
        var visiting = new HashSet<Variable>();
        foreach (var variable in crossing)
            Try(variable);

        bool Try(Variable variable)
        {
            if (_recomputed.ContainsKey(variable))
                return true;
            if (definitions.GetValueOrDefault(variable) is not Assign assign
                || Expressions.Size(assign.Value) > RecomputeLimit || Expressions.Mentions(assign.Value, variable))
            {
                return false;
            }
            bool constant = visiting.Add(variable);
            if (!constant)
                return false;
            Expressions.ForEachVariable(assign.Value, part => constant &= part.IsParameter || Try(part));
            if (constant)
                _recomputed[variable] = assign;
            return constant;
        }
    }
}
