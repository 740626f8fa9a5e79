using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Targets.OpenCl;

/// <summary>Writes loads, stores and atomics as OpenCL C.</summary>
internal sealed class OpenClMemoryWriter(
    OpenClExpressionWriter expressions, OpenClFunctionSet functions, OpenClDialect dialect, string kernelName)
{
    private static readonly string[] s_lanes = ["x", "y", "z", "w"];

    /// <summary>A load as one line.</summary>
    public string Load(Load load)
    {
        int count = load.Targets.Length;
        string memory = Place(load.Source, count);
        if (count == 1)
        {
            return load.Targets[0] is { } target
                ? $"{OpenClExpressionWriter.Name(target)} = {memory};"
                : "";
        }
        string type = OpenClTypes.MemoryName(load.Source.Type, count);
        IEnumerable<string> parts = load.Targets
            .Select((target, i) => target is null ? "" : $" {OpenClExpressionWriter.Name(target)} = loaded.{s_lanes[i]};");
        return $"{{ {type} loaded = {memory};{string.Concat(parts)} }}";
    }

    /// <summary>A store as one line.</summary>
    public string Store(Store store)
    {
        int count = store.Values.Length;
        string memory = Place(store.Target, count);
        string type = OpenClTypes.Name(store.Target.Type);
        string[] values = [.. store.Values.Select(value => Narrow(value, store.Target.Type))];
        return count == 1
            ? $"{memory} = {values[0]};"
            : FormattableString.Invariant($"{memory} = ({type}{count})({string.Join(", ", values)});");
    }

    /// <summary>An atomic as one line.</summary>
    /// <exception cref="KernelCompilationException">The device lacks atomics of that width.</exception>
    public string Atomic(Compiler.Ir.Atomic atomic)
    {
        ElementType type = atomic.Target.Type;
        bool wide = type.Size() == 8;
        if (wide && !dialect.Int64Atomics)
            throw new KernelCompilationException(kernelName, "it uses 64-bit atomics, which the device does not support");
        bool isFloat = type.Scalar().IsFloat();
        string space = OpenClTypes.Qualifier(atomic.Target.Space);
        string signed = wide ? "long" : "int";
        string unsigned = wide ? "ulong" : "uint";
        string prefix = wide ? "atom_" : "atomic_";
        string value = expressions.Write(atomic.Value);
        string address = Address(atomic.Target);
        string bits = isFloat ? $"as_{signed}({value})" : value;
        string pointer = $"(volatile {space} {signed}*)({address})";
        string unsignedPointer = $"(volatile {space} {unsigned}*)({address})";

        string call = atomic.Operator switch
        {
            AtomicOperator.Add when isFloat => Loop("add", atomic, address, value),
            AtomicOperator.Minimum when isFloat => Loop("min", atomic, address, value),
            AtomicOperator.Maximum when isFloat => Loop("max", atomic, address, value),
            AtomicOperator.Add => $"{prefix}add({pointer}, {value})",
            AtomicOperator.Minimum => $"{prefix}min({pointer}, {value})",
            AtomicOperator.Maximum => $"{prefix}max({pointer}, {value})",
            AtomicOperator.MinimumUnsigned => $"({signed}){prefix}min({unsignedPointer}, ({unsigned}){value})",
            AtomicOperator.MaximumUnsigned => $"({signed}){prefix}max({unsignedPointer}, ({unsigned}){value})",
            AtomicOperator.And => $"{prefix}and({pointer}, {value})",
            AtomicOperator.Or => $"{prefix}or({pointer}, {value})",
            AtomicOperator.Xor => $"{prefix}xor({pointer}, {value})",
            AtomicOperator.Exchange => $"{prefix}xchg({pointer}, {bits})",
            _ => $"{prefix}cmpxchg({pointer}, {Bits(atomic.Compare!, signed)}, {bits})",
        };
        bool givesBits = isFloat && atomic.Operator is AtomicOperator.Exchange or AtomicOperator.CompareExchange;
        if (isFloat && givesBits)
            call = $"as_{OpenClTypes.Name(type)}({call})";
        return atomic.Result is null ? $"{call};" : $"{OpenClExpressionWriter.Name(atomic.Result)} = {call};";
    }

    /// <summary>Notes the function that finds a shuffle's source lane.</summary>
    public string UseProduct(MatrixElement element)
    {
        if (element == MatrixElement.Float16)
            functions.Use("half_to_single");
        return functions.Use($"warp_product_{element.ToString().ToLowerInvariant()}");
    }

    public void UseShuffle(ShuffleKind kind) => functions.Use($"shuffle_{kind.ToString().ToLowerInvariant()}");

    private string Bits(Expression value, string signed) =>
        value.Type.IsFloat() ? $"as_{signed}({expressions.Write(value)})" : expressions.Write(value);

    /// <summary>OpenCL C 1.2 has no float atomics but exchange: the function loops on compare-exchange.</summary>
    private string Loop(string name, Compiler.Ir.Atomic atomic, string address, string value)
    {
        string suffix = atomic.Target.Type == ElementType.Float64 ? "f64" : "f32";
        if (name != "add")
            functions.Use($"{name}_{suffix}");
        string space = atomic.Target.Space == AddressSpace.Shared ? "local" : "global";
        string function = functions.Use($"atomic_{name}_{suffix}_{space}");
        string bits = suffix == "f64" ? "long" : "int";
        return $"{function}((volatile __{space} {bits}*)({address}), {value})";
    }

    private string Narrow(Expression value, ElementType type)
    {
        string text = expressions.Write(value);
        return type.Size() < 4 ? $"({OpenClTypes.Name(type)}){text}" : text;
    }

    /// <summary>The memory as something that can be read and assigned.</summary>
    private string Place(MemoryOperand operand, int count)
    {
        string type = $"{OpenClTypes.Qualifier(operand.Space)} {OpenClTypes.MemoryName(operand.Type, count)}*";
        int size = operand.Type.Size() * count;
        // As an array of its own elements where it is one: drivers analyse that best.
        if (operand.Index is not null && operand.Stride == size)
        {
            string index = expressions.WriteIndex(operand.Index);
            if (operand.Pointer is AllocationAddress { Allocation: { IsDynamic: false } allocation }
                && allocation.Type == operand.Type && count == 1 && operand.Offset == 0)
            {
                return $"{allocation.Name}[{index}]";
            }
            if (operand.Offset == 0)
                return $"(({type}){expressions.Write(operand.Pointer)})[{index}]";
            return FormattableString.Invariant($"(({type})({expressions.Write(operand.Pointer)} + {operand.Offset}))[{index}]");
        }
        return $"*({type})({Address(operand)})";
    }

    private string Address(MemoryOperand operand)
    {
        string text = expressions.Write(operand.Pointer);
        if (operand.Index is not null)
            text += FormattableString.Invariant($" + {expressions.WriteIndex(operand.Index)} * {operand.Stride}");
        if (operand.Offset != 0)
            text += FormattableString.Invariant($" + {operand.Offset}");
        return text;
    }
}
