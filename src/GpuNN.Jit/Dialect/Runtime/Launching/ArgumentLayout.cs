using System.Reflection;

namespace GpuNN.Jit.Launching;

/// <summary>
/// The leaves of a kernel parameter, depth first in the order of its fields: the compiler numbers a kernel's scalar
/// parameters in the same order.
/// </summary>
internal static class ArgumentLayout
{
    /// <summary>The leaves of a parameter of type <paramref name="type"/>.</summary>
    /// <exception cref="NotSupportedException">The type holds something that cannot be passed to a kernel.</exception>
    public static ArgumentLeaf[] Of(Type type)
    {
        var leaves = new List<ArgumentLeaf>();
        Collect(type, 0, "", constant: false, leaves);
        return [.. leaves];
    }

    private static void Collect(Type type, int offset, string path, bool constant, List<ArgumentLeaf> leaves)
    {
        if (type.IsEnum)
            type = Enum.GetUnderlyingType(type);
        if (type.IsPrimitive || type.IsPointer)
        {
            ArgumentKind kind = constant ? ArgumentKind.Constant : ArgumentKind.Scalar;
            leaves.Add(new ArgumentLeaf(kind, offset, type, ManagedLayout.SizeOf(type), path));
            return;
        }
        if (!type.IsValueType)
        {
            throw new NotSupportedException(
                $"A kernel parameter holds the reference type {type}{(path.Length > 0 ? " at " + path : "")}; only primitives, views and structs of them can be passed.");
        }
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ArrayView<>))
        {
            Type element = type.GetGenericArguments()[0];
            leaves.Add(new ArgumentLeaf(ArgumentKind.View, offset, element, ManagedLayout.SizeOf(element), path));
            return;
        }
        constant |= type.IsGenericType && type.GetGenericTypeDefinition() == typeof(SpecializedValue<>);
        FieldInfo[] fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        foreach (FieldInfo field in fields.OrderBy(field => field.MetadataToken))
        {
            string fieldPath = path.Length == 0 ? field.Name : path + "." + field.Name;
            Collect(field.FieldType, offset + ManagedLayout.OffsetOf(field), fieldPath, constant, leaves);
        }
    }
}

/// <summary>The leaves of a kernel parameter of type <typeparamref name="T"/>, found once.</summary>
/// <typeparam name="T">The type of the parameter.</typeparam>
internal static class ArgumentLayout<T>
{
    /// <summary>The leaves in the order of the kernel's parameters.</summary>
    public static readonly ArgumentLeaf[] Leaves = ArgumentLayout.Of(typeof(T));
}
