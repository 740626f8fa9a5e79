using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace GpuNN.Tests.Docs;

/// <summary>Writes down what an assembly offers: a line for each type and for each member that users can reach, sorted, so
/// that a change is a changed line. What the compiler adds to records is left out.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(char)] = "char",
    };

    /// <summary>The lines of some assemblies.</summary>
    public static IReadOnlyList<string> Of(params Assembly[] assemblies)
    {
        IEnumerable<string> lines = assemblies.SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal)).SelectMany(Lines);
        return [.. lines.Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Lines(Type type)
    {
        string name = FullName(type);
        yield return $"{name} : {Kind(type)}{Bases(type)}";
        if (type.IsEnum)
        {
            foreach (string value in Enum.GetNames(type))
                yield return $"{name}.{value} = {Convert.ToInt64(Enum.Parse(type, value), CultureInfo.InvariantCulture)}";
            yield break;
        }

        if (type.BaseType == typeof(MulticastDelegate))
        {
            yield return $"{name}{Method(type.GetMethod("Invoke")!)}";
            yield break;
        }

        foreach (ConstructorInfo constructor in type.GetConstructors(Declared).Where(IsReachable))
        {
            if (!constructor.IsStatic) yield return $"{name}.new({Parameters(constructor)})";
        }

        foreach (FieldInfo field in type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly))
        {
            string modifier = field.IsLiteral ? "const " : field.IsStatic ? "static " : string.Empty;
            yield return $"{name}.{field.Name} : {modifier}{Name(field.FieldType, Nullability.Create(field))}";
        }

        foreach (PropertyInfo property in type.GetProperties(Declared))
        {
            MethodInfo[] accessors = [.. property.GetAccessors(nonPublic: true).Where(IsReachable)];
            if (accessors.Length == 0 || property.Name == "EqualityContract") continue;
            string uses = string.Join(" ", accessors.Select(Accessor));
            ParameterInfo[] indices = property.GetIndexParameters();
            string index = indices.Length == 0 ? string.Empty : $"[{string.Join(", ", indices.Select(Parameter))}]";
            yield return $"{name}.{property.Name}{index} {{ {uses} }} : {(accessors[0].IsStatic ? "static " : string.Empty)}{Name(property.PropertyType, Nullability.Create(property))}";
        }

        foreach (EventInfo declared in type.GetEvents(Declared).Where(declared => declared.AddMethod is { } add && IsReachable(add)))
            yield return $"{name}.{declared.Name} : event {Name(declared.EventHandlerType!)}";
        foreach (MethodInfo method in type.GetMethods(Declared).Where(IsReachable))
        {
            bool isOperator = method.Name.StartsWith("op_", StringComparison.Ordinal);
            bool isGenerated = method.IsDefined(typeof(CompilerGeneratedAttribute)) || method.Name.StartsWith('<');
            if ((method.IsSpecialName && !isOperator) || isGenerated || method.Name == "Finalize") continue;
            yield return $"{name}.{method.Name}{Method(method)}";
        }
    }

    private static string FullName(Type type) =>
        $"{(type.IsNested ? FullName(type.DeclaringType!) : type.Namespace)}.{Name(type)}";

    private static bool IsReachable(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Accessor(MethodInfo accessor)
    {
        bool isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        string verb = accessor.ReturnType != typeof(void) ? "get;" : isInit ? "init;" : "set;";
        return accessor.IsPublic ? verb : $"protected {verb}";
    }

    private static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : string.Empty;
        string modifier = method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : string.Empty;
        string access = method.IsPublic ? string.Empty : "protected ";
        return $"{generic}({Parameters(method)}) : {access}{modifier}{Name(method.ReturnType, Nullability.Create(method.ReturnParameter))}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var text = new StringBuilder();
        if (parameter.Position == 0 && parameter.Member.IsDefined(typeof(ExtensionAttribute))) text.Append("this ");
        if (parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute))) text.Append("params ");
        if (parameter.ParameterType.IsByRef) text.Append(parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ");
        Type type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        text.Append(Name(type, Nullability.Create(parameter))).Append(' ').Append(parameter.Name);
        if (parameter.HasDefaultValue) text.Append(" = ").Append(Default(parameter.DefaultValue, type));
        return text.ToString();
    }

    private static string Default(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        bool flag => flag ? "true" : "false",
        string quoted => $"\"{quoted}\"",
        _ when type.IsEnum => $"{type.Name}.{Enum.GetName(type, value)}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.BaseType == typeof(MulticastDelegate) ? "delegate"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class" : "class";

    private static string Bases(Type type)
    {
        if (type.IsEnum || type.BaseType == typeof(MulticastDelegate)) return string.Empty;
        IEnumerable<Type> inherited = type.GetInterfaces().SelectMany(parent => parent.GetInterfaces());
        if (type.BaseType is { } ancestor) inherited = inherited.Concat(ancestor.GetInterfaces());
        IEnumerable<string> names = type.GetInterfaces().Except(inherited).Where(parent => parent.IsVisible).Select(Name).Order(StringComparer.Ordinal);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)) names = names.Prepend(Name(parent));
        string joined = string.Join(", ", names);
        return joined.Length == 0 ? string.Empty : $" ({joined})";
    }

    private static string Name(Type type) => Name(type, null);

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Name(underlying) + "?";
        string mark = !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? "?" : string.Empty;
        if (type.IsArray) return $"{Name(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (type.IsPointer) return Name(type.GetElementType()!) + "*";
        if (type.IsByRef) return "ref " + Name(type.GetElementType()!);
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword + mark;
        if (type.IsGenericParameter) return type.Name + mark;
        if (!type.IsGenericType) return type.Name + mark;
        Type[] arguments = type.GetGenericArguments();
        NullabilityInfo[] states = nullability?.GenericTypeArguments ?? [];
        string[] names = [.. arguments.Select((argument, index) => Name(argument, index < states.Length ? states[index] : null))];
        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return $"{(tick < 0 ? type.Name : type.Name[..tick])}<{string.Join(", ", names)}>{mark}";
    }
}
