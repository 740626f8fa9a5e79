using System.Reflection.Emit;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>
/// Interprets one activation of a method abstractly: the stack holds what is known at compile time, calls are
/// activations of their own, and what must happen at run time is emitted.
/// </summary>
internal sealed partial class Interpreter
{
    private const int DepthLimit = 64;

    private readonly KernelBuilder _builder;
    private readonly MethodModel _model;
    private readonly MethodPositions _positions;
    private readonly Value[] _arguments;
    private readonly Storage?[] _argumentStorages;
    private readonly Storage?[] _locals;
    private readonly List<Value> _stack = [];
    private readonly Dictionary<int, Block> _blocks = [];
    private readonly Dictionary<int, Storage[]> _entryStacks = [];
    private readonly SortedSet<int> _pending = [];
    private Storage? _result;
    private Block? _exit;
    private int _offset;

    public Interpreter(KernelBuilder builder, MethodModel model, Interpreter? caller, Value[] arguments)
    {
        _builder = builder;
        _model = model;
        Caller = caller;
        _positions = builder.PositionsOf(model.Method);
        _arguments = arguments;
        _argumentStorages = new Storage?[arguments.Length];
        _locals = new Storage?[model.LocalTypes.Length];
    }

    public Interpreter? Caller { get; }

    /// <summary>Where in the source the interpretation is.</summary>
    public SourcePosition Position => _positions.At(_offset);

    /// <summary>Interprets the body and gives what it returns, null for nothing.</summary>
    public Value? Run()
    {
        int depth = 0;
        for (var frame = Caller; frame is not null; frame = frame.Caller, depth++)
        {
            if (frame._model.Method == _model.Method)
                throw _builder.Refuse($"{KernelBuilder.Describe(_model.Method)} calls itself");
        }
        if (depth > DepthLimit)
            throw _builder.Refuse("the calls are nested too deeply");

        var caller = _builder.Frame;
        _builder.Frame = this;
        StoreArguments();
        for (var frame = this; !_model.IsStraight && frame is not null; frame = frame.Caller)
            frame.Stabilize();
        var result = _model.IsStraight ? RunStraight() : RunBlocks();
        _builder.Frame = caller;
        return result;
    }

    /// <summary>Saves every pending expression of this activation that mentions a variable about to change.</summary>
    public void SaveMentionsOf(Variable variable)
    {
        for (int i = 0; i < _stack.Count; i++)
            _stack[i] = _builder.Stable(_stack[i], Mentions);
        for (int i = 0; i < _arguments.Length; i++)
            _arguments[i] = _builder.Stable(_arguments[i], Mentions);

        bool Mentions(Expression expression) => Expressions.Mentions(expression, variable);
    }

    /// <summary>Makes the stack and the arguments independent of what follows.</summary>
    private void Stabilize()
    {
        for (int i = 0; i < _stack.Count; i++)
            _stack[i] = _builder.Stable(_stack[i]);
        for (int i = 0; i < _arguments.Length; i++)
            _arguments[i] = _builder.Stable(_arguments[i]);
    }

    private void StoreArguments()
    {
        for (int i = 0; i < _arguments.Length; i++)
        {
            var type = _model.ArgumentTypes[i];
            if (!_model.ArgumentIsStored[i] && !(_model.ArgumentIsAddressed[i] && _model.ArgumentIsWritable[i]))
            {
                if (_model.ArgumentLoads[i] > 1)
                    _arguments[i] = _builder.Stable(_arguments[i], static expression => expression is Operation);
                continue;
            }
            var storage = Storage.For(_builder, type, _model.ArgumentNames[i], Key($"a{i}"));
            storage.Assign(_builder, _arguments[i]);
            _argumentStorages[i] = storage;
        }
    }

    private string Key(string place) => $"{_model.Method.Module.MetadataToken}:{_model.Method.MetadataToken:x}:{place}";

    private Value? RunStraight()
    {
        foreach (var instruction in _model.Instructions)
        {
            _offset = instruction.Offset;
            if (instruction.OpCode == OpCodes.Ret)
                break;
            Execute(instruction);
        }
        return _model.ReturnType == typeof(void) ? null : Convert(Pop(), _model.ReturnType);
    }

    private Value? RunBlocks()
    {
        _exit = _builder.NewBlock();
        Flow(0);
        while (_pending.Count > 0)
        {
            int offset = _pending.Min;
            _pending.Remove(offset);
            _builder.Continue(_blocks[offset]);
            _stack.Clear();
            foreach (var slot in _entryStacks[offset])
                _stack.Add(slot.Read(_builder));
            RunBlock(_model.IndexOf(offset));
        }
        _builder.Continue(_exit);
        return _result?.Read(_builder);
    }

    private void RunBlock(int index)
    {
        for (; index < _model.Instructions.Count; index++)
        {
            var instruction = _model.Instructions[index];
            _offset = instruction.Offset;
            if (instruction.OpCode == OpCodes.Ret)
            {
                Return();
                return;
            }
            if (instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch)
            {
                ExecuteBranch(instruction);
                return;
            }
            Execute(instruction);
            if (_model.Leaders.Contains(instruction.Next))
            {
                Flow(instruction.Next);
                return;
            }
        }
    }

    private void Return()
    {
        if (_model.ReturnType != typeof(void))
        {
            var value = Convert(Pop(), _model.ReturnType);
            _result ??= Storage.Like(_builder, value, Key("r"));
            _result.Assign(_builder, value);
        }
        _builder.Current.Terminator = new Jump(_exit!) { Position = Position };
    }

    /// <summary>Ends the block with a jump to the one at an offset.</summary>
    private void Flow(int offset) => _builder.Current.Terminator = new Jump(Edge(offset)) { Position = Position };

    /// <summary>The block at an offset, with the stack moved to where it expects it.</summary>
    private Block Edge(int offset)
    {
        for (int i = 0; i < _stack.Count; i++)
            _stack[i] = _builder.Stable(_stack[i]);
        if (!_blocks.TryGetValue(offset, out var block))
        {
            _blocks[offset] = block = _builder.NewBlock();
            _entryStacks[offset] = [.. _stack.Select((value, depth) => Storage.Like(_builder, value, Key($"s{offset}.{depth}")))];
            _pending.Add(offset);
        }
        var slots = _entryStacks[offset];
        if (slots.Length != _stack.Count)
            throw _builder.Refuse("the evaluation stack differs between two paths");
        for (int i = 0; i < slots.Length; i++)
            slots[i].Assign(_builder, _stack[i]);
        return block;
    }

    private void Push(Value value) => _stack.Add(value);

    private void Push(Expression expression) => _stack.Add(new ScalarValue(expression));

    private Value Pop()
    {
        if (_stack.Count == 0)
            throw _builder.Refuse("the evaluation stack is empty");
        var value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private Expression PopScalar() => _builder.Scalar(Pop());

    private Storage Local(int index) => _locals[index] ??= Storage.For(
        _builder, _model.LocalTypes[index], "", Key($"l{index}"));
}
