using GpuNN.Optimizers;

namespace GpuNN.Tests.Course;

/// <summary>Formulas of the notes that no other test holds, written out.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class ClosedFormTests : IDisposable
{
    private readonly IDisposable _random = RandomState.Use(new RandomState(17));

    public void Dispose() => _random.Dispose();

    /// <summary>000, (2.5)-(2.9): δ = y − t at the output, δⱼ = h′(aⱼ)·Σ wₖⱼ·δₖ below, ∂E/∂wⱼᵢ = δⱼ·zᵢ.</summary>
    [Fact]
    public void The_delta_rule_gives_the_gradients_of_a_perceptron()
    {
        double[] x = [0.5, -1, 2], target = [0.25, -0.5];
        Tensor first = Weights([4, 3]), second = Weights([2, 4]);
        Tensor hidden = Tensor.From(x, [1, 3]).Linear(first).Tanh();
        hidden.Linear(second).HalfSquaredError(Tensor.From(target, [1, 2]), Reduction.Sum).Backward();
        double[] w1 = first.ToArray<double>(), w2 = second.ToArray<double>();
        double[] z = [.. Enumerable.Range(0, 4).Select(j => Math.Tanh(Enumerable.Range(0, 3).Sum(i => w1[(3 * j) + i] * x[i])))];
        double[] output = [.. Enumerable.Range(0, 2).Select(k => Enumerable.Range(0, 4).Sum(j => w2[(4 * k) + j] * z[j]) - target[k])];
        double[] inner = [.. Enumerable.Range(0, 4).Select(j => (1 - (z[j] * z[j])) * Enumerable.Range(0, 2).Sum(k => w2[(4 * k) + j] * output[k]))];
        Equal([.. output.SelectMany(delta => z.Select(value => delta * value))], second.Grad!);
        Equal([.. inner.SelectMany(delta => x.Select(value => delta * value))], first.Grad!);
    }

    /// <summary>000, (2.10).</summary>
    [Fact]
    public void The_gradient_of_a_batch_is_the_sum_of_its_samples()
    {
        Tensor weight = Weights([3, 4]), x = Operators.Normal([5, 4], dtype: DType.Float64);
        Tensor targets = Tensor.From([0L, 2, 1, 1, 0]);
        x.Linear(weight).CrossEntropy(targets, reduction: Reduction.Sum).Backward();
        double[] whole = weight.Grad!.ToArray<double>();
        weight.Grad = null;
        for (int sample = 0; sample < 5; sample++)
            x.Narrow(0, sample, 1).Linear(weight).CrossEntropy(targets.Narrow(0, sample, 1), reduction: Reduction.Sum).Backward();
        Equal(whole, weight.Grad!);
    }

    /// <summary>003 §3: w ← (1 − ηλ/|B|)·w − η/|B|·Σ; here λ has no |B|, so the notes' λ is passed as λ/|B|.</summary>
    [Fact]
    public void Weight_decay_multiplies_the_weights_by_less_than_one()
    {
        const double Rate = 0.1, Decay = 0.3;
        const int Batch = 4;
        var weight = new Parameter(Weights([2, 3]).Detach());
        double[] before = weight.ToArray<double>();
        Tensor x = Operators.Normal([Batch, 3], dtype: DType.Float64), targets = Tensor.From([0L, 1, 1, 0]);
        x.Linear(weight).CrossEntropy(targets).Backward();
        double[] gradient = weight.Grad!.ToArray<double>();
        new Sgd([weight], Rate) { WeightDecay = Decay / Batch }.Step();
        Equal([.. before.Zip(gradient, (w, g) => ((1 - (Rate * Decay / Batch)) * w) - (Rate * g))], weight);
    }

    /// <summary>004 writes the identity for ReLU's Jacobian; it is diag(1[z > 0]).</summary>
    [Fact]
    public void The_Jacobian_of_ReLU_is_one_where_it_passes()
    {
        Tensor z = Tensor.From([-1.5, 0.25, 3, -0.5]);
        z.RequiresGrad = true;
        z.ReLU().Backward(Tensor.From([2.0, 3, 5, 7]));
        Equal([0, 3, 5, 0], z.Grad!);
    }

    /// <summary>003 §4: E[h′] = h, and prediction changes nothing.</summary>
    [Fact]
    public void Dropout_keeps_the_expectation_and_predicts_with_everything()
    {
        Tensor h = Tensor.Full([200_000], 3);
        float[] dropped = h.Dropout(0.25).ToArray<float>();
        Assert.InRange(dropped.Average(), 2.97, 3.03);
        Assert.InRange(dropped.Count(value => value == 0) / 200_000.0, 0.245, 0.255);
        Assert.All(dropped.Where(value => value != 0), value => Assert.Equal(4, value, 1e-5f));
        Assert.Equal(h.ToArray<float>(), h.Dropout(0.25, training: false).ToArray<float>());
    }

    /// <summary>004 §1: u = σ(W_u·h + …), h̃ = tanh(W_h·(r∘h) + …), h′ = (1 − u)∘h + u∘h̃, where ours is z = 1 − u and its weights
    /// are those of u turned round.</summary>
    [Fact]
    public void The_reset_before_GRU_is_the_notes_with_u_for_one_minus_z()
    {
        const int Inputs = 3, Hidden = 2;
        Tensor x = Operators.Normal([1, Inputs], dtype: DType.Float64), h = Operators.Normal([1, Hidden], dtype: DType.Float64);
        Tensor r = Weights([Hidden, Inputs]), u = Weights([Hidden, Inputs]), n = Weights([Hidden, Inputs]);
        Tensor hiddenR = Weights([Hidden, Hidden]), hiddenU = Weights([Hidden, Hidden]), hiddenN = Weights([Hidden, Hidden]);
        Tensor reset = (x.Linear(r) + h.Linear(hiddenR)).Sigmoid(), update = (x.Linear(u) + h.Linear(hiddenU)).Sigmoid();
        Tensor candidate = (x.Linear(n) + (reset * h).Linear(hiddenN)).Tanh();
        Tensor expected = ((1 - update) * h) + (update * candidate);
        var weights = new RecurrentWeights(Operators.Concat(0, r, -u, n), Operators.Concat(0, hiddenR, -hiddenU, hiddenN));
        Equal(expected.ToArray<double>(), x.GruCellResetBefore(h, weights));
        Assert.False(x.GruCellResetAfter(h, weights).AllClose(expected, 1e-6, 1e-6));
    }

    /// <summary>c′ = f∘c + i∘c̃, h′ = o∘tanh c′; 004 once writes i∘c for the second product.</summary>
    [Fact]
    public void The_LSTM_adds_the_candidate_that_its_input_gate_lets_in()
    {
        const int Inputs = 3, Hidden = 2;
        Tensor x = Operators.Normal([1, Inputs], dtype: DType.Float64);
        Tensor h = Operators.Normal([1, Hidden], dtype: DType.Float64), c = Operators.Normal([1, Hidden], dtype: DType.Float64);
        Tensor inputs = Weights([4 * Hidden, Inputs]), hidden = Weights([4 * Hidden, Hidden]);
        Tensor[] gates = (x.Linear(inputs) + h.Linear(hidden)).Chunk(4, 1);
        Tensor cell = (gates[1].Sigmoid() * c) + (gates[0].Sigmoid() * gates[2].Tanh());
        var (newHidden, newCell) = x.LstmCell(h, c, new RecurrentWeights(inputs, hidden));
        Equal(cell.ToArray<double>(), newCell);
        Equal((gates[3].Sigmoid() * cell.Tanh()).ToArray<double>(), newHidden);
    }

    private static Tensor Weights(in Shape shape)
    {
        Tensor weights = Operators.Normal(shape, dtype: DType.Float64);
        weights.RequiresGrad = true;
        return weights;
    }

    private static void Equal(double[] expected, Tensor found)
    {
        double[] numbers = found.ToArray<double>();
        Assert.Equal(expected.Length, numbers.Length);
        for (int index = 0; index < expected.Length; index++) Assert.Equal(expected[index], numbers[index], 1e-12);
    }
}
