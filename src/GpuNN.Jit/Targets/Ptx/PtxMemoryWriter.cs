using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Ptx;

/// <summary>Writes loads, stores and atomics.</summary>
internal sealed class PtxMemoryWriter
{
    private readonly PtxRegisters _registers;
    private readonly PtxExpressionWriter _expressions;
    private readonly Action<string> _emit;
    private readonly Action<string> _label;
    private readonly HashSet<Expression> _readOnly;
    private int _loops;

    public PtxMemoryWriter(
        KernelIr kernel,
        PtxRegisters registers,
        PtxExpressionWriter expressions,
        Action<string> emit,
        Action<string> label,
        bool readOnlyCache)
    {
        _registers = registers;
        _expressions = expressions;
        _emit = emit;
        _label = label;
        _readOnly = readOnlyCache
            ? [.. kernel.Parameters.Where(parameter => parameter.IsReadOnly).Select(parameter => parameter.Variable)]
            : [];
    }

    /// <summary>Writes a load; one of more than 16 bytes in two parts.</summary>
    public void Write(Load load)
    {
        MemoryOperand source = load.Source;
        (string address, int offset) = Address(source);
        int size = source.Type.Size();
        int lanes = Math.Min(load.Targets.Length, 16 / size);
        string cache = source.Space == AddressSpace.Global && IsReadOnly(source.Pointer) ? ".nc" : "";
        for (int first = 0; first < load.Targets.Length; first += lanes)
        {
            string[] targets = [.. load.Targets
                .Skip(first).Take(lanes)
                .Select(target => target is null ? _registers.New(PtxRegisters.KindOf(source.Type.Scalar(), default)) : _registers.Of(target))];
            _emit($"ld.{PtxTypes.Space(source.Space)}{cache}{Vector(lanes)}.{PtxTypes.Memory(source.Type)} {List(targets)}, {Place(address, offset + first * size)};");
        }
    }

    /// <summary>Writes a store; one of more than 16 bytes in two parts.</summary>
    public void Write(Store store)
    {
        MemoryOperand target = store.Target;
        string[] values = [.. store.Values.Select(value => _expressions.InRegister(_expressions.Write(value), value))];
        (string address, int offset) = Address(target);
        int size = target.Type.Size();
        int lanes = Math.Min(values.Length, 16 / size);
        string type = PtxTypes.Memory(target.Type);
        for (int first = 0; first < values.Length; first += lanes)
            _emit($"st.{PtxTypes.Space(target.Space)}{Vector(lanes)}.{type} {Place(address, offset + first * size)}, {List(values[first..(first + lanes)])};");
    }

    /// <summary>Writes an atomic; the minimum and maximum of floats loop on compare-exchange.</summary>
    public void Write(Compiler.Ir.Atomic atomic)
    {
        ScalarType type = atomic.Target.Type.Scalar();
        string value = _expressions.InRegister(_expressions.Write(atomic.Value), atomic.Value);
        (string address, int offset) = Address(atomic.Target);
        string place = Place(address, offset);
        string space = PtxTypes.Space(atomic.Target.Space);
        string result = atomic.Result is null
            ? _registers.New(PtxRegisters.KindOf(type, default))
            : _registers.Of(atomic.Result);
        if (type.IsFloat() && atomic.Operator is AtomicOperator.Minimum or AtomicOperator.Maximum)
        {
            WriteLoop(atomic, type, result, space, place);
            return;
        }
        string b = PtxTypes.Bits(type), s = PtxTypes.Signed(type), u = PtxTypes.Unsigned(type);
        string add = type switch { ScalarType.Int64 => "u64", ScalarType.Int32 => "u32", _ => s };
        string instruction = atomic.Operator switch
        {
            AtomicOperator.Add => $"add.{add}",
            AtomicOperator.Minimum => $"min.{s}",
            AtomicOperator.Maximum => $"max.{s}",
            AtomicOperator.MinimumUnsigned => $"min.{u}",
            AtomicOperator.MaximumUnsigned => $"max.{u}",
            AtomicOperator.And => $"and.{b}",
            AtomicOperator.Or => $"or.{b}",
            AtomicOperator.Xor => $"xor.{b}",
            AtomicOperator.Exchange => $"exch.{b}",
            _ => $"cas.{b}",
        };
        bool bits = type.IsFloat() && atomic.Operator is AtomicOperator.Exchange or AtomicOperator.CompareExchange;
        string operands = bits ? ToBits(value, type) : value;
        if (atomic.Operator == AtomicOperator.CompareExchange)
        {
            string compare = _expressions.InRegister(_expressions.Write(atomic.Compare!), atomic.Compare!);
            operands = $"{(bits ? ToBits(compare, type) : compare)}, {operands}";
        }
        if (!bits && atomic.Result is null && atomic.Operator is not (AtomicOperator.Exchange or AtomicOperator.CompareExchange))
        {
            _emit($"red.{space}.{instruction} {place}, {operands};");
            return;
        }
        string old = bits ? _registers.New(BitsKind(type)) : result;
        _emit($"atom.{space}.{instruction} {old}, {place}, {operands};");
        if (bits)
            _emit($"mov.{b} {result}, {old};");
    }

