using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>A method's decoded body, what its instructions tell at a glance, and what its tokens name, looked up once.</summary>
internal sealed class MethodModel
{
    private readonly Dictionary<int, int> _indexOfOffset = [];
    private readonly Dictionary<int, Callee> _callees = [];
    private readonly Dictionary<int, FieldInfo> _fields = [];
    private readonly Dictionary<int, Type> _types = [];
    private readonly Type[]? _typeArguments;
    private readonly Type[]? _methodArguments;

    private MethodModel(MethodBase method, MethodBody body)
    {
        Method = method;
        Instructions = IlDecoder.Decode(body.GetILAsByteArray()!);
        LocalTypes = [.. body.LocalVariables.OrderBy(local => local.LocalIndex).Select(local => local.LocalType)];
        HasExceptionClauses = body.ExceptionHandlingClauses.Count > 0;
        _typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        _methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int i = 0; i < Instructions.Count; i++)
            _indexOfOffset[Instructions[i].Offset] = i;

        var parameters = method.GetParameters();
        var types = parameters.Select(parameter => parameter.ParameterType);
        var names = parameters.Select(parameter => parameter.Name ?? "");
        ArgumentTypes = method.IsStatic
            ? [.. types]
            : [method.DeclaringType!.IsValueType ? method.DeclaringType.MakeByRefType() : method.DeclaringType, .. types];
        ArgumentNames = method.IsStatic ? [.. names] : ["this", .. names];
        ArgumentIsWritable = Array.ConvertAll(
            ArgumentTypes, type => !type.IsByRef && !type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false));
        ReturnType = method is MethodInfo info ? info.ReturnType : typeof(void);
        ArgumentIsStored = new bool[ArgumentTypes.Length];
        ArgumentIsAddressed = new bool[ArgumentTypes.Length];
        ArgumentLoads = new int[ArgumentTypes.Length];
        foreach (var instruction in Instructions)
            Note(instruction);
    }

    public MethodBase Method { get; }

    public List<IlInstruction> Instructions { get; }

    public Type[] LocalTypes { get; }

    /// <summary>With `this` first, by reference for structs.</summary>
    public Type[] ArgumentTypes { get; }

    public string[] ArgumentNames { get; }

    /// <summary>False for references and readonly structs, which an address cannot change.</summary>
    public bool[] ArgumentIsWritable { get; }

    public Type ReturnType { get; }

    public bool HasExceptionClauses { get; }

    /// <summary>True if the body is one straight piece that ends with its only return.</summary>
    public bool IsStraight => Leaders.Count == 0;

    /// <summary>The offsets where blocks begin, apart from the first.</summary>
    public HashSet<int> Leaders { get; } = [];

    public bool[] ArgumentIsStored { get; }

    public bool[] ArgumentIsAddressed { get; }

    /// <summary>How often each argument is read or addressed.</summary>
    public int[] ArgumentLoads { get; }

    /// <summary>Decodes a method, or gives null if it has no IL.</summary>
    public static MethodModel? Of(MethodBase method) =>
        method.GetMethodBody() is { } body ? new MethodModel(method, body) : null;

    public int IndexOf(int offset) => _indexOfOffset[offset];

    public Callee ResolveMethod(int token)
    {
        if (!_callees.TryGetValue(token, out var callee))
            _callees[token] = callee = Callee.Of(Method.Module.ResolveMethod(token, _typeArguments, _methodArguments)!);
        return callee;
    }

    public FieldInfo ResolveField(int token)
    {
        if (!_fields.TryGetValue(token, out var field))
            _fields[token] = field = Method.Module.ResolveField(token, _typeArguments, _methodArguments)!;
        return field;
    }

    public Type ResolveType(int token)
    {
        if (!_types.TryGetValue(token, out var type))
            _types[token] = type = Method.Module.ResolveType(token, _typeArguments, _methodArguments);
        return type;
    }

    public MemberInfo ResolveMember(int token) => Method.Module.ResolveMember(token, _typeArguments, _methodArguments)!;

    private void Note(IlInstruction instruction)
    {
        var flow = instruction.OpCode.FlowControl;
        if (instruction.Targets is { } targets)
        {
            foreach (int target in targets)
                Leaders.Add(target);
            Leaders.Add(instruction.Next);
        }
        else if (flow is FlowControl.Branch or FlowControl.Cond_Branch)
        {
            Leaders.Add(instruction.Int32);
            if (flow == FlowControl.Cond_Branch)
                Leaders.Add(instruction.Next);
        }
        else if (instruction.OpCode == OpCodes.Starg || instruction.OpCode == OpCodes.Starg_S)
        {
            ArgumentIsStored[instruction.Int32] = true;
        }
        else if (instruction.OpCode == OpCodes.Ldarga || instruction.OpCode == OpCodes.Ldarga_S)
        {
            ArgumentIsAddressed[instruction.Int32] = true;
            ArgumentLoads[instruction.Int32]++;
        }
        else if (instruction.OpCode == OpCodes.Ldarg || instruction.OpCode == OpCodes.Ldarg_S)
        {
            ArgumentLoads[instruction.Int32]++;
        }
        else if (instruction.OpCode.Value >= OpCodes.Ldarg_0.Value && instruction.OpCode.Value <= OpCodes.Ldarg_3.Value)
        {
            ArgumentLoads[instruction.OpCode.Value - OpCodes.Ldarg_0.Value]++;
        }
    }
}
