using System.Reflection.Emit;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Targets.Clr.Checked;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>What came out of emitting a kernel.</summary>
/// <param name="Code">The code.</param>
/// <param name="VectorSegments">How many segments run on vectors.</param>
/// <param name="Sites">What is checked, or null.</param>
internal sealed record EmittedKernel(ClrKernelCode Code, int VectorSegments, CheckedSites? Sites);

/// <summary>
/// Emits a kernel as one method: a loop over groups; in it, for every warp (or for the group at once if nothing is
/// shuffled), the segments one after another; in each, a loop over items.
/// </summary>
internal sealed class KernelEmitter
{
    /// <summary>The segment after the last.</summary>
    public const int Finished = -1;

    private readonly ILGenerator _il;
    private readonly SegmentedKernel _kernel;
    private readonly VariablePlan _plan;
    private readonly ItemState _state;
    private readonly ExpressionEmitter _expressions;
    private readonly MemoryEmitter _memory;
    private readonly LocalBuilder _first;
    private readonly LocalBuilder _end;
    private readonly LocalBuilder _next;
    private readonly LocalBuilder _groupNext;
    private readonly Dictionary<Variable, LocalBuilder> _saved = [];
    private readonly Dictionary<Variable, LocalBuilder> _savedByWarp = [];
    private readonly LaneAnalysis? _lanes;
    private readonly CheckEmitter? _checks;
    private readonly Dictionary<Segment, VectorSegment> _onVectors = [];

    private KernelEmitter(ILGenerator il, SegmentedKernel kernel, VariablePlan plan, bool vectorize, CheckEmitter? checks)
    {
        _il = il;
        _checks = checks;
        _kernel = kernel;
        _plan = plan;
        _state = new ItemState(il, kernel.Kernel, plan);
        _expressions = new ExpressionEmitter(il, _state, checks);
        _memory = new MemoryEmitter(il, _state, plan, _expressions, checks);
        if (vectorize)
            _lanes = new LaneAnalysis(kernel.Kernel);
        _first = il.DeclareLocal(typeof(int));
        _end = il.DeclareLocal(typeof(int));
        _next = il.DeclareLocal(typeof(int));
        _groupNext = il.DeclareLocal(typeof(int));
    }

    /// <summary>Emits the code; with checks, every access is reported first.</summary>
    public static unsafe EmittedKernel Emit(SegmentedKernel kernel, VariablePlan plan, bool vectorize, bool isChecked)
    {
        var method = new DynamicMethod(
            kernel.Kernel.Name, typeof(void), [typeof(ClrLaunch*), typeof(byte*), typeof(byte*), typeof(long), typeof(long)],
            typeof(KernelEmitter).Module, skipVisibility: true)
        {
            InitLocals = false,
        };
        var il = method.GetILGenerator();
        var checks = isChecked ? new CheckEmitter(il) : null;
        var emitter = new KernelEmitter(il, kernel, plan, vectorize, checks);
        emitter.EmitKernel();
        return new(method.CreateDelegate<ClrKernelCode>(), emitter._onVectors.Count, checks?.Sites);
    }

