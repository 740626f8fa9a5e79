using GpuNN.Layers;
using GpuNN.Models.Vision;
using GpuNN.Optimizers;
using GpuNN.Optimizers.Schedules;

namespace GpuNN.Course.Recipes;

/// <summary>LeNet-5 in full size on drawn digits.</summary>
public sealed class LeNetRecipe : ImageRecipe
{
    /// <inheritdoc/>
    public override string Name => "lenet";

    /// <inheritdoc/>
    public override string Summary => "LeNet-5, full size, on drawn digits, against softmax regression";

    /// <inheritdoc/>
    protected override double Threshold => 0.97;

    /// <inheritdoc/>
    protected override int Epochs => 5;

    /// <inheritdoc/>
    protected override ImageTask Generate(int seed) => ImageTask.Digits(6000, 1000, seed);

    /// <inheritdoc/>
    protected override Layer CreateModel(ImageTask task, Device device) =>
        new LeNet(task.Classes, task.Channels, device: device);

    /// <inheritdoc/>
    protected override Optimizer CreateOptimizer(Layer model, long steps) =>
        new Adam(model.Parameters) { Schedule = new OneCycleSchedule(5e-3, steps) };
}
