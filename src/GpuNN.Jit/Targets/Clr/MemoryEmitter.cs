using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Targets.Clr.Checked;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>Emits the statements of one work item.</summary>
internal sealed class MemoryEmitter(
    ILGenerator il, ItemState state, VariablePlan plan, ExpressionEmitter expressions, CheckEmitter? checks = null)
{
    private readonly LocalBuilder _lane = il.DeclareLocal(typeof(int));
    private LocalBuilder? _struct;

    public static OpCode LoadCode(ElementType type) => type switch
    {
        ElementType.Int8 => OpCodes.Ldind_I1,
        ElementType.UInt8 => OpCodes.Ldind_U1,
        ElementType.Int16 => OpCodes.Ldind_I2,
        ElementType.UInt16 => OpCodes.Ldind_U2,
        ElementType.Int32 => OpCodes.Ldind_I4,
        ElementType.Int64 => OpCodes.Ldind_I8,
        ElementType.Float32 => OpCodes.Ldind_R4,
        _ => OpCodes.Ldind_R8,
    };

    public static OpCode StoreCode(ElementType type) => type switch
    {
        ElementType.Int8 or ElementType.UInt8 => OpCodes.Stind_I1,
        ElementType.Int16 or ElementType.UInt16 => OpCodes.Stind_I2,
        ElementType.Int32 => OpCodes.Stind_I4,
        ElementType.Int64 => OpCodes.Stind_I8,
        ElementType.Float32 => OpCodes.Stind_R4,
        _ => OpCodes.Stind_R8,
    };

    public static ElementType Element(ScalarType type) => type switch
    {
        ScalarType.Int32 => ElementType.Int32,
        ScalarType.Float32 => ElementType.Float32,
        ScalarType.Float64 => ElementType.Float64,
        _ => ElementType.Int64,
    };

    public void Emit(Statement statement)
    {
        expressions.Position = statement.Position;
        checks?.EmitAccess(statement, this, state, expressions);
        switch (statement)
        {
            case Assign assign:
                expressions.Emit(assign.Value);
                il.Emit(OpCodes.Stloc, state.LocalOf(assign.Target));
                break;
            case Load load when IsStruct(load.Targets.Length, load.Source):
                EmitStructLoad(load);
                break;
            case Load load:
                for (int i = 0; i < load.Targets.Length; i++)
                {
                    if (load.Targets[i] is not { } target)
                        continue;
                    EmitAddress(load.Source, i * load.Source.Type.Size());
                    il.Emit(LoadCode(load.Source.Type));
                    il.Emit(OpCodes.Stloc, state.LocalOf(target));
                }
                break;
            case Store store when IsStruct(store.Values.Length, store.Target):
                EmitAddress(store.Target);
                Array.ForEach(store.Values, expressions.Emit);
                Type[] parts = [.. store.Values.Select(value => ExpressionEmitter.ClrType(value.Type))];
                il.Emit(OpCodes.Call, typeof(StructAccess).GetMethod(nameof(StructAccess.Store), [typeof(byte*), .. parts])!);
                break;
            case Store store:
                for (int i = 0; i < store.Values.Length; i++)
                {
                    EmitAddress(store.Target, i * store.Target.Type.Size());
                    expressions.Emit(store.Values[i]);
                    il.Emit(StoreCode(store.Target.Type));
                }
                break;
            case Fence:
                il.Emit(OpCodes.Call, typeof(Interlocked).GetMethod(nameof(Interlocked.MemoryBarrier))!);
                break;
            case Compiler.Ir.Atomic atomic:
                EmitAtomic(atomic);
                break;
            case ExchangeStore exchange:
                state.EmitSlotAddress(plan.ExchangeSlot(exchange.Slot), exchange.Value.Type, state.Item);
                expressions.Emit(exchange.Value);
                il.Emit(StoreCode(Element(exchange.Value.Type)));
                break;
            case ExchangeLoad exchange:
                EmitExchange(exchange);
                break;
            case ExchangeMultiply exchange:
                EmitProduct(exchange);
                break;
            default:
                throw new InvalidOperationException($"{statement} cannot stand in a segment.");
        }
    }

    private static bool IsStruct(int count, MemoryOperand memory) => count > 1 && count * memory.Type.Size() == StructAccess.Size;

    private void EmitStructLoad(Load load)
    {
        _struct ??= il.DeclareLocal(typeof(Vector128<byte>));
        EmitAddress(load.Source);
        il.Emit(OpCodes.Call, typeof(StructAccess).GetMethod(nameof(StructAccess.Load))!);
        il.Emit(OpCodes.Stloc, _struct);
        for (int i = 0; i < load.Targets.Length; i++)
        {
            if (load.Targets[i] is not { } target)
                continue;
            il.Emit(OpCodes.Ldloc, _struct);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Call, typeof(StructAccess).GetMethod($"Part{target.Type}")!);
            il.Emit(OpCodes.Stloc, state.LocalOf(target));
        }
    }

    /// <summary>Leaves the address of an access on the stack.</summary>
    public void EmitAddress(MemoryOperand memory, int further = 0)
    {
        expressions.Emit(memory.Pointer);
        if (memory.Index is { } index)
        {
            expressions.Emit(index);
            il.Emit(OpCodes.Conv_I);
            if (memory.Stride != 1)
            {
                il.Emit(OpCodes.Ldc_I4, memory.Stride);
                il.Emit(OpCodes.Conv_I);
                il.Emit(OpCodes.Mul);
            }
            il.Emit(OpCodes.Add);
        }
        if (memory.Offset + further != 0)
        {
            il.Emit(OpCodes.Ldc_I4, memory.Offset + further);
            il.Emit(OpCodes.Conv_I);
            il.Emit(OpCodes.Add);
        }
    }

    private void EmitAtomic(Compiler.Ir.Atomic atomic)
    {
        var type = ExpressionEmitter.ClrType(atomic.Value.Type);
        EmitAddress(atomic.Target);
        expressions.Emit(atomic.Value);
        if (atomic.Compare is not null)
        {
            expressions.Emit(atomic.Compare);
            il.Emit(OpCodes.Call, typeof(ClrAtomics).GetMethod(nameof(ClrAtomics.CompareExchange), [typeof(byte*), type, type])!);
        }
        else
        {
            il.Emit(OpCodes.Ldc_I4, (int)atomic.Operator);
            il.Emit(OpCodes.Call, typeof(ClrAtomics).GetMethod(nameof(ClrAtomics.Update), [typeof(byte*), type, typeof(int)])!);
        }
        if (atomic.Result is null)
            il.Emit(OpCodes.Pop);
        else
            il.Emit(OpCodes.Stloc, state.LocalOf(atomic.Result));
    }

    /// <summary>Four elements of the sum, each from the slots of the whole warp. A sum may be the next product's, so that no
    /// result is stored before all are computed.</summary>
    private void EmitProduct(ExchangeMultiply exchange)
    {
        var product = exchange.Product;
        int first = plan.ExchangeSlot(exchange.FirstSlot);
        for (int element = 0; element < product.Results.Length; element++)
        {
            il.Emit(OpCodes.Ldc_I4, (int)product.Element);
            EmitWarp();
            il.Emit(OpCodes.Stloc, _lane);
            state.EmitSlotAddress(first, ScalarType.Int32, _lane);
            il.Emit(OpCodes.Ldc_I4, (plan.ExchangeSlot(exchange.FirstSlot + 1) - first) / sizeof(uint));
            state.EmitSpecial(SpecialRegister.LaneIndex);
            il.Emit(OpCodes.Ldc_I4, element);
            expressions.Emit(product.C[element]);
            il.Emit(OpCodes.Call, typeof(ClrWarpMatrix).GetMethod(nameof(ClrWarpMatrix.Element))!);
        }
        for (int element = product.Results.Length - 1; element >= 0; element--)
            il.Emit(OpCodes.Stloc, state.LocalOf(product.Results[element]));
    }

    private void EmitWarp()
    {
        il.Emit(OpCodes.Ldloc, state.Item);
        il.Emit(OpCodes.Ldc_I4, ~(IrTypes.WarpSize - 1));
        il.Emit(OpCodes.And);
    }

    private void EmitExchange(ExchangeLoad exchange)
    {
        EmitWarp();
        il.Emit(OpCodes.Ldc_I4, (int)exchange.Shuffle.Kind);
        state.EmitSpecial(SpecialRegister.LaneIndex);
        expressions.Emit(exchange.Shuffle.Lane);
        expressions.Emit(exchange.Shuffle.Width);
        il.Emit(OpCodes.Call, typeof(ClrFunctions).GetMethod(nameof(ClrFunctions.SourceLane))!);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, _lane);
        var type = exchange.Shuffle.Result.Type;
        state.EmitSlotAddress(plan.ExchangeSlot(exchange.Slot), type, _lane);
        il.Emit(LoadCode(Element(type)));
        il.Emit(OpCodes.Stloc, state.LocalOf(exchange.Shuffle.Result));
    }
}
