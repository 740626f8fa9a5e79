namespace GpuNN.Optimizers;

/// <summary>What an optimiser remembers of one parameter: tensors of its shape under names, at first 0, and how often it was
/// changed.</summary>
public sealed class ParameterState
{
    private readonly Dictionary<string, Tensor> _tensors = [];
    private readonly Parameter _parameter;

    internal ParameterState(Parameter parameter) => _parameter = parameter;

    /// <summary>How often the parameter was changed, this time included.</summary>
    public long Step { get; internal set; }

    /// <summary>The tensors, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>The tensor of this name; zeros where there is none yet.</summary>
    public Tensor this[string name]
    {
        get
        {
            if (_tensors.TryGetValue(name, out Tensor? tensor)) return tensor;
            tensor = Tensor.Zeros(_parameter.Shape, _parameter.DType, _parameter.Device).Keep();
            _tensors.Add(name, tensor);
            return tensor;
        }
    }

    internal void Clear()
    {
        foreach (Tensor tensor in _tensors.Values) tensor.Dispose();
        _tensors.Clear();
        Step = 0;
    }
}
