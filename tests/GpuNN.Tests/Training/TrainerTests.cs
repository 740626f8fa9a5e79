using GpuNN.Backends;
using GpuNN.Data;
using GpuNN.Data.Generated;
using GpuNN.Layers;
using GpuNN.Optimizers;
using GpuNN.Optimizers.Schedules;
using GpuNN.Training;

namespace GpuNN.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private const int Epochs = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("gpunn").FullName;
    private readonly IDisposable _random = RandomState.Use(new RandomState(7));

    private string CheckpointPath => Path.Combine(_folder, "checkpoint.safetensors");

    public void Dispose()
    {
        _random.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void It_does_what_the_manual_loop_does()
    {
        var (model, trainer, loader) = Create();
        trainer.Run(loader);
        RandomState.Reseed(7);
        Layer same = Model();
        Optimizer optimizer = Optimizer(same);
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            double sum = 0;
            foreach (Batch batch in loader)
            {
                Tensor loss = same.Forward(batch.Inputs).CrossEntropy(batch.Targets);
                optimizer.ZeroGradients();
                loss.Backward();
                sum += loss.ToScalar();
                optimizer.Step();
            }

            optimizer.Schedule!.Report(sum / loader.Count);
        }

        AssertEqual(model, same);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(31)]
    public void A_training_cancelled_after_any_step_resumes_bit_for_bit(int steps)
    {
        var (whole, trainer, loader) = Create();
        TrainingReport expected = trainer.Run(loader);

        RandomState.Reseed(7);
        var (_, interrupted, _) = Create();
        interrupted.CheckpointPath = CheckpointPath;
        using var cancellation = new CancellationTokenSource();
        interrupted.Callbacks.Add(new AtStep(steps, _ => cancellation.Cancel()));
        Assert.Equal(TrainingOutcome.Cancelled, interrupted.Run(loader, cancellation.Token).Outcome);

        RandomState.Reseed(99);
        var (resumed, continued, _) = Create();
        continued.Resume(CheckpointPath);
        TrainingReport report = continued.Run(loader);
        AssertEqual(whole, resumed);
        Assert.Equal(expected.Steps, report.Steps);
        Assert.Equal(expected.History.Select(record => record.Loss), report.History.Select(record => record.Loss));
        Assert.Equal(expected.History.Select(record => record.LearningRate), report.History.Select(record => record.LearningRate));
        Assert.Equal(
            expected.History.Select(record => record.Metrics["accuracy"]), report.History.Select(record => record.Metrics["accuracy"]));
    }

    [Fact]
    public void A_cancelled_training_continues_in_the_same_process()
    {
        var (whole, trainer, loader) = Create();
        trainer.Run(loader);
        RandomState.Reseed(7);
        var (model, interrupted, _) = Create();
        using var cancellation = new CancellationTokenSource();
        interrupted.Callbacks.Add(new AtStep(11, _ => cancellation.Cancel()));
        interrupted.Run(loader, cancellation.Token);
        interrupted.Run(loader);
        AssertEqual(whole, model);
    }

    [Fact]
    public void Early_stopping_gives_the_best_weights_back()
    {
        var (model, trainer, loader) = Create();
        double[] measures = [3, 1, 2, 2, 2, 2];
        float[][]? best = null;
        int epoch = 0;
        trainer.Epochs = measures.Length;
        trainer.EarlyStopping = new EarlyStopping("measure", patience: 1);
        trainer.Validation = () =>
        {
            if (epoch == 1) best = Weights(model);
            return new Dictionary<string, double> { ["measure"] = measures[epoch++] };
        };
        TrainingReport report = trainer.Run(loader);
        Assert.Equal(TrainingOutcome.StoppedEarly, report.Outcome);
        Assert.Equal(4, report.History.Count);
        Assert.Equal(best, Weights(model));
    }

    [Fact]
    public void The_best_weights_survive_a_resumption()
    {
        var (whole, trainer, loader) = Create();
        Watch(trainer);
        trainer.Run(loader);
        RandomState.Reseed(7);
        var (_, interrupted, _) = Create();
        Watch(interrupted);
        interrupted.CheckpointPath = CheckpointPath;
        using var cancellation = new CancellationTokenSource();
        interrupted.Callbacks.Add(new AtStep(18, _ => cancellation.Cancel()));
        interrupted.Run(loader, cancellation.Token);
        var (resumed, continued, _) = Create();
        Watch(continued);
        continued.Resume(CheckpointPath);
        Assert.Equal(TrainingOutcome.StoppedEarly, continued.Run(loader).Outcome);
        AssertEqual(whole, resumed);

        // Worse from the first epoch on, whatever the model does.
        static void Watch(Trainer trainer)
        {
            trainer.Epochs = 10;
            trainer.EarlyStopping = new EarlyStopping("measure", patience: 2);
            trainer.Validation = () => new Dictionary<string, double> { ["measure"] = trainer.History.Count };
        }
    }

    [Fact]
    public void A_callback_ends_the_training()
    {
        var (_, trainer, loader) = Create();
        trainer.Callbacks.Add(new AtStep(3, progress => progress.RequestStop()));
        TrainingReport report = trainer.Run(loader);
        Assert.Equal((TrainingOutcome.StoppedEarly, 3L), (report.Outcome, report.Steps));
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_training_and_leaves_the_checkpoint()
    {
        Layer model = Model();
        var trainer = new Trainer(model, Optimizer(model), (output, target) => output.CrossEntropy(target) * double.NaN);
        trainer.CheckpointPath = CheckpointPath;
        var exception = Assert.Throws<DivergedException>(() => trainer.Run(Loader()));
        Assert.Equal(1, exception.Step);
        Assert.False(File.Exists(CheckpointPath));
    }

    [Fact]
    public void A_free_step_function_trains_on_whole_batches()
    {
        var weight = new Parameter(Tensor.From([4f]));
        var holder = new Holder(weight);
        var trainer = new Trainer<double>(holder, new Sgd([weight], 0.1), wanted => (weight - wanted).Square().Sum()) { Epochs = 60 };
        trainer.Run(BatchSource.Whole(1.5));
        Assert.Equal(1.5, weight.ToScalar(), 1e-4);
    }

    [Fact]
    public void What_is_remembered_beside_the_model_is_resumed()
    {
        var (sum, resumed) = (new Sum(), new Sum());
        Trainer<int> trainer = Counting(sum);
        trainer.CheckpointPath = CheckpointPath;
        using var cancellation = new CancellationTokenSource();
        trainer.Callbacks.Add(new AtStep(7, _ => cancellation.Cancel()));
        trainer.Run(BatchSource.Create(5, (epoch, index) => (10 * epoch) + index), cancellation.Token);
        trainer = Counting(resumed);
        trainer.Resume(CheckpointPath);
        trainer.Run(BatchSource.Create(5, epoch => Enumerable.Range(10 * epoch, 5)));
        Assert.Equal(0 + 1 + 2 + 3 + 4 + 10 + 11 + 12 + 13 + 14, resumed.Value);

        static Trainer<int> Counting(Sum sum)
        {
            var weight = new Parameter(Tensor.From([0f]));
            var trainer = new Trainer<int>(new Holder(weight), new Sgd([weight], 0), number =>
            {
                sum.Value += number;
                return weight.Sum();
            })
            { Epochs = 2 };
            trainer.State.Add(sum);
            return trainer;
        }
    }

    [Fact]
    public void Progress_is_told_in_plain_lines_with_the_time_left()
    {
        var (_, trainer, loader) = Create();
        var output = new StringWriter();
        trainer.Callbacks.Add(new ProgressReporter(output));
        trainer.Run(loader);
        string[] lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Epochs, lines.Length);
        Assert.Matches(@"^epoch 2/4  loss \d\.\d{4}  accuracy \d\.\d{4}  validation loss \d+\.\d{4}  rate .+  [\d.]+ s, [\d.]+ s left$", lines[1]);
        Assert.DoesNotContain('\r', output.ToString().Replace(Environment.NewLine, string.Empty, StringComparison.Ordinal));
    }

    private static Layer Model() => new Sequential(
        new Linear(2, 16, activation: Activation.ReLU), new BatchNorm(16, momentum: null), new Dropout(0.2), new Linear(16, 2));

    private static Optimizer Optimizer(Layer model) => new Adam(model.Parameters, 0.01)
    {
        Schedule = new WarmUpSchedule(new PlateauSchedule(0.01, factor: 0.5, patience: 0, threshold: 0.2), steps: 3),
        MaximumGradientNorm = 0.5,
    };

    private static DataLoader Loader() => new(Checkerboard.Create(256, seed: 1), 32, shuffle: true, seed: 5);

    private static (Layer Model, Trainer Trainer, DataLoader Loader) Create()
    {
        Layer model = Model();
        var validation = new DataLoader(Checkerboard.Create(100, seed: 2), 50);
        var trainer = new Trainer(model, Optimizer(model), (output, target) => output.CrossEntropy(target))
        {
            Epochs = Epochs,
            Validation = () => Evaluation.Accuracy(model, validation),
        };
        return (model, trainer, Loader());
    }

    private static float[][] Weights(Module model) => [.. StateDictionary.Of(model).Values.Select(tensor => tensor.Cast(DType.Float32).ToArray<float>())];

    private static void AssertEqual(Module expected, Module actual) => Assert.Equal(Weights(expected), Weights(actual));

    private sealed class Holder : Module
    {
        public Holder(Parameter parameter) => Register("weight", parameter);
    }

    private sealed class Sum : ICheckpointed
    {
        public string Name => "sum";

        public double Value { get; set; }

        public IReadOnlyDictionary<string, Tensor> SaveState() =>
            new Dictionary<string, Tensor> { ["value"] = Tensor.Scalar(Value, DType.Float64) };

        public void LoadState(IReadOnlyDictionary<string, Tensor> state) => Value = state["value"].ToScalar();
    }

    private sealed class AtStep(int step, Action<TrainingProgress> act) : ITrainingCallback
    {
        public void StepEnded(TrainingProgress progress)
        {
            if (progress.Step == step) act(progress);
        }
    }
}
