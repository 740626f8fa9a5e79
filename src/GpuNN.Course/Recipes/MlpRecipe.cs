using GpuNN.Layers;
using GpuNN.Models.Vision;
using GpuNN.Optimizers;
using GpuNN.Optimizers.Schedules;

namespace GpuNN.Course.Recipes;

/// <summary>A multilayer perceptron on drawn digits.</summary>
public sealed class MlpRecipe : ImageRecipe
{
    /// <inheritdoc/>
    public override string Name => "mlp";

    /// <inheritdoc/>
    public override string Summary => "multilayer perceptron on drawn digits, against softmax regression";

    /// <inheritdoc/>
    protected override double Threshold => 0.9;

    /// <inheritdoc/>
    protected override int Epochs => 6;

    /// <inheritdoc/>
    protected override ImageTask Generate(int seed) => ImageTask.Digits(4000, 1000, seed);

    /// <inheritdoc/>
    protected override Layer CreateModel(ImageTask task, Device device) =>
        new MultilayerPerceptron(task.Pixels, [256], task.Classes, device: device);

    /// <inheritdoc/>
    protected override Optimizer CreateOptimizer(Layer model, long steps) =>
        new Adam(model.Parameters) { Schedule = new OneCycleSchedule(2e-3, steps) };
}
