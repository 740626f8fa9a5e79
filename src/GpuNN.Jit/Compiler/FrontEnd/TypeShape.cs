using System.Collections.Concurrent;
using System.Reflection;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Launching;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>How the compiler sees a managed type.</summary>
internal enum TypeKind : byte
{
    Void,
    Scalar,
    Struct,
    View,
    Reference,
    Refused,
}

/// <summary>A scalar somewhere inside an element of memory.</summary>
internal readonly record struct Leaf(int Offset, ElementType Type);

/// <summary>Fields, sizes and leaves of managed types as the runtime lays them out.</summary>
internal static class TypeShape
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> s_fields = new();
    private static readonly ConcurrentDictionary<FieldInfo, int> s_offsets = new();
    private static readonly ConcurrentDictionary<Type, int> s_sizes = new();
    private static readonly ConcurrentDictionary<Type, Leaf[]> s_leaves = new();

    public static TypeKind KindOf(Type type)
    {
        if (type == typeof(void))
            return TypeKind.Void;
        if (type.IsByRef)
            return TypeKind.Reference;
        if (type.IsEnum || type.IsPrimitive)
            return TypeKind.Scalar;
        if (IsView(type))
            return TypeKind.View;
        return type.IsValueType && !type.IsByRefLike ? TypeKind.Struct : TypeKind.Refused;
    }

    public static bool IsView(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ArrayView<>);

    /// <summary>The instance fields in order of declaration.</summary>
    public static FieldInfo[] FieldsOf(Type type) => s_fields.GetOrAdd(type, static key =>
        [.. key.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).OrderBy(f => f.MetadataToken)]);

    public static int IndexOf(Type type, FieldInfo field)
    {
        var fields = FieldsOf(type);
        for (int i = 0; i < fields.Length; i++)
            if (fields[i].MetadataToken == field.MetadataToken)
                return i;
        return -1;
    }

    public static int OffsetOf(FieldInfo field) => s_offsets.GetOrAdd(field, static key =>
        FieldsOf(key.DeclaringType!).Length == 1 ? 0 : ManagedLayout.OffsetOf(key));

    public static int SizeOf(Type type) => ElementOf(type) is { } element
        ? element.Size()
        : s_sizes.GetOrAdd(type, ManagedLayout.SizeOf);

    /// <summary>The memory type of a primitive or an enum; null for others.</summary>
    public static ElementType? ElementOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => ElementType.Int8,
        TypeCode.Byte or TypeCode.Boolean => ElementType.UInt8,
        TypeCode.Int16 => ElementType.Int16,
        TypeCode.UInt16 or TypeCode.Char => ElementType.UInt16,
        TypeCode.Int32 or TypeCode.UInt32 => ElementType.Int32,
        TypeCode.Int64 or TypeCode.UInt64 => ElementType.Int64,
        TypeCode.Single => ElementType.Float32,
        TypeCode.Double => ElementType.Float64,
        _ => type == typeof(nint) || type == typeof(nuint) ? ElementType.Int64 : null,
    };

    /// <summary>The scalars of an element, depth first.</summary>
    public static Leaf[] LeavesOf(Type type) => s_leaves.GetOrAdd(type, static key =>
    {
        var leaves = new List<Leaf>();
        Collect(key, 0, leaves);
        return [.. leaves];
    });

    /// <summary>True if an element is one vector access: 2 or 4 equal leaves that fill 8 or 16 bytes.</summary>
    public static bool IsVector(Type type)
    {
        var leaves = LeavesOf(type);
        int size = SizeOf(type);
        if (leaves.Length is not (2 or 4) || size is not (8 or 16) || leaves[0].Type.Size() * leaves.Length != size)
            return false;
        for (int i = 0; i < leaves.Length; i++)
            if (leaves[i].Type != leaves[0].Type || leaves[i].Offset != i * leaves[0].Type.Size())
                return false;
        return leaves[0].Type.Size() >= 4;
    }

    private static void Collect(Type type, int offset, List<Leaf> leaves)
    {
        if (ElementOf(type) is { } element)
        {
            leaves.Add(new(offset, element));
            return;
        }
        foreach (var field in FieldsOf(type))
            Collect(field.FieldType, offset + OffsetOf(field), leaves);
    }
}
