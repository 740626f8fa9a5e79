namespace GpuNN.Layers;

/// <summary>A module that makes one tensor of one tensor.</summary>
public abstract class Layer : Module
{
    /// <summary>Applies the layer. Without gradients, everything it makes but its result is freed at once.</summary>
    public Tensor Forward(Tensor input) => Call(() => [Compute(input)])[0];

    /// <summary>What the layer computes.</summary>
    protected abstract Tensor Compute(Tensor input);
}
