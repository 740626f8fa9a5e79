using GpuNN.Memory;

namespace GpuNN.Layers;

/// <summary>A part of a model: parameters, buffers and parts of its own, each under a name. Names join with dots, as in
/// PyTorch, and so weights are named as PyTorch names them.</summary>
public abstract class Module
{
    private readonly List<KeyValuePair<string, Parameter>> _parameters = [];
    private readonly List<KeyValuePair<string, Tensor>> _buffers = [];
    private readonly List<KeyValuePair<string, Module>> _modules = [];

    /// <summary>Whether the module trains (dropout drops, batch normalisation uses the batch) or predicts.</summary>
    public bool IsTraining { get; private set; } = true;

    /// <summary>The parameters of this module and its parts.</summary>
    public IEnumerable<Parameter> Parameters => NamedParameters.Select(entry => entry.Value);

    /// <summary>The parameters of this module and its parts, with their names.</summary>
    public IEnumerable<KeyValuePair<string, Parameter>> NamedParameters => Named(module => module._parameters);

    /// <summary>What belongs to the state but is not trained, with names: running statistics.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> NamedBuffers => Named(module => module._buffers);

    /// <summary>The direct parts, with their names.</summary>
    public IReadOnlyList<KeyValuePair<string, Module>> Modules => _modules;

    /// <summary>The number of trainable numbers.</summary>
    public long ParameterCount => Parameters.Sum(parameter => parameter.Count);

    /// <summary>Switches this module and its parts to training or to prediction.</summary>
    public void Train(bool isTraining = true)
    {
        IsTraining = isTraining;
        foreach (var (_, module) in _modules) module.Train(isTraining);
    }

    /// <summary>Switches this module and its parts to prediction.</summary>
    public void Evaluate() => Train(false);

    /// <summary>Moves the parameters and buffers to a device. Gradients collected so far are dropped, and an optimiser's state
    /// stays where it is: move a model before its optimiser is made.</summary>
    public void To(Device device) => Convert(tensor => tensor.To(device));

    /// <summary>Converts the parameters and the floating-point buffers to another floating-point type; see
    /// <see cref="To(Device)"/>.</summary>
    /// <exception cref="DTypeMismatchException">The type is no floating-point type.</exception>
    public void To(DType dtype)
    {
        if (!dtype.IsFloatingPoint()) throw new DTypeMismatchException(nameof(To), nameof(dtype), $"{dtype}", "a floating-point type");
        Convert(tensor => tensor.DType.IsFloatingPoint() ? tensor.Cast(dtype) : tensor);
    }

    /// <summary>Runs what the module computes. Without gradients, everything that it makes but its results is freed at
    /// once.</summary>
    protected Tensor[] Call(Func<Tensor[]> compute)
    {
        AmbientState state = AmbientState.Current;
        state.Modules?.Entering(this);
        Tensor[] outputs;
        if (state.GradientsEnabled)
        {
            outputs = compute();
        }
        else
        {
            var scope = new LifetimeScope { IsOpen = true };
            using (AmbientState.Use(state with { Scope = scope })) outputs = compute();
            scope.FreeSince(0, outputs, GetType().Name);
            if (state.Scope is { IsOpen: true } outer) scope.MoveTo(outer);
            else scope.Dissolve();
        }

        state.Modules?.Left(this, outputs);
        return outputs;
    }

    /// <summary>Names a parameter.</summary>
    protected Parameter Register(string name, Parameter parameter)
    {
        _parameters.Add(new(name, parameter));
        return parameter;
    }

    /// <summary>Names a buffer and keeps it.</summary>
    protected Tensor RegisterBuffer(string name, Tensor buffer)
    {
        _buffers.Add(new(name, buffer.Keep()));
        return buffer;
    }

    /// <summary>Names a part.</summary>
    protected TModule Register<TModule>(string name, TModule module)
        where TModule : Module
    {
        _modules.Add(new(name, module));
        return module;
    }

    private void Convert(Func<Tensor, Tensor> conversion)
    {
        using IDisposable restoration = NoGrad.Begin();
        foreach (Tensor tensor in Parameters.Concat(NamedBuffers.Select(entry => entry.Value)).Distinct().ToArray())
        {
            Tensor converted = conversion(tensor);
            if (converted == tensor) continue;
            tensor.Become(converted);
            converted.Dispose();
        }
    }

    private IEnumerable<KeyValuePair<string, T>> Named<T>(Func<Module, List<KeyValuePair<string, T>>> own)
    {
        foreach (var entry in own(this)) yield return entry;
        foreach (var (prefix, module) in _modules)
        {
            foreach (var (name, value) in module.Named(own)) yield return new($"{prefix}.{name}", value);
        }
    }
}
