using GpuNN.Data.Generated;
using GpuNN.Layers;
using GpuNN.Optimizers;
using GpuNN.Text;
using GpuNN.Training;

namespace GpuNN.Course;

/// <summary>A recipe that reverses strings, measured by the share of long ones that it writes without a mistake, against
/// recurrent networks without attention.</summary>
/// <typeparam name="TModel">The model.</typeparam>
public abstract class StringRecipe<TModel> : Recipe
    where TModel : Module
{
    /// <summary>The metric that the result is of.</summary>
    protected const string ExactMatches = "exact matches";

    /// <summary>How many epochs where the user does not say.</summary>
    protected abstract int Epochs { get; }

    /// <summary>The highest learning rate of the schedule.</summary>
    protected abstract double Rate { get; }

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        var task = new StringTask(context.Seed);
        TModel model = Create(context.Device);
        var optimizer = new Adam(model.Parameters)
        {
            MaximumGradientNorm = 1,
            Schedule = StringTask.Schedule(Rate, context.Epochs ?? Epochs),
        };
        var trainer = new Trainer<ReversedStrings>(
            model, optimizer, batch => Loss(model, PaddedSequences.Of(batch.Sources, context.Device), batch.Targets))
        {
            Validation = () => Measure(task, model, context.Device),
        };
        context.Run(trainer, task.Batches, Epochs);
        double value = MeasureFully(task, model, context.Device)[ExactMatches];
        var (baseline, name) = task.Baseline(context, Epochs);
        return new("exact matches on long strings", value, 0.95, baseline, name);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        TModel model = Create(context.Device);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return MeasureFully(new StringTask(context.Seed), model, context.Device);
    }

    /// <summary>Makes the model.</summary>
    protected abstract TModel Create(Device device);

    /// <summary>The loss of a batch.</summary>
    protected abstract Tensor Loss(TModel model, PaddedSequences sources, IReadOnlyList<long[]> targets);

    /// <summary>Writes a string for each source.</summary>
    protected abstract IReadOnlyList<long[]> Write(TModel model, PaddedSequences sources);

    /// <summary>What is measured once, behind the training: where a recipe has no costlier way of writing, what is measured
    /// after each epoch.</summary>
    private protected virtual Dictionary<string, double> MeasureFully(StringTask task, TModel model, Device device) => Measure(task, model, device);

    /// <summary>What is measured after each epoch.</summary>
    private protected Dictionary<string, double> Measure(StringTask task, TModel model, Device device)
    {
        using IDisposable restoration = NoGrad.Begin();
        model.Evaluate();
        return new() { [ExactMatches] = task.ExactMatches(device, sources => Write(model, sources)) };
    }
}
