using GpuNN.Layers;

namespace GpuNN.Verification.Training;

/// <summary>A model, its data and its loss: what a device is to train as the CPU does.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="LearningRate">Adam's rate.</param>
/// <param name="Build">Makes the model and its data on a device; from the state of the random numbers alone, so that every
/// device begins with the same weights. The loss of a step reads nothing from the host.</param>
public sealed record TrainingRun(string Name, double LearningRate, Func<Device, (Module Model, Func<int, Tensor> Loss)> Build);
