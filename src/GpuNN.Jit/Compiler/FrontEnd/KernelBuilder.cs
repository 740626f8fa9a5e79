using System.Reflection;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>A place that was taken for constant is not: compile again, knowing that.</summary>
internal sealed class DynamicPlaceException(string key) : Exception
{
    public string Key { get; } = key;
}

/// <summary>Builds the IR of one kernel: its parameters, the block at hand, and what the front end emits into it.</summary>
internal sealed partial class KernelBuilder
{
    private const int StatementLimit = 200_000;

    private readonly CompilationOptions _options;
    private readonly HashSet<string> _dynamicPlaces;
    private readonly Dictionary<MethodBase, MethodModel> _models = [];
    private readonly Dictionary<MethodBase, MethodPositions> _positions = [];
    private readonly Dictionary<Variable, Expression> _known = [];
    private int _statements;

    public KernelBuilder(MethodInfo method, CompilationOptions options, HashSet<string> dynamicPlaces)
    {
        _options = options;
        _dynamicPlaces = dynamicPlaces;
        Ir = new KernelIr(method);
        Current = NewBlock();
    }

    public KernelIr Ir { get; }

    /// <summary>The block that statements go to.</summary>
    public Block Current { get; private set; }

    /// <summary>The innermost method being interpreted.</summary>
    public Interpreter? Frame { get; set; }

    /// <summary>Whether the target loads matrices and copies asynchronously by instructions of its own.</summary>
    public bool HasWarpMatrices => _options.HasWarpMatrices;

    /// <summary>The method that stands for an operator on this target, or null.</summary>
    public MethodInfo? MathFunction(Operator op, ScalarType type) => _options.MathFunctions?.Invoke(op, type);

    public KernelIr Build()
    {
        var method = Ir.Method;
        if (!method.IsStatic)
            throw Refuse("a kernel must be a static method (no lambda, no local function that captures)");
        if (method.ReturnType != typeof(void))
            throw Refuse("a kernel returns nothing");
        if (method.ContainsGenericParameters)
            throw Refuse("the kernel's type arguments are not given");

        var arguments = BindParameters(method, out var extents);
        var end = NewBlock();
        if (extents.Length > 0)
            Guard((StructValue)arguments[0], extents, end);
        new Interpreter(this, ModelOf(method), null, arguments).Run();
        Current.Terminator = new Jump(end);
        return Ir;
    }

    public Block NewBlock()
    {
        var block = new Block(Ir.Blocks.Count);
        Ir.Blocks.Add(block);
        return block;
    }

    /// <summary>Goes on in a block that other blocks may reach.</summary>
    public void Continue(Block block)
    {
        Current = block;
        _known.Clear();
    }

    public MethodModel ModelOf(MethodBase method)
    {
        if (_models.TryGetValue(method, out var model))
            return model;
        model = MethodModel.Of(method) ?? throw Refuse($"{Describe(method)} has no IL and is no intrinsic");
        if (model.HasExceptionClauses)
            throw Refuse($"{Describe(method)} uses try, using, lock or foreach over an enumerator");
        return _models[method] = model;
    }

    public MethodPositions PositionsOf(MethodBase method)
    {
        if (!_positions.TryGetValue(method, out var positions))
            _positions[method] = positions = SourceMap.Of(method);
        return positions;
    }

    public static string Describe(MethodBase method) => $"{method.DeclaringType?.Name}.{method.Name}";

    /// <summary>The exception that says what is not allowed, and where.</summary>
    public KernelCompilationException Refuse(string reason)
    {
        var position = Frame?.Position ?? PositionsOf(Ir.Method).At(0);
        string kernel = $"{Ir.Method.DeclaringType?.Name}.{Ir.Name}";
        return new(kernel, reason, position.Method, position.File, position.Line);
    }

    public bool IsDynamic(string key) => _dynamicPlaces.Contains(key);

    public void MakeDynamic(string key) => throw new DynamicPlaceException(key);

    public void Emit(Statement statement)
    {
        if (++_statements > StatementLimit)
            throw Refuse("the kernel is too large once everything is inlined");
        Current.Statements.Add(statement);
    }

    public Expression Make(Operator op, ScalarType type, params Expression[] operands) =>
        ConstantFolding.Make(op, type, operands);

    public Expression Scalar(Value value) => value switch
    {
        ScalarValue scalar => scalar.Expression,
        StructValue { Fields.Length: 1 } structure => Scalar(structure.Fields[0]),
        _ => throw Refuse("a scalar is needed here"),
    };

    /// <summary>The same number as another type, where IL leaves the conversion to the stack.</summary>
    public Expression Coerce(Expression value, ScalarType type)
    {
        if (value.Type == type)
            return value;
        return (value.Type, type) switch
        {
            (ScalarType.Float32, ScalarType.Float64) or (ScalarType.Float64, ScalarType.Float32) =>
                Make(Operator.FloatToFloat, type, value),
            (ScalarType.Int32, ScalarType.Int64) => Make(Operator.ExtendSigned, type, value),
            (ScalarType.Int64, ScalarType.Int32) => Make(Operator.Truncate, type, value),
            _ => throw Refuse($"a value of type {value.Type} is used as {type}"),
        };
    }