    private void EmitKernel()
    {
        _state.EmitPrologue();
        var group = _il.DeclareLocal(typeof(long));
        var size = _il.DeclareLocal(typeof(int));
        for (int axis = 0; axis < 3; axis++)
        {
            _il.Emit(OpCodes.Ldloc, _state.GroupSize[axis]);
            if (axis > 0)
                _il.Emit(OpCodes.Mul);
        }
        _il.Emit(OpCodes.Stloc, size);
        _il.Emit(OpCodes.Ldarg_3);
        _il.Emit(OpCodes.Stloc, group);

        var loop = _il.DefineLabel();
        var done = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, group);
        _il.Emit(OpCodes.Ldarg, 4);
        _il.Emit(OpCodes.Bge, done);
        _state.EmitGroup(group);
        _il.MarkLabel(loop);
        _checks?.EmitBeginGroup(group);
        EmitGroup(size);
        _state.EmitNextGroup();
        _il.Emit(OpCodes.Ldloc, group);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, group);
        _il.Emit(OpCodes.Ldloc, group);
        _il.Emit(OpCodes.Ldarg, 4);
        _il.Emit(OpCodes.Blt, loop);
        _il.MarkLabel(done);
        _il.Emit(OpCodes.Ret);
    }

    private void EmitGroup(LocalBuilder size)
    {
        var current = _il.DeclareLocal(typeof(int));
        Set(current, 0);
        var round = _il.DefineLabel();
        _il.MarkLabel(round);
        _checks?.EmitBeginRound();
        if (_kernel.HasWarps)
            EmitWarps(size, current);
        else
            EmitSpan(() => Set(_first, 0), () => _il.Emit(OpCodes.Ldloc, size), current);
        if (_kernel.Segments.Count == 1)
            return;
        _il.Emit(OpCodes.Ldloc, _groupNext);
        _il.Emit(OpCodes.Stloc, current);
        _il.Emit(OpCodes.Ldloc, current);
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Bge, round);
    }

    private void EmitWarps(LocalBuilder size, LocalBuilder current)
    {
        var warp = _il.DeclareLocal(typeof(int));
        var restored = _plan.RestoredByWarp().ToList();
        foreach (var variable in restored)
        {
            _savedByWarp[variable] = _il.DeclareLocal(ExpressionEmitter.ClrType(variable.Type));
            Copy(_state.LocalOf(variable), _savedByWarp[variable]);
        }
        Set(warp, 0);
        var loop = _il.DefineLabel();
        _il.MarkLabel(loop);
        foreach (var variable in restored)
            Copy(_savedByWarp[variable], _state.LocalOf(variable));
        EmitSpan(
            () => Copy(warp, _first),
            () =>
            {
                _il.Emit(OpCodes.Ldloc, warp);
                _il.Emit(OpCodes.Ldc_I4, IrTypes.WarpSize);
                _il.Emit(OpCodes.Add);
                _il.Emit(OpCodes.Ldloc, size);
                _il.Emit(OpCodes.Call, typeof(Math).GetMethod(nameof(Math.Min), [typeof(int), typeof(int)])!);
            },
            current);
        _il.Emit(OpCodes.Ldloc, warp);
        _il.Emit(OpCodes.Ldc_I4, IrTypes.WarpSize);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, warp);
        _il.Emit(OpCodes.Ldloc, warp);
        _il.Emit(OpCodes.Ldloc, size);
        _il.Emit(OpCodes.Blt, loop);
    }

    /// <summary>Runs a range of items from the segment at hand to the next synchronisation of the group.</summary>
    private void EmitSpan(Action setFirst, Action loadEnd, LocalBuilder current)
    {
        setFirst();
        loadEnd();
        _il.Emit(OpCodes.Stloc, _end);
        var segments = _kernel.Segments;
        PutOnVectors();
        if (segments.Count == 1)
        {
            EmitSegment(segments[0]);
            return;
        }
        Copy(current, _next);
        var dispatch = _il.DefineLabel();
        var leave = _il.DefineLabel();
        var labels = segments.ConvertAll(_ => _il.DefineLabel());
        _il.MarkLabel(dispatch);
        _il.Emit(OpCodes.Ldloc, _next);
        _il.Emit(OpCodes.Switch, labels.ToArray());
        _il.Emit(OpCodes.Br, leave);
        var region = WholeWarps();
        region?.Emit(_first, _next, labels, leave);
        foreach (var segment in segments)
        {
            _il.MarkLabel(labels[segment.Id]);
            region?.EmitEntry(segment);
            EmitSegment(segment);
            EmitTransition(segment, dispatch, leave, labels);
        }
        _il.MarkLabel(leave);
        Copy(_next, _groupNext);
    }

    private void PutOnVectors()
    {
        if (_lanes is null)
            return;
        var vectors = Vectors(VectorFunctions.Width);
        var parting = new LaneParting(_il, _state, _plan, vectors, _memory, _expressions);
        foreach (var segment in _kernel.Segments.Where(vectors.CanEmit))
            _onVectors[segment] = new VectorSegment(_il, _state, _plan, _kernel, segment, vectors, parting, _expressions);
    }

    /// <summary>The segments that whole warps run at once, or null if there are none.</summary>
    private WarpRegion? WholeWarps()
    {
        var chosen = WarpRegion.Choose(_kernel, _onVectors.Keys).ToDictionary(segment => segment, segment => _onVectors[segment]);
        if (chosen.Count == 0)
            return null;
        var warp = Vectors(IrTypes.WarpSize);
        var parting = new LaneParting(_il, _state, _plan, warp, _memory, _expressions);
        return new WarpRegion(_il, _state, _plan, _kernel, chosen, warp, parting);
    }

    private VectorEmitter Vectors(int items) => new(_il, _state, _plan, _expressions, _memory, _lanes!, items);

    /// <summary>After the last item: on to a segment of the same warp, or out to the group.</summary>
    private void EmitTransition(Segment segment, Label dispatch, Label leave, List<Label> labels)
    {
        var warpExits = Exits(segment).Where(exit => exit.IsWarp).Select(exit => _kernel.At(exit.Target)).ToList();
        if (warpExits.Count == 0)
        {
            _il.Emit(OpCodes.Br, leave);
            return;
        }
        foreach (var exit in warpExits)
        {
            _il.Emit(OpCodes.Ldloc, _next);
            _il.Emit(OpCodes.Ldc_I4, exit.Id);
            _il.Emit(OpCodes.Beq, labels[exit.Id]);
        }
        _il.Emit(OpCodes.Br, leave);
    }

    private static IEnumerable<Synchronize> Exits(Segment segment) =>
        segment.Blocks.Select(block => block.Terminator).OfType<Synchronize>();

    private void EmitSegment(Segment segment)
    {
        _checks?.EmitBeginSegment(segment.IsAfterWarp);
        var restored = _plan.Restored(segment).ToList();
        foreach (var variable in restored)
        {
            if (!_saved.TryGetValue(variable, out var saved))
                _saved[variable] = saved = _il.DeclareLocal(ExpressionEmitter.ClrType(variable.Type));
            Copy(_state.LocalOf(variable), saved);
        }
        Copy(_first, _state.Item);
        _state.EmitIndexOfItem();
        if (_onVectors.TryGetValue(segment, out var vectors))
            vectors.Emit(restored, _saved, _end, _next, EmitItems);
        else
            EmitItems(segment, restored, _end, null);
    }

    /// <summary>The loop over items; <paramref name="resume"/> may enter an iteration in its middle.</summary>
    private void EmitItems(Segment segment, List<Variable> restored, LocalBuilder end, VectorSegment? resume)
    {
        var loop = _il.DefineLabel();
        var endOfItem = _il.DefineLabel();
        var labels = segment.Blocks.ToDictionary(block => block, _ => _il.DefineLabel());
        _il.MarkLabel(loop);
        resume?.EmitResumption(labels);
        foreach (var variable in restored)
            Copy(_saved[variable], _state.LocalOf(variable));
        foreach (var assign in _plan.Recomputed(segment))
            _memory.Emit(assign);
        foreach (var variable in _plan.Reloaded(segment))
        {
            _state.EmitSlotAddress(_plan.SlotOf(variable)!.Value, variable.Type, _state.Item);
            _il.Emit(MemoryEmitter.LoadCode(MemoryEmitter.Element(variable.Type)));
            _il.Emit(OpCodes.Stloc, _state.LocalOf(variable));
        }
        if (segment.Blocks[0] != segment.Entry)
            _il.Emit(OpCodes.Br, labels[segment.Entry]);
        for (int i = 0; i < segment.Blocks.Count; i++)
            EmitBlock(segment, i, labels, endOfItem);
        _il.MarkLabel(endOfItem);
        if (_kernel.Segments.Count > 1)
            _checks?.EmitEndItem(_state, _next);
        _state.EmitNextItem();
        _il.Emit(OpCodes.Ldloc, _state.Item);
        _il.Emit(OpCodes.Ldloc, end);
        _il.Emit(OpCodes.Blt, loop);
    }

    private void EmitBlock(Segment segment, int position, Dictionary<Block, Label> labels, Label endOfItem)
    {
        var block = segment.Blocks[position];
        _il.MarkLabel(labels[block]);
        foreach (var statement in block.Statements)
            _memory.Emit(statement);
        _expressions.Position = block.Terminator.Position;
        var following = position + 1 < segment.Blocks.Count ? segment.Blocks[position + 1] : null;
        switch (block.Terminator)
        {
            case Synchronize exit:
                foreach (var variable in _plan.Saved(segment, exit))
                {
                    _state.EmitSlotAddress(_plan.SlotOf(variable)!.Value, variable.Type, _state.Item);
                    _il.Emit(OpCodes.Ldloc, _state.LocalOf(variable));
                    _il.Emit(MemoryEmitter.StoreCode(MemoryEmitter.Element(variable.Type)));
                }
                Set(_next, _kernel.At(exit.Target).Id);
                _il.Emit(OpCodes.Br, endOfItem);
                break;
            case Jump jump:
                if (jump.Target != following)
                    _il.Emit(OpCodes.Br, labels[jump.Target]);
                break;
            case Branch branch:
                if (branch.IfTrue == following)
                {
                    _expressions.EmitBranch(Compiler.Passes.ConstantFolding.Not(branch.Condition), labels[branch.IfFalse]);
                    break;
                }
                _expressions.EmitBranch(branch.Condition, labels[branch.IfTrue]);
                if (branch.IfFalse != following)
                    _il.Emit(OpCodes.Br, labels[branch.IfFalse]);
                break;
            default:
                if (_kernel.Segments.Count > 1)
                    Set(_next, Finished);
                if (following is not null)
                    _il.Emit(OpCodes.Br, endOfItem);
                break;
        }
    }

    private void Set(LocalBuilder local, int value)
    {
        _il.Emit(OpCodes.Ldc_I4, value);
        _il.Emit(OpCodes.Stloc, local);
    }

    private void Copy(LocalBuilder from, LocalBuilder to)
    {
        _il.Emit(OpCodes.Ldloc, from);
        _il.Emit(OpCodes.Stloc, to);
    }
}
