namespace GpuNN.Backends;

/// <summary>Runs one primitive on a backend.</summary>
public delegate void PrimitiveHandler<in TBackend, in TPrimitive>(
    TBackend backend, TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);

/// <summary>Says whether a backend can run one primitive, and if not, why.</summary>
public delegate Support SupportCheck<in TBackend, in TPrimitive>(
    TBackend backend, TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);

/// <summary>Says which variant a backend would run, and why.</summary>
public delegate string Explanation<in TBackend, in TPrimitive>(
    TBackend backend, TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);

/// <summary>What a backend can run: an implementation per type of <see cref="Primitive"/>.</summary>
/// <typeparam name="TBackend">The backend, handed to the implementations.</typeparam>
public sealed class PrimitiveTable<TBackend>
    where TBackend : IBackend
{
    private readonly Dictionary<Type, Entry> _entries = [];

    private delegate T Untyped<out T>(
        TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);

    private delegate void UntypedHandler(
        TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);

    /// <summary>The types of primitives that have an implementation.</summary>
    public IReadOnlyCollection<Type> Primitives => _entries.Keys;

    /// <summary>Adds an implementation.</summary>
    /// <param name="run">Computes.</param>
    /// <param name="supports">Refuses operands; without it all are taken.</param>
    /// <param name="explain">Names the variant that would run; without it the primitive has one.</param>
    /// <exception cref="ArgumentException">The primitive has one already.</exception>
    public void Add<TPrimitive>(
        PrimitiveHandler<TBackend, TPrimitive> run,
        SupportCheck<TBackend, TPrimitive>? supports = null,
        Explanation<TBackend, TPrimitive>? explain = null)
        where TPrimitive : Primitive
    {
        _entries.Add(typeof(TPrimitive), new Entry(
            (backend, primitive, inputs, outputs) => run(backend, (TPrimitive)primitive, inputs, outputs),
            supports is null ? null : (b, p, inputs, outputs) => supports(b, (TPrimitive)p, inputs, outputs),
            explain is null ? null : (b, p, inputs, outputs) => explain(b, (TPrimitive)p, inputs, outputs)));
    }

    /// <summary>Whether a primitive can be run on these operands.</summary>
    public Support Supports(
        TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (!_entries.TryGetValue(primitive.GetType(), out Entry? entry))
            return Support.No($"{backend.Name} has no {primitive.Name}");
        return entry.Supports is null ? Support.Yes : entry.Supports(backend, primitive, inputs, outputs);
    }

    /// <summary>Runs a primitive if that is possible on these operands.</summary>
    public Support TryExecute(
        TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (!_entries.TryGetValue(primitive.GetType(), out Entry? entry))
            return Support.No($"{backend.Name} has no {primitive.Name}");
        Support support = entry.Supports is null ? Support.Yes : entry.Supports(backend, primitive, inputs, outputs);
        if (support.IsSupported) entry.Run(backend, primitive, inputs, outputs);
        return support;
    }

    /// <summary>Runs a primitive.</summary>
    /// <exception cref="UnsupportedOperatorException">There is no implementation.</exception>
    public void Execute(
        TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (!_entries.TryGetValue(primitive.GetType(), out Entry? entry))
            throw new UnsupportedOperatorException(primitive.Name, null, $"no implementation on {backend.Name}", "one");
        entry.Run(backend, primitive, inputs, outputs);
    }

    /// <summary>Which variant would run, and why.</summary>
    public string Explain(
        TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        Support support = Supports(backend, primitive, inputs, outputs);
        if (!support.IsSupported) return $"{primitive.Name}: {support.Reason}";
        return _entries[primitive.GetType()].Explain?.Invoke(backend, primitive, inputs, outputs)
            ?? $"{primitive.Name}: the only variant";
    }

    private sealed record Entry(UntypedHandler Run, Untyped<Support>? Supports, Untyped<string>? Explain);
}
