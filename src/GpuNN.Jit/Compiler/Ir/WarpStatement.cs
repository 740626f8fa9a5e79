namespace GpuNN.Jit.Compiler.Ir;

/// <summary>What the matrices of a warp's product consist of; the sum is float32.</summary>
internal enum MatrixElement : byte
{
    /// <summary>32 bits, of which 19 count: A is 16×8, B 8×8.</summary>
    TensorFloat,

    /// <summary>Two to a register: A is 16×16, B 16×8.</summary>
    Float16,

    /// <summary>Two to a register: A is 16×16, B 16×8.</summary>
    BFloat16,
}

/// <summary>results = A·B + C by a whole warp, in the fragments of <see cref="Extensions.WarpMatrix"/>.</summary>
internal sealed class MatrixProduct(
    MatrixElement element, Variable[] results, Expression[] a, Expression[] b, Expression[] c) : Statement
{
    public MatrixElement Element { get; } = element;

    /// <summary>Four Float32.</summary>
    public Variable[] Results { get; } = results;

    /// <summary>Four Int32.</summary>
    public Expression[] A { get; } = a;

    /// <summary>Two Int32.</summary>
    public Expression[] B { get; } = b;

    /// <summary>Four Float32.</summary>
    public Expression[] C { get; } = c;

    public override string ToString() =>
        $"{string.Join<Variable>(", ", Results)} = product {Element} {string.Join<Expression>(", ", [.. A, .. B, .. C])}";
}

/// <summary>result = the bits of the nearest TF32; only targets that have it as an instruction see it.</summary>
internal sealed class TensorFloatRounding(Variable result, Expression value) : Statement
{
    /// <summary>An Int32.</summary>
    public Variable Result { get; } = result;

    /// <summary>A Float32.</summary>
    public Expression Value { get; } = value;

    public override string ToString() => $"{Result} = TF32 of {Value}";
}

/// <summary>results = four 8×8 matrices of 16 bits from shared memory; only targets that have it as an instruction see it.</summary>
internal sealed class MatrixLoad(Variable[] results, MemoryOperand source, bool isTransposed) : Statement
{
    /// <summary>Four Int32.</summary>
    public Variable[] Results { get; } = results;

    /// <summary>This lane's row.</summary>
    public MemoryOperand Source { get; } = source;

    public bool IsTransposed { get; } = isTransposed;

    public override string ToString() =>
        $"{string.Join<Variable>(", ", Results)} = load matrices {(IsTransposed ? "transposed " : "")}{Source}";
}

/// <summary>Begins to copy 16 bytes from global to shared memory; only targets that have it as an instruction see it.</summary>
internal sealed class AsynchronousCopy(MemoryOperand target, MemoryOperand source, Expression bytes) : Statement
{
    public MemoryOperand Target { get; } = target;

    public MemoryOperand Source { get; } = source;

    /// <summary>How many bytes are copied, an Int32; the rest of the 16 becomes zero.</summary>
    public Expression Bytes { get; } = bytes;

    public override string ToString() => $"copy {Bytes} bytes to {Target} from {Source}";
}

/// <summary>Ends a group of such copies, or waits for groups.</summary>
internal sealed class CopyGroup(int? pending) : Statement
{
    /// <summary>How many of the newest groups need not have arrived; null to end a group.</summary>
    public int? Pending { get; } = pending;

    public override string ToString() => Pending is { } count ? FormattableString.Invariant($"wait but for {count} groups") : "end group";
}
