using System.Reflection;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>Calls: intrinsics first, everything else is inlined.</summary>
internal sealed partial class Interpreter
{
    private Type? _constrained;

    /// <summary>The builder, for intrinsics.</summary>
    public KernelBuilder Builder => _builder;

    private bool ExecuteCall(IlInstruction instruction, string name)
    {
        switch (name)
        {
            case "constrained.":
                _constrained = _model.ResolveType(instruction.Int32);
                return true;
            case "call" or "callvirt":
                Call(_model.ResolveMethod(instruction.Int32), name == "callvirt");
                return true;
            case "newobj":
                Construct((ConstructorInfo)_model.ResolveMethod(instruction.Int32));
                return true;
            default:
                return false;
        }
    }

    private void Call(MethodBase method, bool isVirtual)
    {
        var constrained = _constrained;
        _constrained = null;
        if (constrained is not null)
            method = Implementation(method, constrained);
        else if (isVirtual && method.IsVirtual && !method.DeclaringType!.IsValueType)
            throw _builder.Refuse($"the virtual call of {KernelBuilder.Describe(method)} cannot be resolved");

        int count = method.GetParameters().Length + (method.IsStatic ? 0 : 1);
        var arguments = new Value[count];
        for (int i = count - 1; i >= 0; i--)
            arguments[i] = Pop();
        Value? result;
        if (Intrinsics.Find(method) is { } intrinsic)
            result = intrinsic(this, method, arguments);
        else
            result = Inline(method, arguments);
        if (result is not null)
            Push(result);
    }

    /// <summary>Inlines a function of scalars.</summary>
    public ScalarValue InlineFunction(MethodInfo function, Value[] arguments) =>
        (ScalarValue)Inline(function, [.. arguments])!;

    /// <summary>Inlines what an intrinsic means where the target has no instruction for it.</summary>
    public Value? InlineBody(MethodBase method, Value[] arguments) => Inline(method, arguments);

    private Value? Inline(MethodBase method, Value[] arguments)
    {
        if (!method.IsStatic && !method.DeclaringType!.IsValueType)
            throw _builder.Refuse($"{KernelBuilder.Describe(method)} is a method of a class, which a kernel cannot have");
        var model = _builder.ModelOf(method);
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = Convert(arguments[i], model.ArgumentTypes[i]);
        return new Interpreter(_builder, model, this, arguments).Run();
    }

    private void Construct(ConstructorInfo constructor)
    {
        var type = constructor.DeclaringType!;
        if (typeof(Exception).IsAssignableFrom(type))
            throw _builder.Refuse("a kernel cannot throw");
        if (!type.IsValueType)
            throw _builder.Refuse($"a {type.Name} cannot be made in a kernel: it is a class");
        if (TypeShape.KindOf(type) != TypeKind.Struct)
            throw _builder.Refuse($"a {type.Name} cannot be made in a kernel");
        var parameters = constructor.GetParameters();
        var arguments = new Value[parameters.Length + 1];
        for (int i = parameters.Length; i > 0; i--)
            arguments[i] = Pop();
        var storage = Storage.For(_builder, type, "", Key($"n{_offset}"));
        arguments[0] = new LocalReference(storage);
        Inline(constructor, arguments);
        Push(storage.Read(_builder));
    }

    /// <summary>What a call through a type parameter really calls.</summary>
    private MethodBase Implementation(MethodBase method, Type type)
    {
        if (!method.DeclaringType!.IsInterface)
        {
            if (method.DeclaringType == type || !method.IsVirtual)
                return method;
            throw _builder.Refuse($"{type.Name} does not itself implement {method.Name}");
        }
        var definition = method is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericMethodDefinition() : method;
        var map = type.GetInterfaceMap(method.DeclaringType);
        for (int i = 0; i < map.InterfaceMethods.Length; i++)
        {
            if (map.InterfaceMethods[i].MetadataToken != definition.MetadataToken || map.InterfaceMethods[i].Module != definition.Module)
                continue;
            var target = map.TargetMethods[i];
            if (target.DeclaringType!.IsInterface && !target.IsStatic)
                throw _builder.Refuse($"{type.Name} leaves {method.Name} to the interface; a struct in a kernel must implement it");
            return method.IsGenericMethod ? target.MakeGenericMethod(method.GetGenericArguments()) : target;
        }
        throw _builder.Refuse($"{type.Name} does not implement {KernelBuilder.Describe(method)}");
    }
}
