using GpuNN.Initializers;
using GpuNN.Layers;

namespace GpuNN.Models;

/// <summary>Gives the layers of a model first values by their kind.</summary>
internal static class WeightInitialization
{
    /// <summary>For networks of ReLU (He et al., 2015): filters and matrices normal with variance 2/fan, biases 0.
    /// Normalisations keep their γ = 1, β = 0.</summary>
    public static void HeNormal(Module model, FanMode mode = FanMode.In)
    {
        var weights = new KaimingInitializer(isUniform: false, mode: mode);
        using IDisposable restoration = NoGrad.Begin();
        foreach (Parameter parameter in model.Parameters)
        {
            if (parameter.Rank >= 2) weights.Apply(parameter);
        }

        foreach (var (name, parameter) in model.NamedParameters)
        {
            if (parameter.Rank == 1 && name.EndsWith("bias", StringComparison.Ordinal)) parameter.Fill(0);
        }
    }
}
