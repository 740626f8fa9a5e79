using GpuNN.Models.Text;
using GpuNN.Optimizers;
using GpuNN.Optimizers.Schedules;
using GpuNN.Text;
using GpuNN.Training;

namespace GpuNN.Course;

/// <summary>A recipe that models text character by character with a recurrent network, against trigrams of characters.</summary>
public abstract class LanguageModelRecipe : Recipe, ISamplingRecipe
{
    private const int Sentences = 2000, Batch = 32, Steps = 32, Epochs = 8;
    private const string Measured = "perplexity";

    /// <summary>The cell.</summary>
    protected abstract RecurrentCell Cell { get; }

    /// <summary>The perplexity per character that must be reached on generated text.</summary>
    protected abstract double Threshold { get; }

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        TextTask task = TextTask.OfCharacters(context, Sentences);
        RecurrentLanguageModel model = Create(task, context.Device);
        var state = new CarriedState();
        int batches = SequenceSampling.Adjacent(task.Training, Batch, Steps).Count();
        var optimizer = new Adam(model.Parameters)
        {
            MaximumGradientNorm = 1,
            Schedule = new OneCycleSchedule(0.008, (long)(context.Epochs ?? Epochs) * batches),
        };
        var trainer = new Trainer<(long[] Inputs, long[] Targets, int Index)>(model, optimizer, batch =>
        {
            if (batch.Index == 0) state.Value = null;
            Shape shape = [Steps, Batch];
            var (loss, next) = model.Loss(
                Tensor.From(batch.Inputs, shape, context.Device), Tensor.From(batch.Targets, shape, context.Device), state.Value);
            state.Value = next.Detach();
            return loss;
        })
        {
            Validation = () => Measure(task, model),
        };
        trainer.State.Add(state);
        var source = BatchSource.Create(batches, _ => SequenceSampling.Adjacent(task.Training, Batch, Steps)
            .Select((batch, index) => (batch.Inputs, batch.Targets, index)));
        context.Run(trainer, source, Epochs);
        var trigrams = new NGramModel(3, task.Vocabulary.Count);
        trigrams.Train(task.Training);
        double value = Measure(task, model)[Measured];
        return new("test perplexity per character", value, Threshold, trigrams.Perplexity(task.Test), "trigrams", IsMaximized: false);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        TextTask task = TextTask.OfCharacters(context, Sentences);
        return Measure(task, Load(task, context));
    }

    /// <inheritdoc/>
    public string Sample(RecipeContext context, string prompt, int length, double temperature)
    {
        TextTask task = TextTask.OfCharacters(context, Sentences);
        string start = prompt.Length > 0 ? prompt : "\n";
        long[] written = Load(task, context).Generate(task.Vocabulary.Encode(start), length, temperature, [task.Vocabulary[Vocabulary.Unknown]]);
        return prompt + task.Vocabulary.Decode(written);
    }

    private static Dictionary<string, double> Measure(TextTask task, RecurrentLanguageModel model) =>
        new() { [Measured] = model.Perplexity(task.Test, batch: 4) };

    private RecurrentLanguageModel Load(TextTask task, RecipeContext context)
    {
        RecurrentLanguageModel model = Create(task, context.Device);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return model;
    }

    private RecurrentLanguageModel Create(TextTask task, Device device) => new(
        new() { Vocabulary = task.Vocabulary.Count, Cell = Cell, EmbeddingSize = 32, HiddenSize = 128, Layers = 1 }, device);
}
