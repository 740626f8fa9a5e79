using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>Goes on only when all items of the group, or of the warp, are here.</summary>
internal sealed class Synchronize(Block next, bool warp) : Jump(next)
{
    public bool IsWarp { get; } = warp;

    public override string ToString() => FormattableString.Invariant($"{(IsWarp ? "warp " : "")}synchronize, then {Target.Id}");
}

/// <summary>Puts a value where other lanes can read it.</summary>
internal sealed class ExchangeStore(int slot, Expression value) : TargetStatement
{
    public int Slot { get; } = slot;

    public Expression Value { get; } = value;

    public override IEnumerable<Expression> OwnReads => [Value];

    public override IEnumerable<Variable> OwnWrites => [];
}

/// <summary>Reads what other lanes put into slots.</summary>
internal abstract class ExchangeRead(int firstSlot, int slots) : TargetStatement
{
    public int FirstSlot { get; } = firstSlot;

    /// <summary>Whether it reads a slot.</summary>
    public bool Reads(int slot) => slot >= FirstSlot && slot < FirstSlot + slots;
}

/// <summary>Multiplies the matrices whose fragments lie in six slots.</summary>
internal sealed class ExchangeMultiply(int firstSlot, MatrixProduct product) : ExchangeRead(firstSlot, Slots)
{
    /// <summary>Four of A, two of B.</summary>
    public const int Slots = 6;

    public MatrixProduct Product { get; } = product;

    public override IEnumerable<Expression> OwnReads => Product.C;

    public override IEnumerable<Variable> OwnWrites => Product.Results;
}

/// <summary>Reads the value that another lane put there.</summary>
internal sealed class ExchangeLoad(int slot, Shuffle shuffle) : ExchangeRead(slot, 1)
{
    public int Slot => FirstSlot;

    public Shuffle Shuffle { get; } = shuffle;

    public override IEnumerable<Expression> OwnReads => [Shuffle.Lane, Shuffle.Width];

    public override IEnumerable<Variable> OwnWrites => [Shuffle.Result];
}
