using GpuNN.Layers;
using GpuNN.Models.Vision;
using GpuNN.Optimizers;
using GpuNN.Optimizers.Schedules;

namespace GpuNN.Course.Recipes;

/// <summary>DenseNet-121's bottlenecks and transitions on coloured shapes.</summary>
public sealed class DenseNet121Recipe : ImageRecipe
{
    /// <inheritdoc/>
    public override string Name => "densenet121";

    /// <inheritdoc/>
    public override string Summary => "small DenseNet with DenseNet-121's bottlenecks on coloured shapes, against softmax regression";

    /// <inheritdoc/>
    protected override double Threshold => 0.85;

    /// <inheritdoc/>
    protected override int Epochs => 8;

    /// <inheritdoc/>
    protected override ImageTask Generate(int seed) => ImageTask.Shapes(3000, 500, seed);

    /// <inheritdoc/>
    protected override Layer CreateModel(ImageTask task, Device device) =>
        DenseNet.Small121(task.Classes, task.Channels, device);

    /// <inheritdoc/>
    protected override Optimizer CreateOptimizer(Layer model, long steps) =>
        new Adam(model.Parameters) { Schedule = new OneCycleSchedule(2e-3, steps) };
}
