using GpuNN.Backends;
using GpuNN.Layers;
using GpuNN.Optimizers;

namespace GpuNN.Tests.Memory;

/// <summary>The plain loop of the README on generated data: two interleaved classes.</summary>
internal static class TrainingLoop
{
    public static (float[] Inputs, long[] Targets) Data(int samples, int seed)
    {
        var random = new Random(seed);
        var inputs = new float[samples * 2];
        var targets = new long[samples];
        for (int i = 0; i < samples; i++)
        {
            float x = (float)((random.NextDouble() * 2) - 1), y = (float)((random.NextDouble() * 2) - 1);
            inputs[2 * i] = x;
            inputs[(2 * i) + 1] = y;
            targets[i] = x * y > 0 ? 1 : 0;
        }

        return (inputs, targets);
    }

    /// <summary>Trains; returns the loss of each step, and the live bytes after it.</summary>
    public static (double[] Losses, long[] LiveBytes) Run(Device device, int steps, ulong seed = 7)
    {
        using var random = RandomState.Use(new RandomState(seed));
        var (data, labels) = Data(64, 3);
        Tensor inputs = Tensor.From(data, [64, 2], device), targets = Tensor.From(labels, device);
        var model = new Sequential(new Linear(2, 16, activation: Activation.ReLU, device: device), new Linear(16, 2, device: device));
        var optimizer = new Sgd(model.Parameters, 0.5);
        var losses = new double[steps];
        var live = new long[steps];
        for (int step = 0; step < steps; step++)
        {
            Tensor loss = model.Forward(inputs).CrossEntropy(targets);
            optimizer.ZeroGradients();
            loss.Backward();
            losses[step] = loss.ToScalar();
            optimizer.Step();
            live[step] = device.MemoryStatistics.LiveBytes;
        }

        return (losses, live);
    }
}
