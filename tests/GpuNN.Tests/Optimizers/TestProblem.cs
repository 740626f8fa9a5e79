using GpuNN.Optimizers;

namespace GpuNN.Tests.Optimizers;

/// <summary>Five parameters whose gradient at step t is ½θ³ − cos(t + i) for element i, as in the script of the
/// fixtures.</summary>
internal static class TestProblem
{
    public static readonly double[] Start = [1, -0.75, 0.5, 0.125, -2];

    public static Parameter Parameter(Device device, DType dtype = DType.Float64) =>
        new(Tensor.From(Start, [Start.Length], device).Cast(dtype));

    public static double Gradient(double theta, int step, int index) => (0.5 * theta * theta * theta) - Math.Cos(step + index);

    /// <summary>Makes ten steps; returns the parameters after each.</summary>
    public static double[][] Run(Optimizer optimizer, Action<int>? before = null)
    {
        Parameter parameter = optimizer.Parameters[0];
        var steps = new double[10][];
        for (int step = 0; step < steps.Length; step++)
        {
            before?.Invoke(step);
            double[] theta = Read(parameter);
            double[] gradient = [.. theta.Select((value, index) => Gradient(value, step, index))];
            optimizer.ZeroGradients();
            parameter.Grad = Tensor.From(gradient, [gradient.Length], parameter.Device).Cast(parameter.DType).Keep();
            optimizer.Step();
            steps[step] = Read(parameter);
        }

        return steps;
    }

    public static void AssertClose(double[][] expected, double[][] actual, double tolerance)
    {
        for (int step = 0; step < expected.Length; step++)
        {
            for (int index = 0; index < expected[step].Length; index++)
            {
                double error = Math.Abs(expected[step][index] - actual[step][index]);
                Assert.True(error <= tolerance * Math.Max(1, Math.Abs(expected[step][index])), $"step {step}, element {index}: {actual[step][index]:G17}, expected {expected[step][index]:G17}");
            }
        }
    }

    private static double[] Read(Tensor tensor)
    {
        using IDisposable restoration = NoGrad.Begin();
        return tensor.Cast(DType.Float64).ToArray<double>();
    }
}
