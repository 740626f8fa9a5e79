namespace GpuNN.Layers;

/// <summary>The keys and values of the tokens that a decoder has seen, so that each new token costs one step. It keeps its
/// tensors; not thread-safe.</summary>
public sealed class KeyValueCache : IDisposable
{
    /// <summary>The keys [N, heads, tokens, E], null before the first.</summary>
    public Tensor? Keys { get; private set; }

    /// <summary>The values [N, heads, tokens, E], null before the first.</summary>
    public Tensor? Values { get; private set; }

    /// <summary>How many tokens are held.</summary>
    public long Count => Keys?.Shape[2] ?? 0;

    /// <summary>Adds tokens; returns the keys and values of all.</summary>
    public (Tensor Keys, Tensor Values) Append(Tensor keys, Tensor values)
    {
        Tensor? oldKeys = Keys, oldValues = Values;
        Keys = (oldKeys is null ? keys.Clone() : Operators.Concat(2, oldKeys, keys)).Keep();
        Values = (oldValues is null ? values.Clone() : Operators.Concat(2, oldValues, values)).Keep();
        oldKeys?.Dispose();
        oldValues?.Dispose();
        return (Keys, Values);
    }

    /// <summary>Reorders the samples, for beams: sample i becomes what sample indices[i] was.</summary>
    /// <param name="indices">[N], int64.</param>
    public void Reorder(Tensor indices)
    {
        if (Keys is null || Values is null) return;
        Tensor keys = Keys.IndexSelect(0, indices).Keep(), values = Values.IndexSelect(0, indices).Keep();
        Dispose();
        (Keys, Values) = (keys, values);
    }

    /// <summary>Forgets all tokens.</summary>
    public void Dispose()
    {
        Keys?.Dispose();
        Values?.Dispose();
        Keys = Values = null;
    }
}
