using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Tests.Targets;

/// <summary>Builds kernels of the IR by hand, without the front end.</summary>
internal sealed class IrBuilder
{
    public KernelIr Kernel { get; } = new(typeof(IrBuilder).GetMethod(nameof(Stand))!);

    private int _arguments;

    public static void Stand()
    {
    }

    public Variable View(ElementType type, out Variable length)
    {
        Variable pointer = Parameter(ScalarType.Pointer, ParameterKind.ViewPointer, type);
        length = Parameter(ScalarType.Int64, ParameterKind.ViewLength, ElementType.Int64);
        _arguments++;
        return pointer;
    }

    public Variable Scalar(ElementType type)
    {
        Variable scalar = Parameter(type.Scalar(), ParameterKind.Scalar, type);
        _arguments++;
        return scalar;
    }

    public Block Block()
    {
        var block = new Block(Kernel.Blocks.Count);
        Kernel.Blocks.Add(block);
        return block;
    }

    public static MemoryOperand At(Variable pointer, Expression index, ElementType type) => new()
    {
        Pointer = pointer,
        Space = pointer.Space,
        Index = index,
        Stride = type.Size(),
        Type = type,
    };

    public static Operation Int(Operator op, params Expression[] operands) => new(op, ScalarType.Int32, operands);

    public static Operation Float(Operator op, params Expression[] operands) => new(op, ScalarType.Float32, operands);

    public static Expression GlobalX() => Int(
        Operator.Add,
        Int(Operator.Multiply, new SpecialValue(SpecialRegister.GroupIndexX), new SpecialValue(SpecialRegister.GroupSizeX)),
        new SpecialValue(SpecialRegister.ItemIndexX));

    private Variable Parameter(ScalarType type, ParameterKind kind, ElementType element)
    {
        var variable = new Variable(Kernel.Variables.Count, type, "") { IsParameter = true };
        Kernel.Variables.Add(variable);
        Kernel.Parameters.Add(new KernelParameter
        {
            Name = "",
            Kind = kind,
            Variable = variable,
            Type = element,
            ElementSize = element.Size(),
            ArgumentIndex = _arguments,
        });
        return variable;
    }
}
