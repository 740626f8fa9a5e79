using GpuNN.Layers;
using GpuNN.Models.Vision;
using GpuNN.Optimizers;
using GpuNN.Optimizers.Schedules;

namespace GpuNN.Course.Recipes;

/// <summary>Network in Network on coloured shapes.</summary>
public sealed class NinRecipe : ImageRecipe
{
    /// <inheritdoc/>
    public override string Name => "nin";

    /// <inheritdoc/>
    public override string Summary => "small Network in Network on coloured shapes, against softmax regression";

    /// <inheritdoc/>
    protected override double Threshold => 0.85;

    /// <inheritdoc/>
    protected override int Epochs => 22;

    /// <inheritdoc/>
    protected override ImageTask Generate(int seed) => ImageTask.Shapes(3000, 500, seed);

    /// <inheritdoc/>
    protected override Layer CreateModel(ImageTask task, Device device) =>
        NetworkInNetwork.Small(task.Classes, task.Channels, device);

    /// <inheritdoc/>
    protected override Optimizer CreateOptimizer(Layer model, long steps) =>
        new Adam(model.Parameters) { Schedule = new OneCycleSchedule(1.2e-3, steps), MaximumGradientNorm = 1 };
}