    /// <summary>The place of an access, in brackets.</summary>
    public string PlaceOf(MemoryOperand operand)
    {
        (string address, int offset) = Address(operand);
        return Place(address, offset);
    }

    private void WriteLoop(Compiler.Ir.Atomic atomic, ScalarType type, string result, string space, string place)
    {
        string b = PtxTypes.Bits(type);
        string label = FormattableString.Invariant($"$A{_loops++}");
        string seen = _registers.New(BitsKind(type)), found = _registers.New(BitsKind(type));
        string done = _registers.New(PtxRegisterKind.Predicate);
        // The first read is an atomic too, so that it sees what others wrote.
        _emit($"atom.{space}.or.{b} {found}, {place}, 0;");
        _label(label);
        _emit($"mov.{b} {seen}, {found};");
        var old = new Variable(-1, type, "old");
        _emit($"mov.{b} {_registers.Of(old)}, {seen};");
        Operator op = atomic.Operator == AtomicOperator.Minimum ? Operator.Minimum : Operator.Maximum;
        string next = ToBits(_expressions.Write(new Operation(op, type, old, atomic.Value)), type);
        _emit($"atom.{space}.cas.{b} {found}, {place}, {seen}, {next};");
        _emit($"setp.ne.{b} {done}, {found}, {seen};");
        _emit($"@{done} bra {label};");
        _emit($"mov.{b} {result}, {seen};");
    }

    private string ToBits(string register, ScalarType type)
    {
        string bits = _registers.New(BitsKind(type));
        _emit($"mov.{PtxTypes.Bits(type)} {bits}, {register};");
        return bits;
    }

    private static PtxRegisterKind BitsKind(ScalarType type) =>
        type.Size() == 4 ? PtxRegisterKind.Int32 : PtxRegisterKind.Int64;

    private bool IsReadOnly(Expression pointer) => pointer switch
    {
        Variable variable => _readOnly.Contains(variable) || variable.Origin is { } origin && _readOnly.Contains(origin),
        Operation { Operator: Operator.PointerAdd } sum => IsReadOnly(sum.Operands[0]),
        _ => false,
    };

    /// <summary>A register with the address, and a constant to add to it.</summary>
    private (string Register, int Offset) Address(MemoryOperand operand)
    {
        string pointer = _expressions.InRegister(_expressions.Write(operand.Pointer), operand.Pointer);
        switch (operand.Index)
        {
            case null:
                return (pointer, operand.Offset);
            case Constant constant when Math.Abs(constant.Bits) < int.MaxValue / 2 / Math.Max(operand.Stride, 1):
                return (pointer, checked((int)constant.Bits * operand.Stride + operand.Offset));
        }
        string index = _expressions.InRegister(_expressions.Write(operand.Index), operand.Index);
        bool wide = operand.Index.Type == ScalarType.Int64;
        string stride = FormattableString.Invariant($"{operand.Stride}");
        if (operand.Space == AddressSpace.Shared)
        {
            if (wide)
            {
                string narrow = _registers.New(PtxRegisterKind.Int32);
                _emit($"cvt.u32.u64 {narrow}, {index};");
                index = narrow;
            }
            string address = _registers.New(PtxRegisterKind.Int32);
            _emit($"mad.lo.s32 {address}, {index}, {stride}, {pointer};");
            return (address, operand.Offset);
        }
        string register = _registers.New(PtxRegisterKind.Int64);
        _emit($"{(wide ? "mad.lo.s64" : "mad.wide.s32")} {register}, {index}, {stride}, {pointer};");
        return (register, operand.Offset);
    }

    private static string Place(string address, int offset) => offset == 0
        ? $"[{address}]"
        : FormattableString.Invariant($"[{address}+{offset}]");

    private static string Vector(int lanes) => lanes == 1 ? "" : FormattableString.Invariant($".v{lanes}");

    private static string List(string[] registers) =>
        registers.Length == 1 ? registers[0] : $"{{{string.Join(", ", registers)}}}";
}
