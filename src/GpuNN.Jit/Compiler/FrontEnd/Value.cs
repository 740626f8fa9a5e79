using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>What the compiler knows of an entry of the evaluation stack.</summary>
internal abstract class Value;

/// <summary>A scalar.</summary>
internal sealed class ScalarValue(Expression expression) : Value
{
    public Expression Expression { get; } = expression;
}

/// <summary>A struct, field by field.</summary>
internal sealed class StructValue(Type type, Value[] fields) : Value
{
    public Type Type { get; } = type;

    public Value[] Fields { get; } = fields;
}

/// <summary>A view: the pointer is a leaf, the length an Int64.</summary>
internal sealed class ViewValue(Type element, AddressSpace space, Expression pointer, Expression length) : Value
{
    public Type Element { get; } = element;

    public AddressSpace Space { get; } = space;

    public Expression Pointer { get; } = pointer;

    public Expression Length { get; } = length;
}

/// <summary>A reference to a variable of the item.</summary>
internal sealed class LocalReference(Storage target) : Value
{
    public Storage Target { get; } = target;
}

/// <summary>A reference to a value that nobody changes: an argument, a static readonly field.</summary>
internal sealed class ValueReference(Value target) : Value
{
    public Value Target { get; } = target;
}

/// <summary>A reference into memory.</summary>
internal sealed class MemoryReference(
    Type type, AddressSpace space, Expression pointer, Expression? index, int stride, int offset, Expression? length) : Value
{
    /// <summary>The type of what is referred to.</summary>
    public Type Type { get; } = type;

    public AddressSpace Space { get; } = space;

    public Expression Pointer { get; } = pointer;

    public Expression? Index { get; } = index;

    public int Stride { get; } = stride;

    public int Offset { get; } = offset;

    public Expression? Length { get; } = length;

    public MemoryOperand Operand(Leaf leaf) => new()
    {
        Pointer = Pointer,
        Space = Space,
        Index = Index,
        Stride = Stride,
        Offset = Offset + leaf.Offset,
        Type = leaf.Type,
        Length = Length,
    };
}

/// <summary>A type, between ldtoken and the comparison that folds.</summary>
internal sealed class TypeValue(Type type) : Value
{
    public Type Type { get; } = type;
}
