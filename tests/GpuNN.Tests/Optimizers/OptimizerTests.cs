using GpuNN.Optimizers;
using GpuNN.Optimizers.Schedules;

namespace GpuNN.Tests.Optimizers;

public sealed class OptimizerTests
{
    public static TheoryData<string> Names => [.. PyTorchOptimizers.Makers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Ten_steps_are_PyTorchs(string name)
    {
        double[][] expected = PyTorchRecord.Of(name);
        TestProblem.AssertClose(expected, TestProblem.Run(PyTorchOptimizers.Make(name, TestProblem.Parameter(Device.Reference))), 1e-12);
        double[][] plain = TestProblem.Run(PyTorchOptimizers.Make(name, TestProblem.Parameter(Device.Reference, DType.Float32)));
        double error = expected.Zip(plain, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y) / Math.Max(1, Math.Abs(x))).Max()).Max();
        double budget = 8 * (error + Math.Pow(2, -23));
        Assert.True(budget < 1e-4, $"{budget}");
        TestProblem.AssertClose(expected, TestProblem.Run(PyTorchOptimizers.Make(name, TestProblem.Parameter(Device.Cpu, DType.Float32))), budget);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_restored_state_goes_on_with_the_same_bits(string name)
    {
        Parameter parameter = TestProblem.Parameter(Device.Cpu, DType.Float32);
        Optimizer first = PyTorchOptimizers.Make(name, parameter);
        TestProblem.Run(first);
        Parameter copy = new(parameter.Detach().Clone());
        Optimizer second = PyTorchOptimizers.Make(name, copy);
        second.LoadState(first.SaveState());
        Assert.Equal(first.StepCount, second.StepCount);
        double[][] expected = TestProblem.Run(first), actual = TestProblem.Run(second);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void A_state_of_another_shape_is_refused_and_changes_nothing()
    {
        Optimizer optimizer = PyTorchOptimizers.Make("adam", TestProblem.Parameter(Device.Cpu));
        TestProblem.Run(optimizer);
        var wrong = new Dictionary<string, Tensor> { ["step"] = Tensor.Scalar(3), ["0.first"] = Tensor.Zeros([2]) };
        Assert.Throws<ShapeMismatchException>(() => optimizer.LoadState(wrong));
        Assert.Throws<ArgumentException>(() => optimizer.LoadState(new Dictionary<string, Tensor> { ["7.first"] = Tensor.Zeros([2]) }));
        Assert.Equal(10, optimizer.StepCount);
    }

    [Fact]
    public void Groups_have_rates_and_decays_of_their_own()
    {
        Parameter plain = TestProblem.Parameter(Device.Cpu), slow = TestProblem.Parameter(Device.Cpu), frozen = TestProblem.Parameter(Device.Cpu);
        var optimizer = new Sgd(
            [
                new ParameterGroup([plain]),
                new ParameterGroup([slow]) { LearningRateFactor = 0.5, WeightDecay = 0.2 },
                new ParameterGroup([frozen]) { LearningRateFactor = 0 },
            ],
            learningRate: 0.1);
        foreach (Parameter parameter in optimizer.Parameters) parameter.Grad = Tensor.Ones([5], DType.Float64);
        optimizer.Step();
        Assert.Equal(TestProblem.Start.Select(theta => theta - 0.1), plain.ToArray<double>());
        Assert.Equal(TestProblem.Start, frozen.ToArray<double>());
        double[] expected = [.. TestProblem.Start.Select(theta => theta - (0.05 * (1 + (0.2 * theta))))];
        TestProblem.AssertClose([expected], [slow.ToArray<double>()], 1e-15);
    }

    [Fact]
    public void A_parameter_in_two_groups_is_refused()
    {
        Parameter parameter = TestProblem.Parameter(Device.Cpu);
        Assert.Throws<ArgumentException>(() => new Sgd([new ParameterGroup([parameter]), new ParameterGroup([parameter])], 0.1));
    }

    [Fact]
    public void The_L1_penalty_adds_the_sign()
    {
        Parameter parameter = TestProblem.Parameter(Device.Cpu);
        var optimizer = new Sgd([parameter], 0.1) { L1Penalty = 0.5 };
        parameter.Grad = Tensor.Zeros([5], DType.Float64);
        optimizer.Step();
        double[] expected = [.. TestProblem.Start.Select(theta => theta - (0.05 * Math.Sign(theta)))];
        TestProblem.AssertClose([expected], [parameter.ToArray<double>()], 1e-15);
    }

    [Fact]
    public void Gradients_are_clipped_by_value_then_by_the_norm_of_all()
    {
        Parameter first = TestProblem.Parameter(Device.Cpu), second = TestProblem.Parameter(Device.Cpu), unused = TestProblem.Parameter(Device.Cpu);
        var optimizer = new Sgd([first, second, unused], 1) { MaximumGradientValue = 3, MaximumGradientNorm = 1 };
        first.Grad = Tensor.From([100.0, 0, 0, 0, 0]);
        second.Grad = Tensor.From([0, -4.0, 0, 0, 0]);
        optimizer.Step();
        double step = 3 / (Math.Sqrt(18) + 1e-6);
        Assert.Equal(TestProblem.Start[0] - step, first.ToArray<double>()[0], 12);
        Assert.Equal(TestProblem.Start[1] + step, second.ToArray<double>()[1], 12);
        Assert.Equal(TestProblem.Start, unused.ToArray<double>());
    }

    [Fact]
    public void A_schedule_sets_the_rate_before_each_step()
    {
        Parameter parameter = TestProblem.Parameter(Device.Cpu);
        var optimizer = new Sgd([parameter], 1) { Schedule = new ExponentialSchedule(0.4, 0.5) };
        var rates = new List<double>();
        for (int step = 0; step < 3; step++)
        {
            parameter.Grad = Tensor.Zeros([5], DType.Float64);
            optimizer.Step();
            rates.Add(optimizer.LearningRate);
        }

        Assert.Equal([0.4, 0.2, 0.1], rates);
    }
}
