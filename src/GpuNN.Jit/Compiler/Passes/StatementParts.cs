using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>What a statement reads and writes, and how to rewrite it.</summary>
internal static class StatementParts
{
    /// <summary>The expressions that a statement evaluates.</summary>
    public static IEnumerable<Expression> Reads(this Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                yield return assign.Value;
                break;
            case Load load:
                foreach (var part in Reads(load.Source))
                    yield return part;
                break;
            case Store store:
                foreach (var part in Reads(store.Target))
                    yield return part;
                foreach (var value in store.Values)
                    yield return value;
                break;
            case Ir.Atomic atomic:
                foreach (var part in Reads(atomic.Target))
                    yield return part;
                yield return atomic.Value;
                if (atomic.Compare is not null)
                    yield return atomic.Compare;
                break;
            case Shuffle shuffle:
                yield return shuffle.Value;
                yield return shuffle.Lane;
                yield return shuffle.Width;
                break;
            case MatrixProduct product:
                foreach (var part in product.A.Concat(product.B).Concat(product.C))
                    yield return part;
                break;
            case TensorFloatRounding rounding:
                yield return rounding.Value;
                break;
            case MatrixLoad load:
                foreach (var part in Reads(load.Source))
                    yield return part;
                break;
            case AsynchronousCopy copy:
                foreach (var part in Reads(copy.Target).Concat(Reads(copy.Source)))
                    yield return part;
                yield return copy.Bytes;
                break;
            case TargetStatement own:
                foreach (var read in own.OwnReads)
                    yield return read;
                break;
            default:
                break;
        }
    }

    /// <summary>The variables that a statement assigns.</summary>
    public static IEnumerable<Variable> Writes(this Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                yield return assign.Target;
                break;
            case Load load:
                foreach (var target in load.Targets)
                    if (target is not null)
                        yield return target;
                break;
            case Ir.Atomic { Result: { } result }:
                yield return result;
                break;
            case Shuffle shuffle:
                yield return shuffle.Result;
                break;
            case MatrixProduct product:
                foreach (var result in product.Results)
                    yield return result;
                break;
            case TensorFloatRounding rounding:
                yield return rounding.Result;
                break;
            case MatrixLoad load:
                foreach (var result in load.Results)
                    yield return result;
                break;
            case TargetStatement own:
                foreach (var write in own.OwnWrites)
                    yield return write;
                break;
            default:
                break;
        }
    }

    /// <summary>The expression that decides where a block goes on, if any.</summary>
    public static Expression? Condition(this Terminator terminator) => (terminator as Branch)?.Condition;

    /// <summary>The memory that a statement accesses, or null; of a copy, what it writes.</summary>
    public static MemoryOperand? Memory(this Statement statement) => statement switch
    {
        Load load => load.Source,
        Store store => store.Target,
        Ir.Atomic atomic => atomic.Target,
        MatrixLoad load => load.Source,
        AsynchronousCopy copy => copy.Target,
        _ => null,
    };

    /// <summary>The statement with its expressions and assigned variables replaced.</summary>
    public static Statement Rewrite(
        this Statement statement, Func<Expression, Expression> read, Func<Variable, Variable>? write = null)
    {
        write ??= static variable => variable;
        switch (statement)
        {
            case Assign assign:
                return new Assign(write(assign.Target), read(assign.Value)) { Position = statement.Position };
            case Load load:
                var targets = Array.ConvertAll(load.Targets, target => target is null ? null : write(target));
                return new Load(targets, Rewrite(load.Source, read)) { Position = statement.Position };
            case Store store:
                return new Store(Rewrite(store.Target, read), Array.ConvertAll(store.Values, value => read(value)))
                {
                    Position = statement.Position,
                };
            case Ir.Atomic atomic:
                return new Ir.Atomic(
                    atomic.Result is null ? null : write(atomic.Result), atomic.Operator, Rewrite(atomic.Target, read),
                    read(atomic.Value), atomic.Compare is null ? null : read(atomic.Compare))
                {
                    Position = statement.Position,
                };
            case Shuffle shuffle:
                return new Shuffle(
                    write(shuffle.Result), shuffle.Kind, read(shuffle.Value), read(shuffle.Lane), read(shuffle.Width))
                {
                    Position = statement.Position,
                };
            case MatrixProduct product:
                return new MatrixProduct(
                    product.Element, Array.ConvertAll(product.Results, result => write(result)), All(product.A), All(product.B), All(product.C))
                {
                    Position = statement.Position,
                };
            case TensorFloatRounding rounding:
                return new TensorFloatRounding(write(rounding.Result), read(rounding.Value)) { Position = statement.Position };
            case MatrixLoad load:
                return new MatrixLoad(
                    Array.ConvertAll(load.Results, result => write(result)), Rewrite(load.Source, read), load.IsTransposed)
                {
                    Position = statement.Position,
                };
            case AsynchronousCopy copy:
                return new AsynchronousCopy(Rewrite(copy.Target, read), Rewrite(copy.Source, read), read(copy.Bytes))
                {
                    Position = statement.Position,
                };
            default:
                return statement;
        }

        Expression[] All(Expression[] expressions) => Array.ConvertAll(expressions, expression => read(expression));
    }

    private static MemoryOperand Rewrite(MemoryOperand memory, Func<Expression, Expression> read) => memory with
    {
        Pointer = read(memory.Pointer),
        Index = memory.Index is null ? null : read(memory.Index),
        Length = memory.Length is null ? null : read(memory.Length),
    };

    /// <summary>
    /// The parts of a memory operand that are evaluated. The length is one too: checked execution needs it, and a pass
    /// that finds it needless drops it first.
    /// </summary>
    private static IEnumerable<Expression> Reads(MemoryOperand memory)
    {
        yield return memory.Pointer;
        if (memory.Index is not null)
            yield return memory.Index;
        if (memory.Length is not null)
            yield return memory.Length;
    }
}
