using GpuNN.Data;
using GpuNN.Layers;
using GpuNN.Optimizers;

namespace GpuNN.Training;

/// <summary>Trains a layer on batches of inputs and targets: <see cref="Trainer{TBatch}"/> for the common case.</summary>
public sealed class Trainer : Trainer<Batch>
{
    /// <summary>A training of a layer.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="optimizer">Changes its parameters; schedule, clipping and decay are its.</param>
    /// <param name="loss">The loss of the model's output, given the target: a scalar.</param>
    public Trainer(Layer model, Optimizer optimizer, Func<Tensor, Tensor, Tensor> loss)
        : base(model, optimizer, batch => loss(model.Forward(batch.Inputs), batch.Targets))
    {
    }
}
