using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>Where a local, a stored argument, a returned value or a stack entry at a block's edge lives.</summary>
internal abstract class Storage
{
    public abstract Value Read(KernelBuilder builder);

    public abstract void Assign(KernelBuilder builder, Value value);

    /// <summary>Adds the variables that hold it.</summary>
    public abstract void CollectVariables(HashSet<Variable> variables);

    /// <summary>Storage for any value of a type; <paramref name="key"/> names the place across restarts.</summary>
    public static Storage For(KernelBuilder builder, Type type, string name, string key)
    {
        switch (TypeShape.KindOf(type))
        {
            case TypeKind.Scalar:
                return new ScalarStorage(builder.Ir.NewVariable(TypeShape.ElementOf(type)!.Value.Scalar(), name));
            case TypeKind.View:
                return new ViewStorage(type.GetGenericArguments()[0], name, key);
            case TypeKind.Reference:
                return new ReferenceStorage(name, key);
            case TypeKind.Struct:
                var fields = TypeShape.FieldsOf(type);
                var storages = new Storage[fields.Length];
                for (int i = 0; i < fields.Length; i++)
                {
                    string field = FieldName(fields[i].Name);
                    storages[i] = For(builder, fields[i].FieldType, name.Length == 0 ? field : $"{name}_{field}", $"{key}.{i}");
                }
                return new StructStorage(type, storages);
            default:
                throw builder.Refuse($"the type {type.Name} cannot be used in a kernel");
        }
    }

    /// <summary>Storage of the same shape as a value.</summary>
    public static Storage Like(KernelBuilder builder, Value value, string key) => value switch
    {
        ScalarValue scalar => new ScalarStorage(builder.Ir.NewVariable(scalar.Expression.Type)),
        StructValue structure => new StructStorage(
            structure.Type, [.. structure.Fields.Select((field, i) => Like(builder, field, $"{key}.{i}"))]),
        ViewValue view => new ViewStorage(view.Element, "", key),
        TypeValue => throw builder.Refuse("a type cannot be a value that depends on a condition"),
        _ => new ReferenceStorage("", key),
    };

    private static string FieldName(string name) =>
        name.StartsWith('<') && name.IndexOf('>') is > 1 and var end ? name[1..end] : name;
}

internal sealed class ScalarStorage(Variable variable) : Storage
{
    public override Value Read(KernelBuilder builder) => new ScalarValue(builder.KnownValueOf(variable));

    public override void Assign(KernelBuilder builder, Value value) =>
        builder.Assign(variable, builder.Coerce(builder.Scalar(value), variable.Type));

    public override void CollectVariables(HashSet<Variable> variables) => variables.Add(variable);
}

internal sealed class StructStorage(Type type, Storage[] fields) : Storage
{
    public Type Type { get; } = type;

    public Storage[] Fields { get; } = fields;

    public override Value Read(KernelBuilder builder)
    {
        var values = new Value[Fields.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = Fields[i].Read(builder);
        return new StructValue(Type, values);
    }

    public override void Assign(KernelBuilder builder, Value value)
    {
        if (value is not StructValue structure || structure.Fields.Length != Fields.Length)
            throw builder.Refuse($"a value that is no {Type.Name} is assigned to one");
        if (Fields.Length > 1)
        {
            var own = new HashSet<Variable>();
            CollectVariables(own);
            structure = (StructValue)builder.WithoutMentions(structure, own);
        }
        for (int i = 0; i < Fields.Length; i++)
            Fields[i].Assign(builder, structure.Fields[i]);
    }

    public override void CollectVariables(HashSet<Variable> variables)
    {
        foreach (var field in Fields)
            field.CollectVariables(variables);
    }
}

/// <summary>
/// A view. As long as every assignment brings the same parameter or allocation, that is what it is; when one does not,
/// the kernel is compiled anew with a variable.
/// </summary>
internal sealed class ViewStorage(Type element, string name, string key) : Storage
{
    private Expression? _pointer;
    private Expression? _length;
    private AddressSpace _space;

