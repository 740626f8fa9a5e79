namespace GpuNN.Jit.Compiler.Ir;

/// <summary>
/// A tree without side effects. Leaves are <see cref="Constant"/>, <see cref="Variable"/>, <see cref="SpecialValue"/> and
/// <see cref="AllocationAddress"/>; inner nodes are <see cref="Operation"/>. Trees are immutable and may share parts.
/// </summary>
internal abstract class Expression(ScalarType type)
{
    public ScalarType Type { get; } = type;
}

/// <summary>A constant; <see cref="Bits"/> holds an Int32 sign-extended and floats as bit patterns.</summary>
internal sealed class Constant(ScalarType type, long bits) : Expression(type)
{
    public long Bits { get; } = bits;

    public int Int32 => (int)Bits;

    public float Float32 => BitConverter.Int32BitsToSingle((int)Bits);

    public double Float64 => BitConverter.Int64BitsToDouble(Bits);

    public static Constant Of(int value) => new(ScalarType.Int32, value);

    public static Constant Of(long value) => new(ScalarType.Int64, value);

    public static Constant Of(float value) => new(ScalarType.Float32, BitConverter.SingleToInt32Bits(value));

    public static Constant Of(double value) => new(ScalarType.Float64, BitConverter.DoubleToInt64Bits(value));

    public static Constant Of(bool value) => new(ScalarType.Int32, value ? 1 : 0);

    /// <summary>Zero (or the null address) of a type.</summary>
    public static Constant Zero(ScalarType type) => new(type, 0);

    public override string ToString() => Type switch
    {
        ScalarType.Float32 => FormattableString.Invariant($"{Float32}f"),
        ScalarType.Float64 => FormattableString.Invariant($"{Float64}d"),
        ScalarType.Int64 => FormattableString.Invariant($"{Bits}L"),
        _ => FormattableString.Invariant($"{Bits}"),
    };
}

/// <summary>
/// A scalar of one work item. It may be assigned many times, except parameters, which only the launch sets.
/// </summary>
internal sealed class Variable(int id, ScalarType type, string name) : Expression(type)
{
    /// <summary>Its number in <see cref="KernelIr.Variables"/>.</summary>
    public int Id { get; internal set; } = id;

    /// <summary>For people; not unique.</summary>
    public string Name { get; } = name;

    /// <summary>What it points into, if it is a pointer.</summary>
    public AddressSpace Space { get; set; }

    /// <summary>True if the front end assigns it at one place, before every use.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>True for kernel parameters.</summary>
    public bool IsParameter { get; init; }

    /// <summary>The parameter or allocation that a pointer was derived from, for messages; null if more than one.</summary>
    public Expression? Origin { get; set; }

    public override string ToString() => FormattableString.Invariant($"%{Id}{(Name.Length > 0 ? "." + Name : "")}");
}

/// <summary>A value of the item's place in the launch.</summary>
internal sealed class SpecialValue(SpecialRegister register) : Expression(ScalarType.Int32)
{
    public SpecialRegister Register { get; } = register;

    public override string ToString() => Register.ToString();
}

/// <summary>The address of shared or local memory.</summary>
internal sealed class AllocationAddress(Allocation allocation) : Expression(ScalarType.Pointer)
{
    public Allocation Allocation { get; } = allocation;

    public override string ToString() => "&" + Allocation.Name;
}

/// <summary>An operator applied to operands.</summary>
internal sealed class Operation(Operator op, ScalarType type, params Expression[] operands) : Expression(type)
{
    public Operator Operator { get; } = op;

    public Expression[] Operands { get; } = operands;

    public override string ToString() => $"{Operator}.{Type}({string.Join(", ", (object[])Operands)})";
}
