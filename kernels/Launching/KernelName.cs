using System.Reflection;

namespace GpuNN.Kernels;

/// <summary>What a kernel is called in profiles and messages.</summary>
internal static class KernelName
{
    /// <summary>Its class and method, with the types it was made for: <c>TiledProduct.Multiply&lt;Half, ReLU&gt;</c>.</summary>
    public static string Of(MethodInfo kernel)
    {
        string type = kernel.DeclaringType is { } declaring ? Simple(declaring.Name) + "." : string.Empty;
        Type[] arguments = [.. kernel.DeclaringType?.GetGenericArguments() ?? [], .. kernel.GetGenericArguments()];
        return arguments.Length == 0 ? type + kernel.Name : $"{type}{kernel.Name}<{string.Join(", ", arguments.Select(Of))}>";
    }

    private static string Of(Type type)
    {
        Type[] arguments = type.GetGenericArguments();
        return arguments.Length == 0 ? type.Name : $"{Simple(type.Name)}<{string.Join(", ", arguments.Select(Of))}>";
    }

    private static string Simple(string name) => name.IndexOf('`', StringComparison.Ordinal) is > 0 and int tick ? name[..tick] : name;
}
