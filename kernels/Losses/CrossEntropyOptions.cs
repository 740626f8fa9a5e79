namespace GpuNN.Kernels;

/// <summary>The sizes and options of a cross-entropy.</summary>
internal readonly struct CrossEntropyOptions<T>
    where T : unmanaged
{
    public int Samples { get; init; }

    public int Classes { get; init; }

    /// <summary>1 where classes have weights.</summary>
    public int HasWeights { get; init; }

    /// <summary>1 − s.</summary>
    public T Rest { get; init; }

    /// <summary>s / c.</summary>
    public T Share { get; init; }

    /// <summary>1 where a target stands for samples that do not count.</summary>
    public int HasIgnored { get; init; }

    public long IgnoredIndex { get; init; }
}
