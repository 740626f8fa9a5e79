namespace GpuNN.Jit.Compiler.Ir;

/// <summary>A line of source; <see cref="File"/> is empty where no PDB is at hand.</summary>
internal sealed record SourcePosition(string Method, string File, int Line)
{
    public override string ToString() =>
        File.Length == 0 ? Method : FormattableString.Invariant($"{Method} ({Path.GetFileName(File)}:{Line})");
}

/// <summary>What a block does, in order.</summary>
internal abstract class Statement
{
    public SourcePosition? Position { get; init; }
}

/// <summary>A statement that only a target's own passes make.</summary>
internal abstract class TargetStatement : Statement
{
    /// <summary>The expressions it evaluates.</summary>
    public abstract IEnumerable<Expression> OwnReads { get; }

    /// <summary>The variables it assigns.</summary>
    public abstract IEnumerable<Variable> OwnWrites { get; }
}

/// <summary>target = value.</summary>
internal sealed class Assign(Variable target, Expression value) : Statement
{
    public Variable Target { get; } = target;

    public Expression Value { get; } = value;

    public override string ToString() => $"{Target} = {Value}";
}

/// <summary>
/// A place in memory: address = <see cref="Pointer"/> + <see cref="Index"/> · <see cref="Stride"/> + <see cref="Offset"/>.
/// </summary>
internal sealed record MemoryOperand
{
    /// <summary>A <see cref="Variable"/> of pointer type or an <see cref="AllocationAddress"/>.</summary>
    public required Expression Pointer { get; init; }

    public required AddressSpace Space { get; init; }

    /// <summary>An Int32 or Int64 (both signed), or null for 0.</summary>
    public Expression? Index { get; init; }

    /// <summary>The distance in bytes of two indices.</summary>
    public required int Stride { get; init; }

    /// <summary>A constant number of bytes.</summary>
    public int Offset { get; init; }

    public required ElementType Type { get; init; }

    /// <summary>The number of indices of the view: a leaf of type Int64 (or null if not known), for checks.</summary>
    public Expression? Length { get; init; }

    public override string ToString() =>
        FormattableString.Invariant($"{Type}[{Pointer} + {Index?.ToString() ?? "0"}*{Stride} + {Offset}]");
}

/// <summary>
/// targets = memory. More than one target (2 or 4) is a vector access: consecutive elements, the address a multiple of
/// its whole size. An Int8..UInt16 element extends to Int32. A null target is not needed.
/// </summary>
internal sealed class Load(Variable?[] targets, MemoryOperand source) : Statement
{
    public Variable?[] Targets { get; } = targets;

    public MemoryOperand Source { get; } = source;

    public override string ToString() => $"{string.Join(", ", (object?[])Targets)} = load {Source}";
}

/// <summary>memory = values, one or (vector access) 2 or 4.</summary>
internal sealed class Store(MemoryOperand target, Expression[] values) : Statement
{
    public MemoryOperand Target { get; } = target;

    public Expression[] Values { get; } = values;

    public override string ToString() => $"store {Target} = {string.Join(", ", (object[])Values)}";
}

/// <summary>Waits for the items of the group, or of the warp.</summary>
internal sealed class Barrier(bool warp) : Statement
{
    /// <summary>True if only the warp waits.</summary>
    public bool IsWarp { get; } = warp;

    public override string ToString() => IsWarp ? "warp barrier" : "barrier";
}

/// <summary>How far a fence reaches.</summary>
internal enum FenceScope : byte
{
    Group,
    Device,
    System,
}

/// <summary>A memory fence.</summary>
internal sealed class Fence(FenceScope scope) : Statement
{
    public FenceScope Scope { get; } = scope;

    public override string ToString() => $"fence {Scope}";
}

/// <summary>What an atomic access does; min and max of integers are signed unless they say otherwise.</summary>
internal enum AtomicOperator : byte
{
    Add,
    Minimum,
    Maximum,
    MinimumUnsigned,
    MaximumUnsigned,
    And,
    Or,
    Xor,
    Exchange,

    /// <summary>Compares bits.</summary>
    CompareExchange,
}

/// <summary>result = old memory; memory = operator(old, value), at once. Int32, Int64, Float32 or Float64.</summary>
internal sealed class Atomic(
    Variable? result, AtomicOperator op, MemoryOperand target, Expression value, Expression? compare) : Statement
{
    /// <summary>Where the old value goes, or null.</summary>
    public Variable? Result { get; } = result;

    public AtomicOperator Operator { get; } = op;

    public MemoryOperand Target { get; } = target;

    public Expression Value { get; } = value;

    /// <summary>What <see cref="AtomicOperator.CompareExchange"/> expects.</summary>
    public Expression? Compare { get; } = compare;

    public override string ToString() => $"{Result} = atomic {Operator} {Target}, {Value}, {Compare}";
}

/// <summary>Whose value a shuffle gives.</summary>
internal enum ShuffleKind : byte
{
    /// <summary>Lane = argument (modulo the width, within the sub-warp).</summary>
    Index,

    /// <summary>Lane + argument; the own value beyond the sub-warp's end.</summary>
    Down,

    /// <summary>Lane − argument; the own value before the sub-warp's start.</summary>
    Up,

    /// <summary>Lane ⊕ argument; the own value if outside the sub-warp.</summary>
    Xor,
}

/// <summary>result = value of another lane. All lanes of the warp take part.</summary>
internal sealed class Shuffle(
    Variable result, ShuffleKind kind, Expression value, Expression lane, Expression width) : Statement
{
    public Variable Result { get; } = result;

    public ShuffleKind Kind { get; } = kind;

    public Expression Value { get; } = value;

    /// <summary>The lane, the distance or the mask: an Int32.</summary>
    public Expression Lane { get; } = lane;

    /// <summary>The size of the sub-warps, a power of two up to 32: an Int32.</summary>
    public Expression Width { get; } = width;

    public override string ToString() => $"{Result} = shuffle {Kind} {Value}, {Lane}, {Width}";
}

/// <summary>What a block ends with.</summary>
internal abstract class Terminator
{
    public SourcePosition? Position { get; init; }
}

/// <summary>Goes on at a block.</summary>
internal class Jump(Block target) : Terminator
{
    public Block Target { get; } = target;

    public override string ToString() => FormattableString.Invariant($"jump {Target.Id}");
}

/// <summary>Goes on at one of two blocks; the condition is an Int32, true if not zero.</summary>
internal sealed class Branch(Expression condition, Block ifTrue, Block ifFalse) : Terminator
{
    public Expression Condition { get; } = condition;

    public Block IfTrue { get; } = ifTrue;

    public Block IfFalse { get; } = ifFalse;

    public override string ToString() =>
        FormattableString.Invariant($"branch {Condition} ? {IfTrue.Id} : {IfFalse.Id}");
}

/// <summary>The item is done.</summary>
internal sealed class Return : Terminator
{
    public override string ToString() => "return";
}
