namespace GpuNN.Bench.Cases;

/// <summary>The inputs of a case as tensors of one device, uploaded when first asked for; integers as int64, and in float64 on
/// the reference. Elsewhere floating-point numbers have the type given.</summary>
internal sealed class CaseTensors(Device device, CaseInputs inputs, DType type = DType.Float32) : IDisposable
{
    private readonly Dictionary<string, Tensor> _byName = new(StringComparer.Ordinal);

    public Device Device => device;

    /// <exception cref="KeyNotFoundException">There is no input of that name.</exception>
    public Tensor this[string name]
    {
        get
        {
            if (!_byName.TryGetValue(name, out Tensor? tensor))
                _byName.Add(name, tensor = Upload(inputs[name]));
            return tensor;
        }
    }

    /// <summary>The integers of an input in 32 bits, as the offsets and columns of a sparse matrix are.</summary>
    public Tensor Int32(string name)
    {
        if (!_byName.TryGetValue(name, out Tensor? tensor))
            _byName.Add(name, tensor = Tensor.From(inputs[name].Integers!, [inputs[name].Length], device).Keep());
        return tensor;
    }

    public bool Has(string name) => inputs.Has(name);

    /// <summary>A tensor shaped and typed as another, all of one value.</summary>
    public Tensor Constant(string name, double value, Tensor like)
    {
        Tensor tensor = Tensor.Full(like.Shape, value, like.DType, device).Keep();
        _byName.Add(name, tensor);
        return tensor;
    }

    /// <summary>The input, to be differentiated.</summary>
    public Tensor Differentiable(string name)
    {
        Tensor tensor = this[name];
        tensor.RequiresGrad = true;
        return tensor;
    }

    /// <summary>The input as a parameter of a model of its own, which outlives the step.</summary>
    public Parameter Parameter(string name) => new(Upload(inputs[name]));

    public void Dispose()
    {
        foreach (Tensor tensor in _byName.Values)
            tensor.Dispose();
        _byName.Clear();
    }

    private Tensor Upload(HostTensor host)
    {
        Shape shape = Shape.Create([.. host.Shape.Select(extent => (long)extent)]);
        if (host.Floats is not null && device == Device.Reference)
            return Tensor.From(Array.ConvertAll(host.Floats, value => (double)value), shape, device).Keep();
        if (host.Floats is not null)
        {
            Tensor tensor = Tensor.From(host.Floats, shape, device);
            return (type == DType.Float32 ? tensor : tensor.Cast(type)).Keep();
        }
        return Tensor.From(Array.ConvertAll(host.Integers!, value => (long)value), shape, device).Keep();
    }
}
