using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>
/// Emits the statements of a segment for eight consecutive items at once. A value that all lanes share stays a scalar; the
/// rest are vectors of integers or single-precision numbers.
/// </summary>
internal sealed class VectorEmitter(
    ILGenerator il, ItemState state, VariablePlan plan, ExpressionEmitter scalars, MemoryEmitter memory, LaneAnalysis lanes)
{
    private readonly Dictionary<Variable, LocalBuilder> _vectors = [];

    public LaneAnalysis Lanes => lanes;

    public LocalBuilder VectorOf(Variable variable)
    {
        if (!_vectors.TryGetValue(variable, out var local))
            _vectors[variable] = local = il.DeclareLocal(VectorType(variable.Type));
        return local;
    }

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
                EmitValue(assign.Value);
                il.Emit(OpCodes.Stloc, VectorOf(assign.Target));
                break;
            case Load load:
                EmitLoad(load);
                break;
            case Store store:
                EmitStore(store);
                break;
            case ExchangeStore exchange:
                state.EmitSlotAddress(plan.ExchangeSlot(exchange.Slot), exchange.Value.Type, state.Item);
                EmitValue(exchange.Value);
                Call("Store", typeof(byte*), VectorType(exchange.Value.Type));
                break;
            case ExchangeLoad exchange:
                EmitExchange(exchange);
                break;
            default:
                memory.Emit(statement);
                break;
        }
    }

    /// <summary>Leaves the bits of the lanes whose condition holds on the stack.</summary>
    public void EmitLanes(Expression condition)
    {
        EmitMask(condition);
        Call("Lanes", typeof(Vector256<int>));
    }

    /// <summary>Takes a variable from its slot.</summary>
    public void Reload(Variable variable, int slot)
    {
        state.EmitSlotAddress(slot, variable.Type, state.Item);
        if (lanes.IsUniform(variable))
        {
            il.Emit(MemoryEmitter.LoadCode(MemoryEmitter.Element(variable.Type)));
            il.Emit(OpCodes.Stloc, state.LocalOf(variable));
            return;
        }
        Call(variable.Type == ScalarType.Float32 ? "LoadSingle" : "LoadInt32", typeof(byte*));
        il.Emit(OpCodes.Stloc, VectorOf(variable));
    }

    /// <summary>Puts a variable into its slot, for every lane.</summary>
    public void Save(Variable variable, int slot)
    {
        if (variable.Type.Size() == sizeof(float))
        {
            state.EmitSlotAddress(slot, variable.Type, state.Item);
            EmitValue(variable);
            Call("Store", typeof(byte*), VectorType(variable.Type));
            return;
        }
        for (int lane = 0; lane < VectorFunctions.Width; lane++)
        {
            state.EmitSlotAddress(slot + lane * variable.Type.Size(), variable.Type, state.Item);
            il.Emit(OpCodes.Ldloc, state.LocalOf(variable));
            il.Emit(MemoryEmitter.StoreCode(MemoryEmitter.Element(variable.Type)));
        }
    }

    /// <summary>Leaves a vector (or a shared value in all lanes) on the stack.</summary>
    public void EmitValue(Expression expression)
    {
        if (lanes.IsUniform(expression))
        {
            scalars.Emit(expression);
            Call("Broadcast", ExpressionEmitter.ClrType(expression.Type));
            return;
        }
        switch (expression)
        {
            case Variable variable:
                il.Emit(OpCodes.Ldloc, VectorOf(variable));
                break;
            case SpecialValue special:
                state.EmitSpecial(special.Register);
                Call("Sequence", typeof(int));
                break;
            case Operation operation when ConstantFolding.IsComparison(operation.Operator):
                EmitMask(operation);
                il.Emit(OpCodes.Ldc_I4_1);
                Call("Broadcast", typeof(int));
                Call("And", typeof(Vector256<int>), typeof(Vector256<int>));
                break;
            default:
                EmitOperation((Operation)expression);
                break;
        }
    }

    private static Type VectorType(ScalarType type) => type == ScalarType.Float32 ? typeof(Vector256<float>) : typeof(Vector256<int>);

    private static bool IsLaneType(ScalarType type) => type is ScalarType.Int32 or ScalarType.Float32;

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

    private bool IsUniformPlace(MemoryOperand place) => lanes.IsUniform(place.Pointer) && lanes.IsUniform(place.Index);

    private bool CanAddress(MemoryOperand place) => place.Space != AddressSpace.Local && lanes.IsUniform(place.Pointer)
        && (lanes.IsUniform(place.Index) || Index32(place.Index!) is { } index && CanEmit(index));

    /// <summary>The 32-bit index that an index extends.</summary>
    private static Expression? Index32(Expression index) => index switch
    {
        { Type: ScalarType.Int32 } => index,
        Operation { Operator: Operator.ExtendSigned } extension => extension.Operands[0],
        _ => null,
    };

    private bool CanEmit(Expression expression)
    {
        if (!IsLaneType(expression.Type))
            return false;
        if (lanes.IsUniform(expression) || expression is not Operation operation)
            return true;
        if (!Array.TrueForAll(operation.Operands, CanEmit))
            return false;
        return ConstantFolding.IsComparison(operation.Operator) || operation.Operator == Operator.Select
            || Direct(operation) is not null || Mapped(operation) is not null;
    }

    private void EmitLoad(Load load)
    {
        var source = load.Source;
        if (IsQuad(load.Targets.Length, source))
        {
            EmitQuadAddress(source);
            EmitQuadLoad(load);
            return;
        }
        for (int i = 0; i < load.Targets.Length; i++)
        {
            if (load.Targets[i] is not { } target)
                continue;
            int further = i * source.Type.Size();
            if (IsUniformPlace(source))
            {
                memory.EmitAddress(source, further);
                il.Emit(MemoryEmitter.LoadCode(source.Type));
                if (!lanes.IsUniform(target))
                    Call("Broadcast", ExpressionEmitter.ClrType(target.Type));
            }
            else if (IsContiguous(source))
            {
                EmitFirstAddress(source, further);
                Call(target.Type == ScalarType.Float32 ? "LoadSingle" : "LoadInt32", typeof(byte*));
            }
            else
            {
                EmitScattered(source, further);
                if (target.Type == ScalarType.Float32)
                {
                    Call("GatherSingle", typeof(byte*), typeof(Vector256<int>), typeof(int));
                }
                else
                {
                    il.Emit(OpCodes.Ldc_I4, (int)source.Type);
                    Call("GatherInt32", typeof(byte*), typeof(Vector256<int>), typeof(int), typeof(int));
                }
            }
            il.Emit(OpCodes.Stloc, lanes.IsUniform(target) ? state.LocalOf(target) : VectorOf(target));
        }
    }

    private void EmitStore(Store store)
    {
        var target = store.Target;
        if (IsQuad(store.Values.Length, target))
        {
            EmitQuadAddress(target);
            Array.ForEach(store.Values, EmitValue);
            CallOnQuads("StoreQuads", target, VectorType(target.Type.Scalar()));
            return;
        }
        for (int i = 0; i < store.Values.Length; i++)
        {
            int further = i * target.Type.Size();
            var value = store.Values[i];
            if (IsUniformPlace(target))
            {
                memory.EmitAddress(target, further);
                if (lanes.IsUniform(value))
                {
                    scalars.Emit(value);
                }
                else
                {
                    EmitValue(value);
                    Call("LastLane", VectorType(value.Type));
                }
                il.Emit(MemoryEmitter.StoreCode(target.Type));
            }
            else if (IsContiguous(target))
            {
                EmitFirstAddress(target, further);
                EmitValue(value);
                Call("Store", typeof(byte*), VectorType(value.Type));
            }
            else
            {
                EmitScattered(target, further);
                il.Emit(OpCodes.Ldc_I4, (int)target.Type);
                EmitValue(value);
                Call("Scatter", typeof(byte*), typeof(Vector256<int>), typeof(int), typeof(int), VectorType(value.Type));
            }
        }
    }

    /// <summary>True for structs of four 32-bit numbers in different places.</summary>
    private bool IsQuad(int count, MemoryOperand place) => count == 4 && place.Type.Size() == sizeof(float) && !IsUniformPlace(place);

    /// <summary>The address of lane 0's struct and the distance to the next lane's, or the address, the indices and the stride.</summary>
    private void EmitQuadAddress(MemoryOperand place)
    {
        if (lanes.Step(place.Index) is { } step)
        {
            EmitFirstAddress(place, 0);
            il.Emit(OpCodes.Ldc_I4, step * place.Stride);
        }
        else
        {
            EmitScattered(place, 0);
        }
    }

    private void EmitQuadLoad(Load load)
    {
        var type = VectorType(load.Source.Type.Scalar());
        foreach (var target in load.Targets)
            il.Emit(OpCodes.Ldloca, target is null ? il.DeclareLocal(type) : VectorOf(target));
        CallOnQuads("LoadQuads", load.Source, type.MakeByRefType());
    }

    private void CallOnQuads(string name, MemoryOperand place, Type part)
    {
        if (lanes.Step(place.Index) is not null)
            Call(name, typeof(byte*), typeof(int), part, part, part, part);
        else
            Call(name, typeof(byte*), typeof(Vector256<int>), typeof(int), part, part, part, part);
    }

    /// <summary>True if the lanes access neighbouring 32-bit elements.</summary>
    private bool IsContiguous(MemoryOperand place) => place.Type.Size() == sizeof(float)
        && (long?)lanes.Step(place.Index) * place.Stride == sizeof(float);

    /// <summary>The address of lane 0's element.</summary>
    private void EmitFirstAddress(MemoryOperand place, int further)
    {
        scalars.Emit(place.Pointer);
        EmitFirstLane(Index32(place.Index!)!);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Ldc_I4, place.Stride);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Add);
        AddOffset(place.Offset + further);
    }

    private void EmitScattered(MemoryOperand place, int further)
    {
        scalars.Emit(place.Pointer);
        AddOffset(place.Offset + further);
        EmitValue(Index32(place.Index!)!);
        il.Emit(OpCodes.Ldc_I4, place.Stride);
    }

    private void AddOffset(int offset)
    {
        if (offset == 0)
            return;
        il.Emit(OpCodes.Ldc_I4, offset);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Add);
    }

    /// <summary>An integer's value on lane 0, computed as a scalar as far as its parts allow.</summary>
    private void EmitFirstLane(Expression expression)
    {
        if (lanes.IsUniform(expression) || expression is SpecialValue)
        {
            scalars.Emit(expression);
            return;
        }
        if (expression is Operation { Operator: Operator.Add or Operator.Subtract or Operator.Multiply } operation)
        {
            EmitFirstLane(operation.Operands[0]);
            EmitFirstLane(operation.Operands[1]);
            il.Emit(operation.Operator == Operator.Add ? OpCodes.Add
                : operation.Operator == Operator.Subtract ? OpCodes.Sub : OpCodes.Mul);
            return;
        }
        EmitValue(expression);
        Call("FirstLane", typeof(Vector256<int>));
    }

    private void EmitExchange(ExchangeLoad exchange)
    {
        var result = exchange.Shuffle.Result;
        state.EmitSlotAddress(plan.ExchangeSlot(exchange.Slot), result.Type, state.Item);
        state.EmitSpecial(SpecialRegister.LaneIndex);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Ldc_I4, result.Type.Size());
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Sub);
        state.EmitSpecial(SpecialRegister.LaneIndex);
        if (exchange.Shuffle is { Kind: not ShuffleKind.Up, Width: Constant { Int32: IrTypes.WarpSize } }
            && exchange.Shuffle.Lane is Constant { Int32: >= 0 and < IrTypes.WarpSize } lane)
        {
            scalars.Emit(lane);
            Call($"Exchange{exchange.Shuffle.Kind}", typeof(byte*), typeof(int), typeof(int));
            if (result.Type == ScalarType.Float32)
                Call("BitsToFloat", typeof(Vector256<int>));
            il.Emit(OpCodes.Stloc, VectorOf(result));
            return;
        }
        il.Emit(OpCodes.Ldc_I4, (int)exchange.Shuffle.Kind);
        scalars.Emit(exchange.Shuffle.Lane);
        scalars.Emit(exchange.Shuffle.Width);
        il.Emit(OpCodes.Ldloc, VectorOf(result));
        Call("Exchange", typeof(byte*), typeof(int), typeof(int), typeof(int), typeof(int), VectorType(result.Type));
        il.Emit(OpCodes.Stloc, VectorOf(result));
    }

    /// <summary>Leaves all ones in the lanes whose condition holds.</summary>
    private void EmitMask(Expression condition)
    {
        if (condition is not Operation operation || !ConstantFolding.IsComparison(operation.Operator))
        {
            EmitMask(new Operation(Operator.NotEqual, ScalarType.Int32, condition, Constant.Of(0)));
            return;
        }
        bool isFloat = operation.Operands[0].Type.IsFloat();
        var (name, swap, negate) = operation.Operator switch
        {
            Operator.Equal => ("Equal", false, false),
            Operator.NotEqual => ("Equal", false, true),
            Operator.Less => ("Less", false, false),
            Operator.Greater => ("Less", true, false),
            Operator.LessOrEqual => isFloat ? ("LessOrEqual", false, false) : ("Less", true, true),
            Operator.GreaterOrEqual => isFloat ? ("LessOrEqual", true, false) : ("Less", false, true),
            Operator.LessUnsigned => ("LessUnsigned", false, false),
            Operator.GreaterUnsigned => ("LessUnsigned", true, false),
            Operator.LessOrEqualUnsigned => ("LessUnsigned", true, true),
            Operator.GreaterOrEqualUnsigned => ("LessUnsigned", false, true),
            Operator.LessUnordered => ("LessOrEqual", true, true),
            Operator.GreaterUnordered => ("LessOrEqual", false, true),
            Operator.LessOrEqualUnordered => ("Less", true, true),
            _ => ("Less", false, true),
        };
        EmitValue(operation.Operands[swap ? 1 : 0]);
        EmitValue(operation.Operands[swap ? 0 : 1]);
        var type = VectorType(operation.Operands[0].Type);
        Call(name, type, type);
        if (negate)
            Call("Not", typeof(Vector256<int>));
    }

    private void EmitOperation(Operation operation)
    {
        if (operation.Operator == Operator.Select)
        {
            EmitMask(operation.Operands[0]);
            EmitValue(operation.Operands[1]);
            EmitValue(operation.Operands[2]);
            Call("Select", typeof(Vector256<int>), VectorType(operation.Type), VectorType(operation.Type));
            return;
        }
        if (Direct(operation) is { } direct)
        {
            EmitValue(operation.Operands[0]);
            for (int i = 1; i < operation.Operands.Length; i++)
            {
                if (direct.GetParameters()[i].ParameterType == typeof(int))
                    scalars.Emit(operation.Operands[i]);
                else
                    EmitValue(operation.Operands[i]);
            }
            il.Emit(OpCodes.Call, direct);
            return;
        }
        var (map, function) = Mapped(operation)!.Value;
        foreach (var operand in operation.Operands)
            EmitValue(operand);
        il.Emit(OpCodes.Ldftn, function);
        il.Emit(OpCodes.Call, map);
    }

    /// <summary>The vector function of the operator's name, if there is one for its operands.</summary>
    private MethodInfo? Direct(Operation operation)
    {
        var types = Array.ConvertAll(operation.Operands, operand => VectorType(operand.Type));
        if (operation.Operator is Operator.ShiftLeft or Operator.ShiftRight or Operator.ShiftRightUnsigned)
        {
            if (!lanes.IsUniform(operation.Operands[1]))
                return null;
            types[1] = typeof(int);
        }
        var method = typeof(VectorFunctions).GetMethod(operation.Operator.ToString(), types);
        return method?.ReturnType == VectorType(operation.Type) ? method : null;
    }

    /// <summary>A scalar function to call lane by lane, and what calls it.</summary>
    private static (MethodInfo Map, MethodInfo Function)? Mapped(Operation operation)
    {
        string name = operation.Operator switch
        {
            Operator.ShiftLeft or Operator.ShiftRight or Operator.ShiftRightUnsigned => operation.Operator + "Scalar",
            _ => operation.Operator.ToString(),
        };
        var types = Array.ConvertAll(operation.Operands, operand => ExpressionEmitter.ClrType(operand.Type));
        var function = typeof(VectorFunctions).GetMethod(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.ExactBinding, types)
            ?? ExpressionEmitter.ScalarFunction(operation);
        if (function is null || function.ReturnType != ExpressionEmitter.ClrType(operation.Type))
            return null;
        var parameters = types.Select(type => type == typeof(float) ? typeof(Vector256<float>) : typeof(Vector256<int>)).ToArray();
        var map = typeof(VectorFunctions).GetMethods().FirstOrDefault(method => method.Name == "Map"
            && method.GetParameters() is var actual && actual.Length == parameters.Length + 1
            && parameters.Select((type, i) => actual[i].ParameterType == type).All(same => same)
            && actual[^1].ParameterType.GetFunctionPointerReturnType() == function.ReturnType);
        return map is null ? null : (map, function);
    }

    private void Call(string name, params Type[] parameters) =>
        il.Emit(OpCodes.Call, typeof(VectorFunctions).GetMethod(name, parameters)
            ?? throw new InvalidOperationException($"VectorFunctions.{name} does not exist."));
}
