extern alias product;

using System.Reflection;
using System.Reflection.Emit;
using GpuNN.Jit.Compiler.FrontEnd;

namespace GpuNN.Jit.Tests.Kernels;

/// <summary>
/// The kernels that the GPU backend can load, with the type arguments it loads them with. Found as an ahead-of-time compiler
/// finds code: from the backend's methods that are not generic, through what each names, type arguments put in.
/// </summary>
internal sealed class ProjectKernels
{
    private const string Backend = "GpuNN.Backends.Gpu";
    private const BindingFlags All =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Assembly s_product = typeof(product::GpuNN.Device).Assembly;
    private static readonly Assembly s_kernels = Assembly.Load("GpuNN.Kernels");
    private static readonly Lazy<IReadOnlyList<MethodInfo>> s_found = new(() => new ProjectKernels().Find());

    private readonly HashSet<MethodBase> _visited = [];
    private readonly Stack<MethodBase> _pending = new();
    private readonly SortedDictionary<string, MethodInfo> _kernels = new(StringComparer.Ordinal);

    /// <summary>Every kernel, closed, in the order of its name.</summary>
    public static IReadOnlyList<MethodInfo> Found => s_found.Value;

    /// <summary>A kernel's class and method, with the types they were made for.</summary>
    public static string NameOf(MethodInfo kernel) => $"{NameOf(kernel.DeclaringType!)}.{kernel.Name}{Arguments(kernel.GetGenericArguments())}";

    private static string NameOf(Type type) =>
        type.IsGenericType ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] + Arguments(type.GetGenericArguments()) : type.Name;

    private static string Arguments(Type[] types) => types.Length == 0 ? "" : $"<{string.Join(", ", types.Select(NameOf))}>";

    private static bool IsOurs(Type type) =>
        type.Assembly == s_kernels || type.Assembly == s_product && type.FullName!.StartsWith(Backend, StringComparison.Ordinal);

    private List<MethodInfo> Find()
    {
        foreach (var type in s_product.GetTypes().Concat(s_kernels.GetTypes()).Where(type => IsOurs(type) && !type.ContainsGenericParameters))
        {
            foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
                Add(method);
        }
        while (_pending.TryPop(out var method))
            Visit(method);
        return [.. _kernels.Values];
    }

    private void Add(MethodBase method)
    {
        if (method.ContainsGenericParameters || method.DeclaringType is not { } owner || !IsOurs(owner) || !_visited.Add(method))
            return;
        _pending.Push(method);
        if (owner.TypeInitializer is { } initializer && _visited.Add(initializer))
            _pending.Push(initializer);
    }

    private void Visit(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            return;
        Type[]? ownerArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        Type[]? arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        Type? constrained = null;
        foreach (var instruction in IlDecoder.Decode(code))
        {
            switch (instruction.OpCode.OperandType)
            {
                case OperandType.InlineType when instruction.OpCode == OpCodes.Constrained:
                    constrained = method.Module.ResolveType(instruction.Int32, ownerArguments, arguments);
                    continue;
                case OperandType.InlineField:
                    if (method.Module.ResolveField(instruction.Int32, ownerArguments, arguments)!.DeclaringType!.TypeInitializer is { } initializer)
                        Add(initializer);
                    break;
                case OperandType.InlineMethod:
                    var named = method.Module.ResolveMethod(instruction.Int32, ownerArguments, arguments)!;
                    var target = constrained is not null && named.DeclaringType!.IsInterface ? Implementation(named, constrained) : named;
                    if (target is not null)
                        Take(target, instruction.OpCode == OpCodes.Ldftn);
                    break;
                default:
                    break;
            }
            constrained = null;
        }
    }

    /// <summary>A kernel is a static method without a result that somebody makes a delegate of; all else is followed.</summary>
    private void Take(MethodBase target, bool asDelegate)
    {
        bool isKernel = asDelegate && target is MethodInfo { IsStatic: true } method && method.ReturnType == typeof(void)
            && target.DeclaringType!.Assembly == s_kernels && !target.Name.Contains('<', StringComparison.Ordinal);
        if (isKernel)
            _kernels.TryAdd(NameOf((MethodInfo)target), (MethodInfo)target);
        else
            Add(target);
    }

    /// <summary>What a call through a type argument calls, or null where that is no method of the project.</summary>
    private static MethodBase? Implementation(MethodBase method, Type type)
    {
        if (!IsOurs(type) || type.IsInterface)
            return null;
        var definition = method is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericMethodDefinition() : method;
        var map = type.GetInterfaceMap(method.DeclaringType!);
        for (int i = 0; i < map.InterfaceMethods.Length; i++)
        {
            if (map.InterfaceMethods[i].MetadataToken == definition.MetadataToken && map.InterfaceMethods[i].Module == definition.Module)
                return method.IsGenericMethod ? map.TargetMethods[i].MakeGenericMethod(method.GetGenericArguments()) : map.TargetMethods[i];
        }
        return null;
    }
}