    public override Value Read(KernelBuilder builder)
    {
        if (_pointer is null)
            throw builder.Refuse("a view is used before it is assigned");
        return new ViewValue(element, _space, _pointer, _length is Variable length ? builder.KnownValueOf(length) : _length!);
    }

    public override void Assign(KernelBuilder builder, Value value)
    {
        if (value is not ViewValue view)
            throw builder.Refuse("a value that is no view is assigned to one");
        if (_pointer is null)
            _space = view.Space;
        else if (_space != view.Space)
            throw builder.Refuse("a view lies in shared memory on one path and in global memory on another");
        builder.AssignPointer(ref _pointer, view.Pointer, view.Space, name, key);
        if (_length is null)
        {
            bool isFixed = view.Length is Constant or Variable { IsParameter: true } && !builder.IsDynamic(key + "#");
            _length = isFixed ? view.Length : builder.Ir.NewVariable(ScalarType.Int64, name + "_length");
        }
        if (_length is Variable { IsParameter: false } variable)
            builder.Assign(variable, view.Length);
        else if (!Expressions.Same(_length, view.Length))
            builder.MakeDynamic(key + "#");
    }

    public override void CollectVariables(HashSet<Variable> variables)
    {
        if (_pointer is Variable { IsParameter: false } pointer)
            variables.Add(pointer);
        if (_length is Variable { IsParameter: false } length)
            variables.Add(length);
    }
}

/// <summary>A reference: to a variable, which must be always the same, or into memory.</summary>
internal sealed class ReferenceStorage(string name, string key) : Storage
{
    private Value? _fixed;
    private MemoryReference? _memory;
    private Variable? _index;
    private Expression? _pointer;

    public override Value Read(KernelBuilder builder)
    {
        if (_fixed is not null)
            return _fixed;
        if (_memory is null)
            throw builder.Refuse("a reference is used before it is assigned");
        return new MemoryReference(
            _memory.Type, _memory.Space, _pointer!, _index is null ? null : builder.KnownValueOf(_index),
            _memory.Stride, _index is null ? 0 : _memory.Offset, _index is null ? null : _memory.Length);
    }

    public override void Assign(KernelBuilder builder, Value value)
    {
        if (value is not MemoryReference memory)
        {
            bool same = _fixed switch
            {
                null => _memory is null,
                LocalReference local => value is LocalReference other && other.Target == local.Target,
                ValueReference read => value is ValueReference other && other.Target == read.Target,
                _ => false,
            };
            if (!same)
                throw builder.Refuse("a reference to a local variable must always refer to the same one");
            _fixed ??= value;
            return;
        }
        if (_fixed is not null)
            throw builder.Refuse("a reference refers to a local variable on one path and to memory on another");
        if (_memory is null)
        {
            _memory = memory;
            if (!builder.IsDynamic(key))
                _index = builder.Ir.NewVariable(memory.Index?.Type ?? ScalarType.Int32, name);
        }
        else if (_memory.Space != memory.Space)
        {
            throw builder.Refuse("a reference points into shared memory on one path and into global memory on another");
        }
        if (_index is null)
        {
            builder.AssignPointer(ref _pointer, builder.AddressOf(memory), memory.Space, name, key);
            return;
        }
        bool sameForm = _memory.Stride == memory.Stride && _memory.Offset == memory.Offset
            && (memory.Index?.Type ?? ScalarType.Int32) == _index.Type
            && (_memory == memory || Expressions.Same(_memory.Length, memory.Length) || _memory.Length is null)
            && (_pointer is null || Expressions.Same(_pointer, memory.Pointer))
            && memory.Pointer is AllocationAddress or Variable { IsParameter: true }
            && memory.Length is null or Constant or Variable { IsParameter: true };
        if (!sameForm)
            builder.MakeDynamic(key);
        _pointer = memory.Pointer;
        builder.Assign(_index, memory.Index ?? Constant.Of(0));
    }

    public override void CollectVariables(HashSet<Variable> variables)
    {
        if (_index is not null)
            variables.Add(_index);
        if (_pointer is Variable { IsParameter: false } pointer)
            variables.Add(pointer);
    }
}
