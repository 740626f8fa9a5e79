using GpuNN.Layers;
using GpuNN.Models.Vision;
using GpuNN.Optimizers;

namespace GpuNN.Course.Recipes;

/// <summary>Softmax regression on drawn digits; the baseline is the commonest class.</summary>
public sealed class SoftmaxRecipe : ImageRecipe
{
    /// <inheritdoc/>
    public override string Name => "softmax";

    /// <inheritdoc/>
    public override string Summary => "softmax regression on drawn digits, against the commonest class";

    /// <inheritdoc/>
    protected override double Threshold => 0.6;

    /// <inheritdoc/>
    protected override int Epochs => 10;

    /// <inheritdoc/>
    protected override ImageTask Generate(int seed) => ImageTask.Digits(4000, 1000, seed);

    /// <inheritdoc/>
    protected override Layer CreateModel(ImageTask task, Device device) =>
        new SoftmaxRegression(task.Pixels, task.Classes, device);

    /// <inheritdoc/>
    protected override Optimizer CreateOptimizer(Layer model, long steps) => new Adam(model.Parameters, learningRate: 1e-3);

    /// <inheritdoc/>
    protected override (double Value, string Name) Baseline(ImageTask task, RecipeContext context) =>
        (task.MajorityShare, "commonest class");
}
