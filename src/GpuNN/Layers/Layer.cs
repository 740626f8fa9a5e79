using GpuNN.Memory;

namespace GpuNN.Layers;

/// <summary>A module that makes one tensor of one tensor.</summary>
public abstract class Layer : Module
{
    /// <summary>Applies the layer. Without gradients, everything it makes but its result is freed at once.</summary>
    public Tensor Forward(Tensor input)
    {
        AmbientState state = AmbientState.Current;
        if (state.GradientsEnabled) return Compute(input);
        var scope = new LifetimeScope { IsOpen = true };
        Tensor output;
        using (AmbientState.Use(state with { Scope = scope })) output = Compute(input);
        scope.FreeSince(0, [output], GetType().Name);
        if (state.Scope is { IsOpen: true } outer) scope.MoveTo(outer);
        else scope.Dissolve();
        return output;
    }

    /// <summary>What the layer computes.</summary>
    protected abstract Tensor Compute(Tensor input);
}
