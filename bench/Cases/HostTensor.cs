using System.Runtime.InteropServices;

namespace GpuNN.Bench.Cases;

/// <summary>A named array in host memory, row-major: an input that both sides get or an output that both return.</summary>
internal sealed class HostTensor
{
    public HostTensor(string name, int[] shape, float[] values)
        : this(name, shape, values, values.Length) => Floats = values;

    public HostTensor(string name, int[] shape, int[] values)
        : this(name, shape, values, values.Length) => Integers = values;

    private HostTensor(string name, int[] shape, Array values, int count)
    {
        long expected = 1;
        foreach (int extent in shape)
            expected *= extent;
        if (expected != count)
            throw new ArgumentException($"'{name}' has {count} values for a shape of {expected}.", nameof(values));
        (Name, Shape) = (name, shape);
    }

    public string Name { get; }

    public int[] Shape { get; }

    public float[]? Floats { get; }

    public int[]? Integers { get; }

    public int Length => Floats?.Length ?? Integers!.Length;

    public ReadOnlySpan<byte> Bytes =>
        Floats is not null ? MemoryMarshal.AsBytes<float>(Floats) : MemoryMarshal.AsBytes<int>(Integers);
}
