namespace GpuNN.Backends;

/// <summary>What a backend is asked to compute: the attributes of one computation, without its operands. Derived types
/// are immutable records, one per computation; a backend looks its implementation up by the type. Operators of the tensor
/// layer are made of them, recorded functions are lists of them, and another library can run them on buffers of its
/// own.</summary>
public abstract record Primitive
{
    /// <summary>The name in messages, profiles and recorded functions.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>Whether implementations take inputs with any strides. Where they do not, the tensor layer hands in
    /// contiguous copies.</summary>
    public virtual bool AcceptsStrides => false;

    /// <summary>Floating-point operations of one run, for benchmarks and summaries; by default one per element of the
    /// output.</summary>
    public virtual double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        outputs.Length == 0 ? 0 : outputs[0].Count;
}
