using System.Globalization;
using System.Xml.Linq;
using GpuNN.Backends;
using GpuNN.Layers;

namespace GpuNN.Tests.Recording;

[Collection(ExclusiveCollection.Name)]
public sealed class RecordedFunctionTests
{
    private readonly Sequential _model = new(
        new Linear(5, 32, activation: Activation.ReLU), new Linear(32, 32, activation: Activation.Tanh), new Linear(32, 3));

    [Fact]
    public void The_function_runs_once_for_five_replays_with_the_bits_of_the_eager_run()
    {
        int runs = 0;
        using IDisposable restoration = NoGrad.Begin();
        using RecordedFunction recorded = RecordedFunction.Record(
            x =>
            {
                runs++;
                return _model.Forward(x);
            },
            Tensor.Ones([4, 5]));
        for (int replay = 0; replay < 5; replay++)
        {
            Tensor input = Operators.Uniform([4, 5], -1, 1);
            Assert.Equal(_model.Forward(input).ToArray<float>(), recorded.Replay(input)[0].ToArray<float>());
        }

        Assert.Equal(1, runs);
    }

    [Fact]
    public void A_replay_allocates_nothing()
    {
        using IDisposable restoration = NoGrad.Begin();
        using RecordedFunction recorded = RecordedFunction.Record(_model.Forward, Tensor.Ones([4, 5]));
        Tensor input = Tensor.Ones([4, 5]);
        for (int replay = 0; replay < 30; replay++) recorded.Replay(input);
        MemoryStatistics before = Device.Cpu.MemoryStatistics;
        long managed = GC.GetAllocatedBytesForCurrentThread();
        for (int replay = 0; replay < 10; replay++) recorded.Replay(input);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - managed;
        Assert.Equal(before.Allocations, Device.Cpu.MemoryStatistics.Allocations);
        Assert.Equal(before.LiveBytes, Device.Cpu.MemoryStatistics.LiveBytes);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Buffers_are_used_again()
    {
        using RecordedFunction recorded = RecordedFunction.Record(
            x =>
            {
                for (int round = 0; round < 20; round++) x = -x;
                return x;
            },
            Tensor.Ones([1000]));
        Assert.Equal(20, recorded.Steps.Count);
        Assert.True(recorded.PlannedBytes < recorded.UnplannedBytes / 5, $"{recorded.PlannedBytes} of {recorded.UnplannedBytes}");
        Assert.Equal(1000f, recorded.Replay(Tensor.Ones([1000]))[0].Sum().ToScalar());
    }

    [Fact]
    public void Parameters_are_read_where_they_are()
    {
        Tensor weight = Tensor.From([2f]);
        using RecordedFunction recorded = RecordedFunction.Record(x => x * weight, Tensor.From([3f]));
        Assert.Equal([6f], recorded.Replay(Tensor.From([3f]))[0].ToArray<float>());
        weight.AddInPlace(Tensor.From([1f]));
        Assert.Equal([9f], recorded.Replay(Tensor.From([3f]))[0].ToArray<float>());
    }

    [Fact]
    public void Random_steps_draw_as_the_eager_run_does()
    {
        using IDisposable random = RandomState.Use(new RandomState(9));
        static Tensor Noisy(Tensor x) => x + Operators.Uniform([8]);
        using RecordedFunction recorded = RecordedFunction.Record(Noisy, Tensor.Zeros([8]));
        long position = RandomState.Current.Position;
        float[] eager = Noisy(Tensor.Zeros([8])).ToArray<float>();
        RandomState.Current.Position = position;
        Assert.Equal(eager, recorded.Replay(Tensor.Zeros([8]))[0].ToArray<float>());
        Assert.NotEqual(eager, recorded.Replay(Tensor.Zeros([8]))[0].ToArray<float>());
    }

    [Fact]
    public void Reading_on_the_host_is_refused() =>
        Assert.Throws<TapeException>(() => RecordedFunction.Record(x => x * x.Sum().ToScalar(), Tensor.Ones([2])));

    [Fact]
    public void Another_shape_is_refused()
    {
        using RecordedFunction recorded = RecordedFunction.Record(x => x + x, Tensor.Ones([2]));
        Assert.Throws<ShapeMismatchException>(() => recorded.Replay(Tensor.Ones([3])));
        Assert.Throws<ShapeMismatchException>(() => recorded.Replay());
    }

    [Fact]
    public void It_can_be_drawn()
    {
        using IDisposable restoration = NoGrad.Begin();
        using RecordedFunction recorded = RecordedFunction.Record(_model.Forward, Tensor.Ones([4, 5]));
        XElement drawing = XDocument.Parse(recorded.ToSvg()).Root!;
        XElement[] boxes = [.. drawing.Elements().Where(element => element.Name.LocalName == "rect")];
        int constants = recorded.Steps.SelectMany(step => step.Inputs).Select(input => input.Value).Distinct().Count(value =>
            value != recorded.Inputs[0].Value && !recorded.Steps.Any(step => step.Outputs.Any(output => output.Value == value)));
        Assert.Equal(6, constants);
        Assert.Equal(1 + constants + recorded.Steps.Count + 1, boxes.Length);
        Assert.Equal(
            recorded.Steps.Sum(step => step.Inputs.Count) + 1,
            drawing.Elements().Count(element => element.Name.LocalName == "path"));
        Assert.Contains("MatrixMultiply", drawing.Value, StringComparison.Ordinal);
        double[][] places = [.. boxes.Select(box => (double[])[Number(box, "x"), Number(box, "y"), Number(box, "width")])];
        foreach (var row in places.GroupBy(place => place[1]))
        {
            double[][] ordered = [.. row.OrderBy(place => place[0])];
            for (int box = 1; box < ordered.Length; box++) Assert.True(ordered[box - 1][0] + ordered[box - 1][2] < ordered[box][0]);
        }

        Assert.All(places, place => Assert.True(place[0] + place[2] < Number(drawing, "width")));

        static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void It_can_be_printed()
    {
        using RecordedFunction recorded = RecordedFunction.Record(x => -x, Tensor.Ones([2]));
        Assert.Equal("%0 is an input\n%1 = Negate(%0) → Float32[2]\nreturns %1\n", recorded.ToString());
    }
}
