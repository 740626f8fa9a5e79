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

    /// <summary>The statement with its expressions and assigned variables replaced: itself, where none is another.</summary>
    public static Statement Rewrite(
        this Statement statement, Func<Expression, Expression> read, Func<Variable, Variable>? write = null)
    {
        write ??= static variable => variable;
        bool changed = false;
        Statement rewritten = statement switch
        {
            Assign assign => new Assign(Written(assign.Target), Read(assign.Value)) { Position = statement.Position },
            Load load => new Load(Array.ConvertAll(load.Targets, target => target is null ? null : Written(target)), Place(load.Source))
            {
                Position = statement.Position,
            },
            Store store => new Store(Place(store.Target), Array.ConvertAll(store.Values, Read)) { Position = statement.Position },
            Ir.Atomic atomic => new Ir.Atomic(
                atomic.Result is null ? null : Written(atomic.Result), atomic.Operator, Place(atomic.Target), Read(atomic.Value),
                atomic.Compare is null ? null : Read(atomic.Compare))
            {
                Position = statement.Position,
            },
            Shuffle shuffle => new Shuffle(Written(shuffle.Result), shuffle.Kind, Read(shuffle.Value), Read(shuffle.Lane), Read(shuffle.Width))
            {
                Position = statement.Position,
            },
            MatrixProduct product => new MatrixProduct(
                product.Element, Array.ConvertAll(product.Results, Written), Array.ConvertAll(product.A, Read),
                Array.ConvertAll(product.B, Read), Array.ConvertAll(product.C, Read))
            {
                Position = statement.Position,
            },
            TensorFloatRounding rounding => new TensorFloatRounding(Written(rounding.Result), Read(rounding.Value)) { Position = statement.Position },
            MatrixLoad load => new MatrixLoad(Array.ConvertAll(load.Results, Written), Place(load.Source), load.IsTransposed)
            {
                Position = statement.Position,
            },
            AsynchronousCopy copy => new AsynchronousCopy(Place(copy.Target), Place(copy.Source), Read(copy.Bytes)) { Position = statement.Position },
            _ => statement,
        };
        return changed ? rewritten : statement;

        Expression Read(Expression expression)
        {
            var result = read(expression);
            changed |= !ReferenceEquals(result, expression);
            return result;
        }

        Variable Written(Variable variable)
        {
            var result = write(variable);
            changed |= result != variable;
            return result;
        }

        MemoryOperand Place(MemoryOperand memory)
        {
            Expression pointer = Read(memory.Pointer);
            Expression? index = memory.Index is null ? null : Read(memory.Index), length = memory.Length is null ? null : Read(memory.Length);
            bool same = ReferenceEquals(pointer, memory.Pointer) && ReferenceEquals(index, memory.Index) && ReferenceEquals(length, memory.Length);
            return same ? memory : memory with { Pointer = pointer, Index = index, Length = length };
        }
    }

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
