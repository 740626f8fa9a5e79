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
                Construct((ConstructorInfo)_model.ResolveMethod(instruction.Int32).Method);
                return true;
            default:
                return false;
        }
    }

    private void Call(Callee callee, bool isVirtual)
    {
        var constrained = _constrained;
        _constrained = null;
        if (constrained is not null)
            callee = _builder.Implementation(callee, constrained);
        else if (isVirtual && callee.Method.IsVirtual && !callee.Method.DeclaringType!.IsValueType)
            throw _builder.Refuse($"the virtual call of {KernelBuilder.Describe(callee.Method)} cannot be resolved");

        var arguments = new Value[callee.ArgumentCount];
        for (int i = arguments.Length - 1; i >= 0; i--)
            arguments[i] = Pop();
        var result = callee.Meaning is { } meaning ? meaning(this, callee.Method, arguments) : Inline(callee.Method, arguments);
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
}