    /// <summary>What a variable is known to hold at this place: a stable leaf, or the variable itself.</summary>
    public Expression KnownValueOf(Variable variable) => _known.GetValueOrDefault(variable, variable);

    /// <summary>variable = value, saving first what pending expressions still need of the old value.</summary>
    public void Assign(Variable variable, Expression value)
    {
        for (var frame = Frame; frame is not null; frame = frame.Caller)
            frame.SaveMentionsOf(variable);
        Emit(new Assign(variable, value) { Position = Frame?.Position });
        if (IsStable(value))
            _known[variable] = value;
        else
            _known.Remove(variable);
        if (variable.Type == ScalarType.Pointer)
            variable.Origin ??= OriginOf(value);
    }

    /// <summary>A leaf that keeps its value until it is used.</summary>
    public static bool IsStable(Expression expression) =>
        expression is Constant or SpecialValue or AllocationAddress or Variable { IsParameter: true } or Variable { IsTemporary: true };

    public Variable NewTemporary(ScalarType type, string name = "", AddressSpace space = AddressSpace.Global)
    {
        var variable = new Variable(Ir.Variables.Count, type, name) { Space = space, IsTemporary = true };
        Ir.Variables.Add(variable);
        return variable;
    }

    /// <summary>A stable leaf with the expression's present value.</summary>
    public Expression Stable(Expression expression)
    {
        if (IsStable(expression))
            return expression;
        var temporary = NewTemporary(expression.Type);
        Emit(new Assign(temporary, expression) { Position = Frame?.Position });
        return temporary;
    }

    /// <summary>The value with every expression that <paramref name="needed"/> accepts made stable.</summary>
    public Value Stable(Value value, Func<Expression, bool> needed)
    {
        switch (value)
        {
            case ScalarValue scalar:
                return needed(scalar.Expression) ? new ScalarValue(Stable(scalar.Expression)) : value;
            case StructValue structure:
                Value[]? fields = null;
                for (int i = 0; i < structure.Fields.Length; i++)
                {
                    var field = Stable(structure.Fields[i], needed);
                    if (!ReferenceEquals(field, structure.Fields[i]))
                        (fields ??= [.. structure.Fields])[i] = field;
                }
                return fields is null ? value : new StructValue(structure.Type, fields);
            case ViewValue view when needed(view.Pointer) || needed(view.Length):
                return new ViewValue(view.Element, view.Space, StablePointer(view.Pointer, view.Space), Stable(view.Length));
            case MemoryReference memory when needed(memory.Pointer)
                || memory.Index is { } index && needed(index) || memory.Length is { } length && needed(length):
                return new MemoryReference(
                    memory.Type, memory.Space, StablePointer(memory.Pointer, memory.Space),
                    memory.Index is null ? null : Stable(memory.Index), memory.Stride, memory.Offset,
                    memory.Length is null ? null : Stable(memory.Length));
            case ValueReference reference:
                var target = Stable(reference.Target, needed);
                return ReferenceEquals(target, reference.Target) ? value : new ValueReference(target);
            default:
                return value;
        }
    }

    public Value Stable(Value value) => Stable(value, static expression => !IsStable(expression));

    /// <summary>The value with whatever mentions one of the variables saved in temporaries.</summary>
    public Value WithoutMentions(Value value, HashSet<Variable> variables) =>
        Stable(value, expression => Expressions.MentionsAny(expression, variables));

    public Expression StablePointer(Expression pointer, AddressSpace space)
    {
        if (IsStable(pointer))
            return pointer;
        var temporary = NewTemporary(ScalarType.Pointer, "", space);
        temporary.Origin = OriginOf(pointer);
        Emit(new Assign(temporary, pointer) { Position = Frame?.Position });
        return temporary;
    }

    /// <summary>The address a reference stands for, as a tree.</summary>
    public Expression AddressOf(MemoryReference memory)
    {
        Expression offset = Constant.Of((long)memory.Offset);
        if (memory.Index is { } index)
        {
            offset = Make(Operator.Add, ScalarType.Int64, Make(
                Operator.Multiply, ScalarType.Int64, Coerce(index, ScalarType.Int64), Constant.Of((long)memory.Stride)), offset);
        }
        return Make(Operator.PointerAdd, ScalarType.Pointer, memory.Pointer, offset);
    }

    /// <summary>Stores a pointer in a place that holds a fixed one as long as it can.</summary>
    public void AssignPointer(ref Expression? place, Expression pointer, AddressSpace space, string name, string key)
    {
        if (place is null)
        {
            bool isFixed = pointer is AllocationAddress or Variable { IsParameter: true } && !IsDynamic(key);
            place = isFixed ? pointer : Ir.NewVariable(ScalarType.Pointer, name, space);
        }
        if (place is Variable { IsParameter: false } variable)
            Assign(variable, pointer);
        else if (!Expressions.Same(place, pointer))
            MakeDynamic(key);
    }

    /// <summary>The parameter or allocation that a pointer comes from, if that is one.</summary>
    private static Expression? OriginOf(Expression pointer) => pointer switch
    {
        AllocationAddress => pointer,
        Variable { IsParameter: true } => pointer,
        Variable variable => variable.Origin,
        Operation { Operator: Operator.PointerAdd } sum => OriginOf(sum.Operands[0]),
        _ => null,
    };
}
