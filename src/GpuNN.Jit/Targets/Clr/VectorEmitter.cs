using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>
/// Emits statements for consecutive items at once: eight of them, or a warp. A value that all of them share stays a scalar; the
/// rest are vectors of 256 bits, as many as it takes: one for eight 32-bit numbers, two for eight 64-bit ones.
/// </summary>
/// <remarks>A statement is done for all items before the next, so that lanes exchange their values in registers.</remarks>
internal sealed partial class VectorEmitter(
    ILGenerator il, ItemState state, VariablePlan plan, ExpressionEmitter scalars, MemoryEmitter memory, LaneAnalysis lanes, int items)
{
    private readonly Dictionary<Variable, LocalBuilder[]> _vectors = [];

    /// <summary>The lane with which the vector at hand begins.</summary>
    private int _first;

    public LaneAnalysis Lanes => lanes;

    /// <summary>How many items run at once: a multiple of <see cref="VectorFunctions.Width"/>.</summary>
    public int Items => items;

    /// <summary>A bit for each item.</summary>
    public uint AllLanes => uint.MaxValue >> (32 - items);

    /// <summary>True if the whole segment can run on vectors.</summary>
    public bool CanEmit(Segment segment)
    {
        if (!plan.Recomputed(segment).TrueForAll(CanEmit))
            return false;
        foreach (var block in segment.Blocks)
        {
            if (!block.Statements.TrueForAll(CanEmit))
                return false;
            if (block.Terminator is Branch branch && !CanEmit(branch.Condition) && !lanes.IsUniform(branch.Condition))
                return false;
        }
        return segment.Blocks.Exists(block => block.Statements.Exists(HasVaryingPart));
    }

    public void Emit(Statement statement)
    {
        switch (statement)
        {
            case Assign assign when lanes.IsUniform(assign.Target):
                memory.Emit(assign);
                break;
            case Assign assign:
                ForEachVector(assign.Target.Type, () =>
                {
                    EmitValue(assign.Value);
                    il.Emit(OpCodes.Stloc, Part(VectorsOf(assign.Target)));
                });
                break;
            case Load load:
                EmitLoad(load);
                break;
            case Store store:
                EmitStore(store);
                break;
            case ExchangeStore exchange:
                EmitExchangeStore(exchange);
                break;
            case ExchangeLoad exchange:
                EmitExchangeLoad(exchange);
                break;
            default:
                memory.Emit(statement);
                break;
        }
    }

    /// <summary>Leaves the bits of the lanes whose condition holds on the stack.</summary>
    public void EmitLanes(Expression condition) => ForEachVector(ScalarType.Int32, () =>
    {
        EmitMask(condition);
        Call("Lanes", typeof(Vector256<int>));
        if (_first == 0)
            return;
        il.Emit(OpCodes.Ldc_I4, _first);
        il.Emit(OpCodes.Shl);
        il.Emit(OpCodes.Or);
    });

    /// <summary>Takes a variable from its slot.</summary>
    public void Reload(Variable variable, int slot)
    {
        if (lanes.IsUniform(variable))
        {
            state.EmitSlotAddress(slot, variable.Type, state.Item);
            il.Emit(MemoryEmitter.LoadCode(MemoryEmitter.Element(variable.Type)));
            il.Emit(OpCodes.Stloc, state.LocalOf(variable));
            return;
        }
        Take(variable, () => state.EmitSlotAddress(slot, variable.Type, state.Item));
    }

    /// <summary>Puts a variable into its slot, for every lane.</summary>
    public void Save(Variable variable, int slot)
    {
        if (IsLaneType(variable.Type))
        {
            Leave(variable, () => state.EmitSlotAddress(slot, variable.Type, state.Item));
            return;
        }
        for (int lane = 0; lane < items; lane++)
        {
            state.EmitSlotAddress(slot + lane * variable.Type.Size(), variable.Type, state.Item);
            il.Emit(OpCodes.Ldloc, state.LocalOf(variable));
            il.Emit(MemoryEmitter.StoreCode(MemoryEmitter.Element(variable.Type)));
        }
    }

    /// <summary>Loads all lanes of a variable from where <paramref name="emitAddress"/> leads.</summary>
    public void Take(Variable variable, Action emitAddress) => ForEachVector(variable.Type, () =>
    {
        emitAddress();
        AddOffset(_first * variable.Type.Size());
        Call(LoadName(variable.Type), typeof(byte*));
        il.Emit(OpCodes.Stloc, Part(VectorsOf(variable)));
    });

    /// <summary>Stores all lanes of a variable to where <paramref name="emitAddress"/> leads.</summary>
    public void Leave(Variable variable, Action emitAddress) => ForEachVector(variable.Type, () =>
    {
        emitAddress();
        AddOffset(_first * variable.Type.Size());
        EmitValue(variable);
        Call("Store", typeof(byte*), VectorType(variable.Type));
    });

    private static Type VectorType(ScalarType type) => type switch
    {
        ScalarType.Int32 => typeof(Vector256<int>),
        ScalarType.Int64 => typeof(Vector256<long>),
        ScalarType.Float32 => typeof(Vector256<float>),
        _ => typeof(Vector256<double>),
    };

    private static string LoadName(ScalarType type) => $"Load{type}";

    private static bool IsLaneType(ScalarType type) => type != ScalarType.Pointer;

    private static bool IsWide(ScalarType type) => type.Size() == sizeof(long);

    /// <summary>The lanes of one vector.</summary>
    private static int Width(ScalarType type) => Vector256<byte>.Count / type.Size();

    private LocalBuilder[] VectorsOf(Variable variable)
    {
        if (!_vectors.TryGetValue(variable, out var locals))
            _vectors[variable] = locals = NewVectors(variable.Type);
        return locals;
    }

    private LocalBuilder[] NewVectors(ScalarType type)
    {
        var locals = new LocalBuilder[items / Width(type)];
        for (int i = 0; i < locals.Length; i++)
            locals[i] = il.DeclareLocal(VectorType(type));
        return locals;
    }

    /// <summary>The vector of the lanes at hand.</summary>
    private LocalBuilder Part(LocalBuilder[] vectors) => vectors[_first * vectors.Length / items];

    private void ForEachVector(ScalarType type, Action emit)
    {
        for (_first = 0; _first < items; _first += Width(type))
            emit();
        _first = 0;
    }

    private bool HasVaryingPart(Statement statement) => statement.Writes().Any(target => !lanes.IsUniform(target))
        || statement is Store or ExchangeStore;

    private bool CanEmit(Statement statement) => statement switch
    {
        Assign assign => lanes.IsUniform(assign.Target) || CanEmit(assign.Value),
        Load load => CanAddress(load.Source) && Array.TrueForAll(
            load.Targets, target => target is null || lanes.IsUniform(target) || IsLaneType(target.Type)),
        Store store => CanAddress(store.Target) && Array.TrueForAll(
            store.Values, value => CanEmit(value) || lanes.IsUniform(value) && IsUniformPlace(store.Target)),
        ExchangeStore exchange => CanEmit(exchange.Value),
        ExchangeLoad exchange => IsLaneType(exchange.Shuffle.Result.Type)
            && lanes.IsUniform(exchange.Shuffle.Lane) && lanes.IsUniform(exchange.Shuffle.Width),
        Fence => true,
        _ => false,
    };

    private void AddOffset(int offset)
    {
        if (offset == 0)
            return;
        il.Emit(OpCodes.Ldc_I4, offset);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Add);
    }

    private void Call(string name, params Type[] parameters) =>
        il.Emit(OpCodes.Call, typeof(VectorFunctions).GetMethod(name, parameters)
            ?? throw new InvalidOperationException($"VectorFunctions.{name} does not exist."));
}
