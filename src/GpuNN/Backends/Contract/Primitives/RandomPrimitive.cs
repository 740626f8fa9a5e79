namespace GpuNN.Backends;

/// <summary>A computation that draws random numbers: a range of Philox counters under a key.</summary>
/// <param name="Seed">Philox's key.</param>
/// <param name="Offset">The first counter.</param>
public abstract record RandomPrimitive(ulong Seed, ulong Offset) : Primitive;
