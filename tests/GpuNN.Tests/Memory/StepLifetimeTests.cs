using GpuNN.Backends;
using GpuNN.Layers;
using GpuNN.Optimizers;

namespace GpuNN.Tests.Memory;

[Collection(ExclusiveCollection.Name)]
public sealed class StepLifetimeTests : IDisposable
{
    public StepLifetimeTests() => Tensor.FinalizersReleaseMemory = false;

    public void Dispose() => Tensor.FinalizersReleaseMemory = true;

    [Fact]
    public void Plain_loop_holds_as_much_after_step_100_as_after_step_3()
    {
        var (losses, live) = TrainingLoop.Run(Device.Cpu, 100);
        Assert.Equal(live[2], live[99]);
        Assert.True(losses[99] < 0.35, $"loss {losses[99]}");
        Assert.True(losses[0] > 0.6);
    }

    [Fact]
    public void A_loop_that_makes_its_batches_inside_holds_no_more_either()
    {
        var model = new Linear(2, 2);
        var optimizer = new Sgd(model.Parameters, 0.1);
        var live = new List<long>();
        for (int step = 0; step < 50; step++)
        {
            var (data, labels) = TrainingLoop.Data(16, step);
            Tensor loss = model.Forward(Tensor.From(data, [16, 2])).CrossEntropy(Tensor.From(labels));
            optimizer.ZeroGradients();
            loss.Backward();
            optimizer.Step();
            live.Add(Device.Cpu.MemoryStatistics.LiveBytes);
        }

        Assert.Equal(live[2], live[^1]);
    }

    [Fact]
    public void A_step_that_opens_with_a_view_of_a_parameter_does_not_own_the_parameter()
    {
        var model = new Linear(2, 2);
        var optimizer = new Sgd(model.Parameters, 0.1);
        for (int step = 0; step < 2; step++)
        {
            Tensor loss = model.Weight.Select(0, 0).Sum();
            loss.Backward();
            optimizer.Step();
        }

        Assert.False(model.Weight.IsReleased);
    }

    [Fact]
    public void A_tensor_of_an_ended_step_names_its_maker_and_Keep()
    {
        var model = new Linear(2, 2);
        var optimizer = new Sgd(model.Parameters, 0.1);
        Tensor output = model.Forward(Tensor.Ones([1, 2]));
        Tensor kept = model.Forward(Tensor.Ones([1, 2])).Keep();
        output.Sum().Backward();
        optimizer.Step();
        var exception = Assert.Throws<TensorReleasedException>(() => output.ToArray<float>());
        Assert.Contains(nameof(Operators.LinearActivation), exception.Message, StringComparison.Ordinal);
        Assert.Contains("Keep()", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, kept.ToArray<float>().Length);
    }

    [Fact]
    public void A_carried_tensor_lives_one_step_longer()
    {
        var model = new Linear(2, 2);
        var optimizer = new Sgd(model.Parameters, 0.1);
        Tensor state = model.Forward(Tensor.Ones([1, 2])).Detach().Carry();
        optimizer.Step();
        Assert.False(state.IsReleased);
        _ = model.Forward(state);
        optimizer.Step();
        Assert.True(state.IsReleased);
    }

    [Fact]
    public void An_explicit_step_frees_when_it_is_disposed_even_after_an_exception()
    {
        var model = new Linear(2, 2);
        long before = Device.Cpu.MemoryStatistics.LiveBytes;
        for (int round = 0; round < 5; round++)
        {
            Assert.Throws<ShapeMismatchException>(() =>
            {
                using Step step = Step.Begin();
                Tensor output = model.Forward(Tensor.Ones([3, 2]));
                _ = output + Tensor.Ones([7]);
            });
        }

        Assert.Equal(before, Device.Cpu.MemoryStatistics.LiveBytes);
    }

    [Fact]
    public void Without_gradients_a_module_frees_all_but_its_result()
    {
        var model = new Sequential(new Linear(8, 64, activation: Activation.ReLU), new Linear(64, 4));
        Tensor input = Tensor.Ones([16, 8]);
        using var restoration = NoGrad.Begin();
        long before = Device.Cpu.MemoryStatistics.LiveBytes;
        Tensor output = model.Forward(input);
        Assert.Equal(before + (16 * 4 * sizeof(float)), Device.Cpu.MemoryStatistics.LiveBytes);
        Assert.Equal(64, output.ToArray<float>().Length);
    }

    [Fact]
    public void Data_prepared_before_the_next_optimiser_survives_its_steps()
    {
        _ = TrainingLoop.Run(Device.Cpu, 3);
        Tensor data = Tensor.Ones([1, 2]);
        var model = new Linear(2, 2);
        var optimizer = new Sgd(model.Parameters, 0.1);
        for (int step = 0; step < 3; step++)
        {
            model.Forward(data).Sum().Backward();
            optimizer.Step();
        }

        Assert.Equal([1f, 1f], data.ToArray<float>());
    }
}
