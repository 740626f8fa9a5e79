using System.Reflection;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <content>Calls through type parameters.</content>
internal sealed partial class KernelBuilder
{
    private readonly Dictionary<(MethodBase Method, Type Type), Callee> _implementations = [];

    /// <summary>What a call through a type parameter really calls.</summary>
    public Callee Implementation(Callee callee, Type type)
    {
        if (!_implementations.TryGetValue((callee.Method, type), out var implementation))
            _implementations[(callee.Method, type)] = implementation = Callee.Of(FindImplementation(callee.Method, type));
        return implementation;
    }

    private MethodBase FindImplementation(MethodBase method, Type type)
    {
        if (!method.DeclaringType!.IsInterface)
        {
            if (method.DeclaringType == type || !method.IsVirtual)
                return method;
            throw Refuse($"{type.Name} does not itself implement {method.Name}");
        }
        var definition = method is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericMethodDefinition() : method;
        var map = type.GetInterfaceMap(method.DeclaringType);
        for (int i = 0; i < map.InterfaceMethods.Length; i++)
        {
            if (map.InterfaceMethods[i].MetadataToken != definition.MetadataToken || map.InterfaceMethods[i].Module != definition.Module)
                continue;
            var target = map.TargetMethods[i];
            if (target.DeclaringType!.IsInterface && !target.IsStatic)
                throw Refuse($"{type.Name} leaves {method.Name} to the interface; a struct in a kernel must implement it");
            return method.IsGenericMethod ? target.MakeGenericMethod(method.GetGenericArguments()) : target;
        }
        throw Refuse($"{type.Name} does not implement {Describe(method)}");
    }
}
