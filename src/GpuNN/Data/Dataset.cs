namespace GpuNN.Data;

/// <summary>Samples of one shape with a target each, in the host's memory.</summary>
public sealed class Dataset
{
    private readonly float[] _inputs;
    private readonly long[] _targets;
    private readonly int _inputLength;
    private readonly int _targetLength;

    /// <summary>Samples one behind the other.</summary>
    /// <param name="inputs">All inputs, sample by sample.</param>
    /// <param name="inputShape">The shape of one.</param>
    /// <param name="targets">All targets: classes, or whole maps of them.</param>
    /// <param name="targetShape">The shape of one; a scalar where it is left out.</param>
    /// <exception cref="ShapeMismatchException">The lengths are no multiples of the shapes, or give different numbers of
    /// samples.</exception>
    public Dataset(float[] inputs, in Shape inputShape, long[] targets, in Shape targetShape = default)
    {
        _inputs = inputs;
        _targets = targets;
        _inputLength = checked((int)inputShape.Count);
        _targetLength = checked((int)targetShape.Count);
        if (_inputLength == 0 || inputs.Length % _inputLength != 0)
            throw new ShapeMismatchException(nameof(Dataset), nameof(inputs), $"{inputs.Length} numbers", $"a multiple of {_inputLength} for {inputShape}");
        Count = inputs.Length / _inputLength;
        if (targets.Length != (long)Count * _targetLength)
            throw new ShapeMismatchException(nameof(Dataset), nameof(targets), $"{targets.Length} numbers", $"{(long)Count * _targetLength} for {Count} samples");
        InputShape = inputShape;
        TargetShape = targetShape;
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>The shape of an input.</summary>
    public Shape InputShape { get; }

    /// <summary>The shape of a target.</summary>
    public Shape TargetShape { get; }

    /// <summary>The numbers of an input.</summary>
    public ReadOnlySpan<float> Input(int sample) => _inputs.AsSpan(sample * _inputLength, _inputLength);

    /// <summary>The numbers of a target.</summary>
    public ReadOnlySpan<long> Target(int sample) => _targets.AsSpan(sample * _targetLength, _targetLength);

    /// <summary>These samples, copied.</summary>
    public Dataset Select(ReadOnlySpan<int> samples)
    {
        var (inputs, targets) = Gather(samples);
        return new(inputs, InputShape, targets, TargetShape);
    }

    /// <summary>All samples, copied, their inputs changed in place by a function.</summary>
    public Dataset Map(Action<Span<float>> change)
    {
        float[] inputs = [.. _inputs];
        for (int sample = 0; sample < Count; sample++) change(inputs.AsSpan(sample * _inputLength, _inputLength));
        return new(inputs, InputShape, _targets, TargetShape);
    }

    /// <summary>The first samples, and the remainder.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer samples.</exception>
    public (Dataset First, Dataset Remainder) Split(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        int[] all = [.. Enumerable.Range(0, Count)];
        return (Select(all.AsSpan(..count)), Select(all.AsSpan(count..)));
    }

    /// <summary>The numbers of these samples, one behind the other.</summary>
    internal (float[] Inputs, long[] Targets) Gather(ReadOnlySpan<int> samples)
    {
        var inputs = new float[samples.Length * _inputLength];
        var targets = new long[samples.Length * _targetLength];
        for (int index = 0; index < samples.Length; index++)
        {
            Input(samples[index]).CopyTo(inputs.AsSpan(index * _inputLength));
            Target(samples[index]).CopyTo(targets.AsSpan(index * _targetLength));
        }

        return (inputs, targets);
    }
}
