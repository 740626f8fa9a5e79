namespace GpuNN.Layers;

/// <summary>f(body(x) + x): a short cut, of its own layer where shapes differ (a 1×1 convolution).</summary>
public sealed class Residual : Layer
{
    private readonly Layer _body;
    private readonly Layer? _shortcut;
    private readonly Layer? _activation;

    /// <summary>A short cut around a layer.</summary>
    /// <param name="body">What is learned.</param>
    /// <param name="shortcut">What the input passes through beside it; nothing where left out.</param>
    /// <param name="activation">f; none where left out.</param>
    public Residual(Layer body, Layer? shortcut = null, Layer? activation = null)
    {
        _body = Register("body", body);
        _shortcut = shortcut is null ? null : Register("shortcut", shortcut);
        _activation = activation is null ? null : Register("activation", activation);
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        Tensor sum = _body.Forward(input) + (_shortcut?.Forward(input) ?? input);
        return _activation?.Forward(sum) ?? sum;
    }
}
