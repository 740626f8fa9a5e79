using System.Globalization;
using GpuNN.Files;
using GpuNN.Layers;
using GpuNN.Optimizers;

namespace GpuNN.Training;

/// <summary>What a loop must save to continue bit for bit: the model, the optimiser with its schedule, and the random numbers'
/// position. The data's order is its seed and the epoch's number (<see cref="Data.DataLoader.Epoch"/>).</summary>
public static class TrainingCheckpoint
{
    /// <summary>The section of the model's parameters and buffers.</summary>
    public const string ModelSection = "model";

    /// <summary>The section of the optimiser's tensors and counters.</summary>
    public const string OptimizerSection = "optimizer";

    private const string SchedulePrefix = "schedule.";

    /// <summary>Writes a checkpoint.</summary>
    public static void Save(string path, Module model, Optimizer optimizer) => Save(path, model, optimizer, static _ => { });

    /// <summary>Takes a checkpoint up.</summary>
    /// <exception cref="MalformedFileException">The file is damaged, no checkpoint, or of a newer version.</exception>
    /// <exception cref="ShapeMismatchException">It is another model's.</exception>
    /// <exception cref="ArgumentException">It is another optimiser's.</exception>
    public static void Load(string path, Module model, Optimizer optimizer)
    {
        using Checkpoint checkpoint = Checkpoint.Load(path);
        Restore(checkpoint, model, optimizer);
    }

    /// <summary>Takes up the model of a checkpoint and nothing else: to evaluate it.</summary>
    /// <inheritdoc cref="Load(string, Module, Optimizer)" path="/exception"/>
    public static void LoadModel(string path, Module model)
    {
        using Checkpoint checkpoint = Checkpoint.Load(path);
        StateDictionary.Load(model, checkpoint.Section(ModelSection));
    }

    internal static void Save(string path, Module model, Optimizer optimizer, Action<Checkpoint> addMore)
    {
        using var checkpoint = new Checkpoint();
        checkpoint.Add(ModelSection, StateDictionary.Of(model));
        IReadOnlyDictionary<string, Tensor> state = optimizer.SaveState();
        checkpoint.Add(OptimizerSection, state);
        checkpoint.Values["optimizer"] = optimizer.GetType().Name;
        checkpoint.Values["learning_rate"] = Text(optimizer.LearningRate);
        if (optimizer.Schedule is { } schedule)
        {
            foreach (var (name, value) in schedule.SaveState()) checkpoint.Values[SchedulePrefix + name] = Text(value);
        }

        RandomState random = RandomState.Current;
        checkpoint.Values["random.seed"] = random.Seed.ToString(CultureInfo.InvariantCulture);
        checkpoint.Values["random.position"] = random.Position.ToString(CultureInfo.InvariantCulture);
        addMore(checkpoint);
        checkpoint.Save(path);
        foreach (var (name, counter) in state)
        {
            if (name == "step" || name.EndsWith(".step", StringComparison.Ordinal)) counter.Dispose();
        }
    }

    internal static void Restore(Checkpoint checkpoint, Module model, Optimizer optimizer)
    {
        string kind = Value(checkpoint, "optimizer");
        if (kind != optimizer.GetType().Name)
            throw new ArgumentException($"The checkpoint is of the optimiser {kind}, not of {optimizer.GetType().Name}.", nameof(optimizer));
        StateDictionary.Load(model, checkpoint.Section(ModelSection));
        optimizer.LoadState(checkpoint.Section(OptimizerSection));
        optimizer.LearningRate = Number(checkpoint, "learning_rate");
        optimizer.Schedule?.LoadState(checkpoint.Values
            .Where(entry => entry.Key.StartsWith(SchedulePrefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[SchedulePrefix.Length..], entry => Number(checkpoint, entry.Key)));
        RandomState.Reseed(ulong.Parse(Value(checkpoint, "random.seed"), CultureInfo.InvariantCulture));
        RandomState.Current.Position = long.Parse(Value(checkpoint, "random.position"), CultureInfo.InvariantCulture);
    }

    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static double Number(Checkpoint checkpoint, string name) =>
        double.TryParse(Value(checkpoint, name), CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new ArgumentException($"The checkpoint's '{name}' is '{Value(checkpoint, name)}' and no number.", nameof(checkpoint));

    internal static string Value(Checkpoint checkpoint, string name) =>
        checkpoint.Values.TryGetValue(name, out string? value)
            ? value
            : throw new ArgumentException($"The checkpoint has no '{name}'.", nameof(checkpoint));
}
