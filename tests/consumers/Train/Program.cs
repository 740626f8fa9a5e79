// Trains a small network from the package alone; exit code 0 only if it has learned.
using GpuNN;
using GpuNN.Backends;
using GpuNN.Layers;
using GpuNN.Optimizers;

RandomState.Reseed(1);
Tensor inputs = Tensor.From([-1f, -1f, -1f, 1f, 1f, -1f, 1f, 1f], [4, 2]);
Tensor targets = Tensor.From([0L, 1L, 1L, 0L]);
var model = new Sequential(new Linear(2, 16, activation: Activation.Tanh), new Linear(16, 2));
var optimizer = new Sgd(model.Parameters, learningRate: 0.5);
double loss = double.NaN;
for (int step = 0; step < 200; step++)
{
    Tensor error = model.Forward(inputs).CrossEntropy(targets);
    optimizer.ZeroGradients();
    error.Backward();
    loss = error.ToScalar();
    optimizer.Step();
}

Console.WriteLine(FormattableString.Invariant($"loss {loss:F4}"));
return loss < 0.05 ? 0 : 1;
