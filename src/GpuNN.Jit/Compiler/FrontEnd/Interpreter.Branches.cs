using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>Branches; a constant condition follows one way only.</summary>
internal sealed partial class Interpreter
{
    private void ExecuteBranch(IlInstruction instruction)
    {
        string name = instruction.OpCode.Name!;
        if (name.EndsWith(".s", StringComparison.Ordinal))
            name = name[..^2];
        switch (name)
        {
            case "br":
                Flow(instruction.Int32);
                break;
            case "brtrue":
                Split(Truth(Pop()), instruction);
                break;
            case "brfalse":
                Split(ConstantFolding.Not(Truth(Pop())), instruction);
                break;
            case "switch":
                Switch(instruction);
                break;
            case "leave":
                throw _builder.Refuse("try is not possible in a kernel");
            default:
                var (left, right) = PopPair();
                Split(Compare(name, left, right), instruction);
                break;
        }
    }

    private Expression Truth(Value value)
    {
        var expression = value is ScalarValue or StructValue
            ? _builder.Scalar(value) : throw _builder.Refuse("a reference is compared with null");
        if (expression is Operation operation && ConstantFolding.IsComparison(operation.Operator))
            return expression;
        return _builder.Make(Operator.NotEqual, ScalarType.Int32, expression, Constant.Zero(expression.Type));
    }

    private void Split(Expression condition, IlInstruction instruction)
    {
        if (condition is Constant constant)
        {
            Flow(constant.Bits != 0 ? instruction.Int32 : instruction.Next);
            return;
        }
        if (_stack.Count > 0)
            condition = _builder.Stable(condition);
        var ifTrue = Edge(instruction.Int32);
        var ifFalse = Edge(instruction.Next);
        _builder.Current.Terminator = new Branch(condition, ifTrue, ifFalse) { Position = Position };
    }

    private void Switch(IlInstruction instruction)
    {
        var value = PopScalar();
        var targets = instruction.Targets!;
        if (value is Constant constant)
        {
            ulong index = (uint)constant.Int32;
            Flow(index < (ulong)targets.Length ? targets[index] : instruction.Next);
            return;
        }
        value = _builder.Stable(value);
        for (int i = 0; i < targets.Length; i++)
        {
            var target = Edge(targets[i]);
            var other = i == targets.Length - 1 ? Edge(instruction.Next) : _builder.NewBlock();
            var condition = _builder.Make(Operator.Equal, ScalarType.Int32, value, Constant.Of(i));
            _builder.Current.Terminator = new Branch(condition, target, other) { Position = Position };
            if (i < targets.Length - 1)
                _builder.Continue(other);
        }
    }
}
