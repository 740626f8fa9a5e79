namespace GpuNN.Bench.Cases;

/// <summary>The inputs of a case, made from a seed that is the hash of its id; both sides get the same bytes.</summary>
internal sealed class CaseInputs(string id)
{
    private readonly Dictionary<string, HostTensor> _byName = new(StringComparer.Ordinal);
    private ulong _state = Seed(id);

    public IEnumerable<HostTensor> All => _byName.Values;

    /// <exception cref="KeyNotFoundException">There is no input of that name.</exception>
    public HostTensor this[string name] => _byName[name];

    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>Uniform values in [-scale, scale).</summary>
    public CaseInputs Uniform(string name, float scale, params int[] shape)
    {
        var values = new float[Count(shape)];
        for (int i = 0; i < values.Length; i++)
            values[i] = scale * (NextUniform() * 2 - 1);
        return Add(new HostTensor(name, shape, values));
    }

    /// <summary>Uniform values in [low, high).</summary>
    public CaseInputs Between(string name, float low, float high, params int[] shape)
    {
        var values = new float[Count(shape)];
        for (int i = 0; i < values.Length; i++)
            values[i] = low + (high - low) * NextUniform();
        return Add(new HostTensor(name, shape, values));
    }

    /// <summary>Integers in [0, bound).</summary>
    public CaseInputs Indices(string name, int bound, params int[] shape)
    {
        var values = new int[Count(shape)];
        for (int i = 0; i < values.Length; i++)
            values[i] = NextBelow(bound);
        return Add(new HostTensor(name, shape, values));
    }

    public CaseInputs Add(HostTensor tensor)
    {
        _byName.Add(tensor.Name, tensor);
        return this;
    }

    /// <summary>The same inputs, each replaced by what <paramref name="replacement"/> makes of it.</summary>
    public CaseInputs With(Func<HostTensor, HostTensor> replacement)
    {
        var replaced = new CaseInputs(id);
        foreach (HostTensor tensor in All)
            replaced.Add(replacement(tensor));
        return replaced;
    }

    public float NextUniform() => (Next() >> 40) * (1f / (1 << 24));

    public int NextBelow(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>SplitMix64.</summary>
    private ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>FNV-1a: the same on every run, which string.GetHashCode is not.</summary>
    private static ulong Seed(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
            hash = (hash ^ c) * 1099511628211;
        return hash;
    }

    private static int Count(int[] shape)
    {
        int count = 1;
        foreach (int extent in shape)
            count = checked(count * extent);
        return count;
    }
}
