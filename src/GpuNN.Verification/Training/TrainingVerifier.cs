using System.Globalization;
using GpuNN.Optimizers;

namespace GpuNN.Verification.Training;

/// <summary>Trains models for ten steps on a device and holds the losses to those of the CPU backend; those of the CPU backend
/// itself to the reference's.</summary>
public static class TrainingVerifier
{
    private const double OneRounding = 1.0 / (1 << 23);

    /// <summary>Trains one model, without falling back to the CPU. The losses may differ by four times what they differ by when
    /// every first weight moves by one rounding of float32, which is what the order of additions may do, and by 10⁻⁵ of the
    /// first loss.</summary>
    public static TrainingResult Check(TrainingRun run, Device device)
    {
        try
        {
            Device other = device == Device.Cpu ? Device.Reference : Device.Cpu;
            double[] found = Losses(run, device, 0), expected = Losses(run, other, 0), moved = Losses(run, other, OneRounding);
            double budget = (1e-5 * Math.Abs(expected[0])) + (4 * expected.Zip(moved, Difference).Max());
            double[] errors = [.. found.Zip(expected, Difference)];
            int worst = Array.FindIndex(errors, error => !(error <= budget));
            string? failure = worst >= 0
                ? string.Create(CultureInfo.InvariantCulture, $"step {worst}: {found[worst]} instead of {expected[worst]}, {errors[worst]:E1} above {budget:E1}")
                : found[^1] < found[0] ? null : "the loss did not fall";
            return new(run.Name, found[0], found[^1], errors.Max() / budget, failure);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new(run.Name, double.NaN, double.NaN, double.PositiveInfinity, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private static double Difference(double x, double y) => Math.Abs(x - y);

    private static double[] Losses(TrainingRun run, Device device, double shift)
    {
        using IDisposable random = RandomState.Use(new RandomState(5));
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw);
        var (model, loss) = run.Build(device);
        if (shift > 0)
        {
            using IDisposable frozen = NoGrad.Begin();
            foreach (Parameter parameter in model.Parameters) parameter.CopyFrom(parameter * (1 + shift));
        }

        var optimizer = new Adam(model.Parameters, run.LearningRate);
        var losses = new double[TrainingRuns.Steps];
        for (int step = 0; step < losses.Length; step++)
        {
            optimizer.ZeroGradients();
            Tensor value = loss(step);
            value.Backward();
            losses[step] = value.ToScalar();
            optimizer.Step();
        }

        return losses;
    }
}
