using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Clr;

/// <content>Memory: one access for neighbouring elements, one for each item elsewhere.</content>
internal sealed partial class VectorEmitter
{
    private bool IsUniformPlace(MemoryOperand place) => lanes.IsUniform(place.Pointer) && lanes.IsUniform(place.Index);

    private bool CanAddress(MemoryOperand place) => place.Space != AddressSpace.Local && lanes.IsUniform(place.Pointer)
        && (lanes.IsUniform(place.Index) || CanEmit(place.Index!) && (lanes.Step(place.Index) is not null || Index32(place.Index!) is not null));

    /// <summary>The 32-bit index that an index extends.</summary>
    private static Expression? Index32(Expression index) => index switch
    {
        { Type: ScalarType.Int32 } => index,
        Operation { Operator: Operator.ExtendSigned } extension => extension.Operands[0],
        _ => null,
    };

    private void EmitLoad(Load load)
    {
        var source = load.Source;
        if (IsQuad(load.Targets.Length, source))
        {
            var type = VectorType(source.Type.Scalar());
            ForEachVector(source.Type.Scalar(), () =>
            {
                EmitQuadAddress(source);
                foreach (var target in load.Targets)
                    il.Emit(OpCodes.Ldloca, target is null ? il.DeclareLocal(type) : Part(VectorsOf(target)));
                CallOnQuads("LoadQuads", source, type.MakeByRefType());
            });
            return;
        }
        for (int i = 0; i < load.Targets.Length; i++)
        {
            if (load.Targets[i] is { } target)
                EmitLoad(target, source, i * source.Type.Size());
        }
    }

    private void EmitLoad(Variable target, MemoryOperand source, int further)
    {
        if (lanes.IsUniform(target))
        {
            memory.EmitAddress(source, further);
            il.Emit(MemoryEmitter.LoadCode(source.Type));
            il.Emit(OpCodes.Stloc, state.LocalOf(target));
            return;
        }
        ForEachVector(target.Type, () =>
        {
            if (IsUniformPlace(source))
            {
                memory.EmitAddress(source, further);
                il.Emit(MemoryEmitter.LoadCode(source.Type));
                Call("Broadcast", ExpressionEmitter.ClrType(target.Type));
            }
            else if (IsContiguous(source))
            {
                EmitFirstAddress(source, further);
                Call(LoadName(target.Type), typeof(byte*));
            }
            else
            {
                Type index = EmitScattered(source, further, target.Type);
                if (target.Type == ScalarType.Int32)
                {
                    il.Emit(OpCodes.Ldc_I4, (int)source.Type);
                    Call("GatherInt32", typeof(byte*), index, typeof(int), typeof(int));
                }
                else
                {
                    Call($"Gather{target.Type}", typeof(byte*), index, typeof(int));
                }
            }
            il.Emit(OpCodes.Stloc, Part(VectorsOf(target)));
        });
    }

    private void EmitStore(Store store)
    {
        var target = store.Target;
        if (IsQuad(store.Values.Length, target))
        {
            ForEachVector(target.Type.Scalar(), () =>
            {
                EmitQuadAddress(target);
                Array.ForEach(store.Values, EmitValue);
                CallOnQuads("StoreQuads", target, VectorType(target.Type.Scalar()));
            });
            return;
        }
        for (int i = 0; i < store.Values.Length; i++)
            EmitStore(target, store.Values[i], i * target.Type.Size());
    }

    private void EmitStore(MemoryOperand target, Expression value, int further)
    {
        if (IsUniformPlace(target))
        {
            memory.EmitAddress(target, further);
            if (lanes.IsUniform(value))
                scalars.Emit(value);
            else
                EmitLastLane(value);
            il.Emit(MemoryEmitter.StoreCode(target.Type));
            return;
        }
        ForEachVector(value.Type, () =>
        {
            if (IsContiguous(target))
            {
                EmitFirstAddress(target, further);
                EmitValue(value);
                Call("Store", typeof(byte*), VectorType(value.Type));
            }
            else
            {
                Type index = EmitScattered(target, further, value.Type);
                EmitValue(value);
                if (value.Type == ScalarType.Int32)
                {
                    il.Emit(OpCodes.Ldc_I4, (int)target.Type);
                    Call("Scatter", typeof(byte*), index, typeof(int), typeof(Vector256<int>), typeof(int));
                }
                else
                {
                    Call("Scatter", typeof(byte*), index, typeof(int), VectorType(value.Type));
                }
            }
        });
    }

    /// <summary>What the last item would leave where all store.</summary>
    private void EmitLastLane(Expression value)
    {
        _first = items - Width(value.Type);
        EmitValue(value);
        _first = 0;
        Call("LastLane", VectorType(value.Type));
    }

    /// <summary>True for structs of four 32-bit numbers in different places.</summary>
    private bool IsQuad(int count, MemoryOperand place) => count == 4 && place.Type.Size() == sizeof(float) && !IsUniformPlace(place);

    /// <summary>The address of the first lane's struct and the distance to the next lane's, or the address, the indices and the stride.</summary>
    private void EmitQuadAddress(MemoryOperand place)
    {
        if (lanes.Step(place.Index) is { } step)
        {
            EmitFirstAddress(place, 0);
            il.Emit(OpCodes.Ldc_I4, step * place.Stride);
        }
        else
        {
            EmitScattered(place, 0, ScalarType.Int32);
        }
    }

    private void CallOnQuads(string name, MemoryOperand place, Type part)
    {
        if (lanes.Step(place.Index) is not null)
            Call(name, typeof(byte*), typeof(int), part, part, part, part);
        else
            Call(name, typeof(byte*), typeof(Vector256<int>), typeof(int), part, part, part, part);
    }

    /// <summary>True if the lanes access neighbouring elements of a vector's size.</summary>
    private bool IsContiguous(MemoryOperand place) => place.Type.Size() >= sizeof(float)
        && (long?)lanes.Step(place.Index) * place.Stride == place.Type.Size();

    /// <summary>The address of the element of the first lane at hand.</summary>
    private void EmitFirstAddress(MemoryOperand place, int further)
    {
        int first = _first;
        _first = 0;
        scalars.Emit(place.Pointer);
        EmitFirstLane(Index32(place.Index!) ?? place.Index!);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Ldc_I4, place.Stride);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Add);
        _first = first;
        AddOffset(place.Offset + further + first * lanes.Step(place.Index)!.Value * place.Stride);
    }

    /// <summary>Address, indices and stride; returns the type of the indices of <paramref name="element"/>'s lanes.</summary>
    private Type EmitScattered(MemoryOperand place, int further, ScalarType element)
    {
        Type type = IsWide(element) ? typeof(Vector128<int>) : typeof(Vector256<int>);
        if (Index32(place.Index!) is not { } index)
        {
            EmitFirstAddress(place, further);
            Call(IsWide(element) ? "FourLanes" : "EightLanes");
            il.Emit(OpCodes.Ldc_I4, lanes.Step(place.Index)!.Value * place.Stride);
            return type;
        }
        scalars.Emit(place.Pointer);
        AddOffset(place.Offset + further);
        if (IsWide(element))
            Half(() => EmitValue(index), ScalarType.Int32);
        else
            EmitValue(index);
        il.Emit(OpCodes.Ldc_I4, place.Stride);
        return type;
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
        if (expression is Operation { Operator: Operator.ExtendSigned } extension)
        {
            EmitFirstLane(extension.Operands[0]);
            il.Emit(OpCodes.Conv_I8);
            return;
        }
        EmitValue(expression);
        Call("FirstLane", VectorType(expression.Type));
    }
}
