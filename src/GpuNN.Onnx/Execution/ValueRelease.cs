namespace GpuNN.Onnx.Execution;

/// <summary>Frees what nodes made as soon as nothing needs it, where neither tape nor recording do. An operator may hand on its
/// operand itself, so that several values are one tensor: the last of them frees it.</summary>
internal sealed class ValueRelease
{
    private readonly Dictionary<Tensor, int> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Tensor> _borrowed = new(ReferenceEqualityComparer.Instance);

    /// <summary>Starts with values that belong to somebody else.</summary>
    public ValueRelease(IEnumerable<OnnxValue> given)
    {
        foreach (OnnxValue value in given) _borrowed.Add(value.Tensor);
    }

    /// <summary>A node made a value.</summary>
    public void Made(OnnxValue value)
    {
        if (!_borrowed.Contains(value.Tensor)) _uses[value.Tensor] = _uses.GetValueOrDefault(value.Tensor) + 1;
    }

    /// <summary>Nothing needs a value any more.</summary>
    public void Dead(OnnxValue value)
    {
        if (value.IsKnown || !_uses.TryGetValue(value.Tensor, out int uses)) return;
        if (uses > 1)
        {
            _uses[value.Tensor] = uses - 1;
            return;
        }

        _uses.Remove(value.Tensor);
        value.Tensor.Dispose();
    }
}
