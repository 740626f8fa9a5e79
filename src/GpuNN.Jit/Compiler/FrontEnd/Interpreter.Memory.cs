using System.Reflection;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>Fields and references: variables stay variables, memory is loaded and stored.</summary>
internal sealed partial class Interpreter
{
    private bool ExecuteMemory(IlInstruction instruction, string name)
    {
        int token = instruction.Int32;
        switch (name)
        {
            case "ldfld":
                Push(LoadField(Pop(), _model.ResolveField(token)));
                return true;
            case "ldflda":
                Push(FieldReference(Pop(), _model.ResolveField(token)));
                return true;
            case "stfld":
                var value = Pop();
                var field = _model.ResolveField(token);
                Store(FieldReference(Pop(), field), value, field.FieldType);
                return true;
            case "ldsfld":
                Push(StaticValues.Read(_builder, _model.ResolveField(token)));
                return true;
            case "ldsflda":
                Push(new ValueReference(StaticValues.Read(_builder, _model.ResolveField(token))));
                return true;
            case "ldobj":
                Push(LoadReference(Pop(), _model.ResolveType(token)));
                return true;
            case "stobj":
                var stored = Pop();
                Store(Pop(), stored, _model.ResolveType(token));
                return true;
            case "cpobj":
                var type = _model.ResolveType(token);
                var source = LoadReference(Pop(), type);
                Store(Pop(), source, type);
                return true;
            case "initobj":
                var cleared = _model.ResolveType(token);
                var target = Pop();
                Store(target, StaticValues.Zero(_builder, cleared), cleared);
                return true;
            case "sizeof":
                Push(Constant.Of(TypeShape.SizeOf(_model.ResolveType(token))));
                return true;
            case "ldtoken":
                Push(new TypeValue(_model.ResolveMember(token) as Type
                    ?? throw _builder.Refuse("constant spans and method tokens are not possible in a kernel")));
                return true;
            default:
                if (name.StartsWith("ldind.", StringComparison.Ordinal))
                {
                    Push(LoadReference(Pop(), null));
                    return true;
                }
                if (!name.StartsWith("stind.", StringComparison.Ordinal))
                    return false;
                var scalar = Pop();
                Store(Pop(), scalar, null);
                return true;
        }
    }

    private Value LoadField(Value owner, FieldInfo field) => owner switch
    {
        StructValue structure => structure.Fields[TypeShape.IndexOf(structure.Type, field)],
        ValueReference { Target: StructValue structure } => structure.Fields[TypeShape.IndexOf(structure.Type, field)],
        LocalReference or MemoryReference => LoadReference(FieldReference(owner, field), field.FieldType),
        _ => throw _builder.Refuse($"the field {field.DeclaringType?.Name}.{field.Name} cannot be read in a kernel"),
    };

    private Value FieldReference(Value owner, FieldInfo field)
    {
        switch (owner)
        {
            case LocalReference { Target: StructStorage structure }:
                return new LocalReference(structure.Fields[TypeShape.IndexOf(structure.Type, field)]);
            case ValueReference { Target: StructValue structure }:
                return new ValueReference(structure.Fields[TypeShape.IndexOf(structure.Type, field)]);
            case MemoryReference memory:
                return new MemoryReference(
                    field.FieldType, memory.Space, memory.Pointer, memory.Index, memory.Stride,
                    memory.Offset + TypeShape.OffsetOf(field), memory.Length);
            default:
                throw _builder.Refuse($"the field {field.DeclaringType?.Name}.{field.Name} cannot be reached in a kernel");
        }
    }

    private Value LoadReference(Value reference, Type? type)
    {
        switch (reference)
        {
            case LocalReference local:
                return local.Target.Read(_builder);
            case ValueReference read:
                return read.Target;
            case MemoryReference memory:
                return LoadMemory(memory, type is null || TypeShape.KindOf(type) == TypeKind.Scalar ? memory.Type : type);
            default:
                throw _builder.Refuse("a pointer is read that the compiler cannot follow");
        }
    }

    private Value LoadMemory(MemoryReference memory, Type type)
    {
        var leaves = TypeShape.LeavesOf(type);
        var targets = new Variable[leaves.Length];
        for (int i = 0; i < leaves.Length; i++)
            targets[i] = _builder.NewTemporary(leaves[i].Type.Scalar());
        if (TypeShape.IsVector(type))
        {
            _builder.Emit(new Load(targets, memory.Operand(leaves[0])) { Position = Position });
        }
        else
        {
            for (int i = 0; i < leaves.Length; i++)
                _builder.Emit(new Load([targets[i]], memory.Operand(leaves[i])) { Position = Position });
        }
        int next = 0;
        return Assemble(type, targets, ref next);
    }

    private Value Assemble(Type type, Expression[] leaves, ref int next)
    {
        switch (TypeShape.KindOf(type))
        {
            case TypeKind.Scalar:
                return new ScalarValue(leaves[next++]);
            case TypeKind.Struct:
                var fields = TypeShape.FieldsOf(type);
                var values = new Value[fields.Length];
                for (int i = 0; i < fields.Length; i++)
                    values[i] = Assemble(fields[i].FieldType, leaves, ref next);
                return new StructValue(type, values);
            default:
                throw _builder.Refuse($"memory cannot hold a {type.Name}");
        }
    }

    private void Store(Value reference, Value value, Type? type)
    {
        switch (reference)
        {
            case LocalReference local:
                local.Target.Assign(_builder, type is null ? value : Convert(value, type));
                break;
            case MemoryReference memory:
                StoreMemory(memory, value, type is null || TypeShape.KindOf(type) == TypeKind.Scalar ? memory.Type : type);
                break;
            case ValueReference:
                throw _builder.Refuse("an argument passed by value, or a static field, is written through a reference");
            default:
                throw _builder.Refuse("a pointer is written that the compiler cannot follow");
        }
    }

    private void StoreMemory(MemoryReference memory, Value value, Type type)
    {
        var leaves = TypeShape.LeavesOf(type);
        var values = new List<Expression>(leaves.Length);
        Flatten(value, values);
        if (values.Count != leaves.Length)
            throw _builder.Refuse($"a value of another shape is stored as {type.Name}");
        for (int i = 0; i < leaves.Length; i++)
            values[i] = _builder.Coerce(values[i], leaves[i].Type.Scalar());
        if (TypeShape.IsVector(type))
        {
            _builder.Emit(new Store(memory.Operand(leaves[0]), [.. values]) { Position = Position });
            return;
        }
        for (int i = 0; i < leaves.Length; i++)
            _builder.Emit(new Store(memory.Operand(leaves[i]), [values[i]]) { Position = Position });
    }

    private void Flatten(Value value, List<Expression> leaves)
    {
        switch (value)
        {
            case ScalarValue scalar:
                leaves.Add(scalar.Expression);
                break;
            case StructValue structure:
                foreach (var field in structure.Fields)
                    Flatten(field, leaves);
                break;
            default:
                throw _builder.Refuse("views and references cannot be stored in memory");
        }
    }
}
