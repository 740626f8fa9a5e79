using GpuNN.Layers;
using GpuNN.Optimizers;

namespace GpuNN.Tests.Ambient;

/// <summary>Several threads at once: each has a step, a gradient mode and random numbers of its own, and computes the bits
/// that it computes alone.</summary>
public sealed class ThreadTests
{
    private const int Threads = 6;

    [Fact]
    public void Independent_models_train_at_the_same_time_with_the_bits_of_training_alone()
    {
        float[][] alone = [.. Enumerable.Range(0, Threads).Select(Train)];
        var held = new Parameter(Tensor.From([1f, 2f]));
        var optimizer = new Sgd([held], 1);
        Tensor inMidStep = held * 3;
        Assert.Equal(alone, Together(Train));
        inMidStep.Sum().Backward();
        optimizer.Step();
        Assert.Equal([-2f, -1f], held.ToArray<float>());
    }

    [Fact]
    public void An_explicit_step_is_left_alone_by_the_threads_that_it_starts()
    {
        float[][] alone = [.. Enumerable.Range(0, Threads).Select(Train)];
        Tensor held = Tensor.From([1f, 2f]);
        held.RequiresGrad = true;
        using (Step.Begin())
        {
            Tensor inMidStep = held * 3;
            Assert.Equal(alone, Together(Train));
            inMidStep.Sum().Backward();
        }

        Assert.Equal([3f, 3f], held.Grad!.ToArray<float>());
    }

    [Fact]
    public void One_model_predicts_on_all_threads()
    {
        Sequential model = Model(0);
        model.Evaluate();
        float[][] alone = [.. Enumerable.Range(0, Threads).Select(Predict)];
        Assert.Equal(alone, Together(Predict));

        float[] Predict(int seed)
        {
            using IDisposable restoration = NoGrad.Begin();
            float[] last = [];
            for (int round = 0; round < 10; round++) last = model.Forward(Batch(seed)).ToArray<float>();
            return last;
        }
    }

    [Fact]
    public void Modes_do_not_leak_from_thread_to_thread()
    {
        Tensor x = Tensor.Ones([4]);
        x.RequiresGrad = true;
        bool[][] records = Together(seed =>
        {
            var seen = new bool[200];
            for (int round = 0; round < seen.Length; round++)
            {
                using IDisposable? mode = seed % 2 == 0 ? NoGrad.Begin() : null;
                seen[round] = (x * 2).RequiresGrad;
            }

            return seen;
        });
        for (int seed = 0; seed < Threads; seed++) Assert.All(records[seed], recorded => Assert.Equal(seed % 2 == 1, recorded));
    }

    private static T[] Together<T>(Func<int, T> run)
    {
        var results = new T[Threads];
        using var start = new Barrier(Threads);
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(seed => new Thread(() =>
        {
            try
            {
                start.SignalAndWait();
                results[seed] = run(seed);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.Null(failure);
        return results;
    }

    private static float[] Train(int seed)
    {
        using IDisposable random = RandomState.Use(new RandomState((ulong)seed));
        Sequential model = Model(seed);
        var optimizer = new Adam(model.Parameters, 0.01);
        for (int step = 0; step < 12; step++)
        {
            optimizer.ZeroGradients();
            model.Forward(Batch(seed + step)).CrossEntropy(Tensor.From([0L, 2, 1, 1, 0, 2])).Backward();
            optimizer.Step();
        }

        return [.. model.Parameters.SelectMany(parameter => parameter.ToArray<float>())];
    }

    private static Sequential Model(int seed)
    {
        using IDisposable random = RandomState.Use(new RandomState((ulong)(100 + seed)));
        return new(new Conv2D(2, 4, 3, new() { Padding = 1 }), new BatchNorm(4), new ReLU(), new Dropout(0.3), new Flatten(), new Linear(100, 3));
    }

    private static Tensor Batch(int seed)
    {
        var random = new Random(seed);
        var elements = new float[6 * 2 * 5 * 5];
        for (int index = 0; index < elements.Length; index++) elements[index] = random.NextSingle() - 0.5f;
        return Tensor.From(elements, [6, 2, 5, 5]);
    }
}
