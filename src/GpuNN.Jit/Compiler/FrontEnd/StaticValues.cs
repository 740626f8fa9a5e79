using System.Reflection;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>Values known when the kernel is compiled: static readonly fields and zeros.</summary>
internal static class StaticValues
{
    /// <summary>The present value of a static readonly field.</summary>
    public static Value Read(KernelBuilder builder, FieldInfo field)
    {
        string name = $"{field.DeclaringType?.Name}.{field.Name}";
        if (!field.IsInitOnly && !field.IsLiteral)
            throw builder.Refuse($"the static field {name} is not readonly");
        var kind = TypeShape.KindOf(field.FieldType);
        if (kind is not (TypeKind.Scalar or TypeKind.Struct))
            throw builder.Refuse($"the static field {name} is of type {field.FieldType.Name}; only scalars and structs of them can be read");
        return Of(builder, field.GetValue(null)!, field.FieldType);
    }

    /// <summary>default(type).</summary>
    public static Value Zero(KernelBuilder builder, Type type)
    {
        switch (TypeShape.KindOf(type))
        {
            case TypeKind.Scalar:
                return new ScalarValue(Constant.Zero(TypeShape.ElementOf(type)!.Value.Scalar()));
            case TypeKind.Struct:
                var fields = TypeShape.FieldsOf(type);
                var values = new Value[fields.Length];
                for (int i = 0; i < fields.Length; i++)
                    values[i] = Zero(builder, fields[i].FieldType);
                return new StructValue(type, values);
            default:
                throw builder.Refuse($"a default {type.Name} is not possible in a kernel");
        }
    }

    private static Value Of(KernelBuilder builder, object value, Type type)
    {
        if (type.IsEnum)
            value = System.Convert.ChangeType(value, Enum.GetUnderlyingType(type), System.Globalization.CultureInfo.InvariantCulture);
        Constant? constant = value switch
        {
            bool x => Constant.Of(x),
            sbyte x => Constant.Of((int)x),
            byte x => Constant.Of((int)x),
            short x => Constant.Of((int)x),
            ushort x => Constant.Of((int)x),
            char x => Constant.Of((int)x),
            int x => Constant.Of(x),
            uint x => Constant.Of((int)x),
            long x => Constant.Of(x),
            ulong x => Constant.Of((long)x),
            nint x => Constant.Of((long)x),
            nuint x => Constant.Of((long)x),
            float x => Constant.Of(x),
            double x => Constant.Of(x),
            _ => null,
        };
        if (constant is not null)
            return new ScalarValue(constant);
        if (TypeShape.KindOf(type) != TypeKind.Struct)
            throw builder.Refuse($"a static field holds a {type.Name}; only scalars and structs of them can be read");
        var fields = TypeShape.FieldsOf(type);
        var values = new Value[fields.Length];
        for (int i = 0; i < fields.Length; i++)
            values[i] = Of(builder, fields[i].GetValue(value)!, fields[i].FieldType);
        return new StructValue(type, values);
    }
}
