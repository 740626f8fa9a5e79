using GpuNN.Backends;
using GpuNN.Data;
using GpuNN.Data.Generated;
using GpuNN.Models.Vision;
using GpuNN.Optimizers;

namespace GpuNN.Tests.Models;

/// <summary>LeNet-5 trains on an OpenCL device as it does on the CPU.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class LeNetDeviceTests
{
    private const int Steps = 10;
    private const int BatchSize = 16;

    [SkippableFact]
    public void Ten_steps_on_opencl_equal_ten_on_the_cpu()
    {
        Skip.IfNot(
            Device.Enumerate().Any(device => device.Name == "opencl:0" && device.UnavailableReason is null), "there is no OpenCL device");
        Device device = Device.Parse("opencl:0");
        long before = Fallback.Counts.Values.Sum();
        double[] expected = Losses(Device.Cpu, out float[] weights), actual = Losses(device, out float[] its);
        Assert.Equal(before, Fallback.Counts.Values.Sum());

        // Momentum carries a rounding of 2⁻²⁴ from step to step, and each step adds one for each of its products' sums.
        double budget = Steps * Math.Sqrt(400) * Math.Pow(2, -24) * 10;
        for (int step = 0; step < Steps; step++)
            Assert.True(Math.Abs(expected[step] - actual[step]) <= budget * Math.Abs(expected[step]), $"step {step}: {actual[step]} for {expected[step]}");
        double largest = weights.Zip(its, (left, right) => Math.Abs(left - right)).Max();
        Assert.True(largest <= budget, $"weights differ by {largest}");
        Assert.True(actual[^1] < actual[0]);
    }

    private static double[] Losses(Device device, out float[] weights)
    {
        using IDisposable random = RandomState.Use(new RandomState(4));
        var model = new LeNet(activation: Activation.ReLU, device: device);
        var optimizer = new Sgd(model.Parameters, 0.02, momentum: 0.9);
        var losses = new List<double>();
        foreach (Batch batch in new DataLoader(DrawnDigits.Create(Steps * BatchSize, seed: 8), BatchSize, device: device))
        {
            Tensor loss = model.Forward(batch.Inputs).CrossEntropy(batch.Targets);
            optimizer.ZeroGradients();
            loss.Backward();
            losses.Add(loss.ToScalar());
            optimizer.Step();
        }

        weights = [.. model.Parameters.SelectMany(parameter => parameter.ToArray<float>())];
        return [.. losses];
    }
}
