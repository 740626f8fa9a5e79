using System.Runtime.CompilerServices;

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

    /// <summary>The types of primitives that have an implementation.</summary>
    public IReadOnlyCollection<Type> Primitives => _entries.Keys;

    /// <summary>Whether a primitive has an implementation, for some operands at least.</summary>
    public bool Contains(Primitive primitive) => _entries.ContainsKey(primitive.GetType());

    /// <summary>Adds an implementation.</summary>
    /// <param name="run">Computes.</param>
    /// <param name="supports">Refuses operands; without it all are taken.</param>
    /// <param name="explain">Names the variant that would run; without it the primitive has one.</param>
    /// <exception cref="ArgumentException">The primitive has one already.</exception>
    public void Add<TPrimitive>(
        PrimitiveHandler<TBackend, TPrimitive> run,
        SupportCheck<TBackend, TPrimitive>? supports = null,
        Explanation<TBackend, TPrimitive>? explain = null)
        where TPrimitive : Primitive =>
        _entries.Add(typeof(TPrimitive), new Entry<TPrimitive>(run, supports, explain));

    /// <summary>Whether a primitive can be run on these operands.</summary>
    public Support Supports(
        TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (!_entries.TryGetValue(primitive.GetType(), out Entry? entry))
            return Support.No($"{backend.Name} has no {primitive.Name}");
        return entry.Supports(backend, primitive, inputs, outputs);
    }

    /// <summary>Runs a primitive if that is possible on these operands.</summary>
    public Support TryExecute(
        TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (!_entries.TryGetValue(primitive.GetType(), out Entry? entry))
            return Support.No($"{backend.Name} has no {primitive.Name}");
        Support support = entry.Supports(backend, primitive, inputs, outputs);
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
        return _entries[primitive.GetType()].Explain(backend, primitive, inputs, outputs);
    }

    private abstract class Entry
    {
        public abstract Support Supports(
            TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);

        public abstract void Run(
            TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);

        public abstract string Explain(
            TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);
    }

    /// <summary>An entry is found by the type of the primitive, which need not be checked again.</summary>
    private sealed class Entry<TPrimitive>(
        PrimitiveHandler<TBackend, TPrimitive> run,
        SupportCheck<TBackend, TPrimitive>? supports,
        Explanation<TBackend, TPrimitive>? explain) : Entry
        where TPrimitive : Primitive
    {
        public override Support Supports(
            TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
            supports is null ? Support.Yes : supports(backend, Unsafe.As<TPrimitive>(primitive), inputs, outputs);

        public override void Run(
            TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
            run(backend, Unsafe.As<TPrimitive>(primitive), inputs, outputs);

        public override string Explain(
            TBackend backend, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
            explain is null
                ? $"{primitive.Name}: the only variant"
                : explain(backend, Unsafe.As<TPrimitive>(primitive), inputs, outputs);
    }
}
