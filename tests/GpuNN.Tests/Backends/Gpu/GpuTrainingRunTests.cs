using GpuNN.Backends.Gpu;
using GpuNN.Optimizers;
using GpuNN.Verification.Training;

namespace GpuNN.Tests.Backends.Gpu;

[Collection(ExclusiveCollection.Name)]
public sealed class GpuTrainingRunTests
{
    public static TheoryData<string, string> Runs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string device in GpuDevices.All)
            {
                foreach (TrainingRun run in TrainingRuns.All) data.Add(device, run.Name);
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Runs))]
    public void A_model_trains_to_the_losses_of_the_cpu(string device, string model)
    {
        TrainingResult result = TrainingVerifier.Check(TrainingRuns.All.Single(run => run.Name == model), GpuDevices.Open(device));
        Assert.Null(result.Failure);
    }

    /// <summary>Scalars, masks and indices are made on the device; only what a step is given comes from the host.</summary>
    [SkippableTheory]
    [MemberData(nameof(Runs))]
    public void A_step_copies_nothing_from_or_to_the_host(string device, string model)
    {
        Device on = GpuDevices.Open(device);
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw);
        var (module, loss) = TrainingRuns.All.Single(run => run.Name == model).Build(on);
        var optimizer = new Adam(module.Parameters, 0.01);
        var backend = (GpuBackend)on.Backend;
        Advance(0);
        long before = backend.TransferCount;
        Advance(1);
        Assert.Equal(before, backend.TransferCount);

        void Advance(int step)
        {
            optimizer.ZeroGradients();
            loss(step).Backward();
            optimizer.Step();
        }
    }
}
