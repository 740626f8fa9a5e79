using GpuNN.Data;
using GpuNN.Layers;
using GpuNN.Metrics;

namespace GpuNN.Training;

/// <summary>Measures models on data, in prediction and without gradients; the model's mode is put back.</summary>
public static class Evaluation
{
    /// <summary>Counts true and predicted classes. The model gives scores [n, classes, …]: of a sample, or of each of its
    /// pixels.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batches">The data, of which the first epoch is taken.</param>
    /// <param name="classes">How many classes there are.</param>
    public static ConfusionMatrix Classify(Layer model, IBatchSource<Batch> batches, int classes)
    {
        var matrix = new ConfusionMatrix(classes);
        Run(model, batches, (output, batch) =>
        {
            using Tensor predicted = output.ArgMax(1);
            matrix.Add(batch.Targets.ToArray<long>(), predicted.ToArray<long>());
        });
        return matrix;
    }

    /// <summary>The share of samples (or pixels) whose class has the highest score, and the mean cross-entropy.</summary>
    /// <returns><c>accuracy</c> and <c>validation loss</c>, for <see cref="Trainer{TBatch}.Validation"/>.</returns>
    public static IReadOnlyDictionary<string, double> Accuracy(Layer model, IBatchSource<Batch> batches)
    {
        long right = 0, total = 0, samples = 0;
        double sum = 0;
        Run(model, batches, (output, batch) =>
        {
            using Tensor predicted = output.ArgMax(1), loss = output.CrossEntropy(batch.Targets);
            long[] actual = batch.Targets.ToArray<long>(), classes = predicted.ToArray<long>();
            for (int index = 0; index < actual.Length; index++) right += actual[index] == classes[index] ? 1 : 0;
            total += actual.Length;
            sum += loss.ToScalar() * batch.Count;
            samples += batch.Count;
        });
        return new Dictionary<string, double> { ["accuracy"] = (double)right / total, ["validation loss"] = sum / samples };
    }

    /// <summary>Runs a model on the first epoch of data and hands on what it gives, batch by batch; each output lives until
    /// <paramref name="take"/> returns.</summary>
    public static void Run(Layer model, IBatchSource<Batch> batches, Action<Tensor, Batch> take)
    {
        bool isTraining = model.IsTraining;
        model.Evaluate();
        try
        {
            using IDisposable restoration = NoGrad.Begin();
            foreach (Batch batch in batches.Batches(0))
            {
                using Tensor output = model.Forward(batch.Inputs);
                take(output, batch);
            }
        }
        finally
        {
            model.Train(isTraining);
        }
    }
}
