using System.Globalization;
using GpuNN.Optimizers.Schedules;

namespace GpuNN.Optimizers;

/// <summary>Changes parameters by their gradients. Constructing one prepares the first training step, and
/// <see cref="Step"/> ends each (<see cref="GpuNN.Step"/>). Not thread-safe.</summary>
public abstract class Optimizer
{
    private readonly Dictionary<Parameter, ParameterState> _states = [];

    /// <summary>An optimiser of these parameters.</summary>
    protected Optimizer(IEnumerable<Parameter> parameters, double learningRate)
        : this([new ParameterGroup(parameters)], learningRate)
    {
    }

    /// <summary>An optimiser of groups of parameters.</summary>
    /// <exception cref="ArgumentException">A parameter is in two groups, or twice in one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or NaN.</exception>
    protected Optimizer(IEnumerable<ParameterGroup> groups, double learningRate)
    {
        if (!(learningRate >= 0))
            throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "The learning rate is 0 or more.");
        Groups = [.. groups];
        Parameters = [.. Groups.SelectMany(group => group.Parameters)];
        LearningRate = learningRate;
        foreach (Parameter parameter in Parameters)
        {
            if (!_states.TryAdd(parameter, new ParameterState(parameter)))
                throw new ArgumentException("A parameter belongs to one group, once.", nameof(groups));
        }

        GpuNN.Step.Prepare();
    }

    /// <summary>What it changes, group by group.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>What it changes.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>η.</summary>
    public double LearningRate { get; set; }

    /// <summary>Sets <see cref="LearningRate"/> before each step; null where the caller does.</summary>
    public LearningRateSchedule? Schedule { get; set; }

    /// <summary>λ: the gradient gets λ·θ added, the derivative of the L2 penalty λ/2·‖θ‖²; or as the optimiser says.</summary>
    public double WeightDecay { get; set; }

    /// <summary>λ₁: the gradient gets λ₁·sign θ added, the derivative of the L1 penalty λ₁·‖θ‖₁.</summary>
    public double L1Penalty { get; set; }

    /// <summary>Gradients are scaled so that their norm together is at most this (<see cref="Operators.ClipByGlobalNorm"/>);
    /// null where they are not.</summary>
    public double? MaximumGradientNorm { get; set; }

    /// <summary>Elements of gradients are moved into ± this (<see cref="Operators.ClipByValue"/>), before the norm is looked
    /// at; null where they are not.</summary>
    public double? MaximumGradientValue { get; set; }

    /// <summary>How many steps it has made.</summary>
    public long StepCount { get; private set; }

    /// <summary>Changes every parameter that has a gradient, then ends the step: tensors made in it are freed unless they
    /// are kept or carried. Gradients stay until <see cref="ZeroGradients"/>.</summary>
    public void Step()
    {
        if (Schedule is not null) LearningRate = Schedule.At(StepCount);
        StepCount++;
        using (NoGrad.Begin())
        {
            ClipGradients();
            foreach (ParameterGroup group in Groups)
            {
                foreach (Parameter parameter in group.Parameters) Update(group, parameter);
            }
        }

        GpuNN.Step.EndByOptimizer();
    }

    /// <summary>Drops the gradients, so that the next backward pass starts from none.</summary>
    public void ZeroGradients()
    {
        foreach (Parameter parameter in Parameters)
        {
            parameter.Grad?.Dispose();
            parameter.Grad = null;
        }
    }

    /// <summary>What it remembers, for a checkpoint: tensors named by the parameter's place and what they are, like
    /// <c>0.velocity</c>, and counters like <c>0.step</c>, and <c>step</c> for the whole.</summary>
    public IReadOnlyDictionary<string, Tensor> SaveState()
    {
        var saved = new SortedDictionary<string, Tensor>(StringComparer.Ordinal) { ["step"] = Counter(StepCount) };
        for (int index = 0; index < Parameters.Count; index++)
        {
            ParameterState state = _states[Parameters[index]];
            if (state.Step == 0) continue;
            string prefix = index.ToString(CultureInfo.InvariantCulture);
            saved.Add($"{prefix}.step", Counter(state.Step));
            foreach (var (name, tensor) in state.Tensors) saved.Add($"{prefix}.{name}", tensor);
        }

        return saved;
    }

    /// <summary>Takes up what <see cref="SaveState"/> of an optimiser of the same kind and parameters gave; what it remembered
    /// is dropped.</summary>
    /// <exception cref="ShapeMismatchException">A tensor has another shape than its parameter.</exception>
    /// <exception cref="ArgumentException">A name belongs to no parameter.</exception>
    public void LoadState(IReadOnlyDictionary<string, Tensor> saved)
    {
        foreach (var (name, tensor) in saved) CheckState(name, tensor);
        foreach (ParameterState state in _states.Values) state.Clear();
        foreach (var (name, tensor) in saved)
        {
            if (name == "step")
            {
                StepCount = (long)tensor.ToScalar();
                continue;
            }

            var (parameter, part) = Resolve(name);
            ParameterState state = _states[parameter];
            if (part == "step") state.Step = (long)tensor.ToScalar();
            else state[part].CopyFrom(tensor);
        }
    }

    /// <summary>Changes one parameter.</summary>
    /// <param name="parameter">θ.</param>
    /// <param name="gradient">g, clipped and with the L1 penalty.</param>
    /// <param name="state">What is remembered of the parameter.</param>
    /// <param name="learningRate">η of its group.</param>
    /// <param name="weightDecay">λ of its group.</param>
    protected abstract void Update(Parameter parameter, Tensor gradient, ParameterState state, double learningRate, double weightDecay);

    private static Tensor Counter(long value) => Tensor.From([value]).Reshape([]).Keep();

    private void ClipGradients()
    {
        if (MaximumGradientNorm is null && MaximumGradientValue is null) return;
        Tensor[] gradients = [.. Parameters.Where(parameter => parameter.Grad is not null).Select(parameter => parameter.Grad!)];
        if (gradients.Length == 0) return;
        if (MaximumGradientValue is { } bound) Operators.ClipByValue(bound, gradients);
        if (MaximumGradientNorm is { } maximum) Operators.ClipByGlobalNorm(maximum, gradients).Dispose();
    }

    private void Update(ParameterGroup group, Parameter parameter)
    {
        if (parameter.Grad is not { } gradient) return;
        ParameterState state = _states[parameter];
        state.Step++;
        double learningRate = LearningRate * group.LearningRateFactor, weightDecay = group.WeightDecay ?? WeightDecay;
        double penalty = group.L1Penalty ?? L1Penalty;
        if (penalty == 0)
        {
            Update(parameter, gradient, state, learningRate, weightDecay);
            return;
        }

        using Tensor sign = parameter.Sign();
        using Tensor penalised = gradient.AddScaled(sign, penalty);
        Update(parameter, penalised, state, learningRate, weightDecay);
    }

    private void CheckState(string name, Tensor tensor)
    {
        if (name == "step") return;
        var (parameter, part) = Resolve(name);
        if (part != "step" && tensor.Shape != parameter.Shape)
            throw new ShapeMismatchException(nameof(LoadState), name, $"{tensor.Shape}", $"{parameter.Shape}, as the parameter has");
    }

    private (Parameter Parameter, string Part) Resolve(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !int.TryParse(name.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= Parameters.Count)
            throw new ArgumentException($"The state '{name}' belongs to none of the {Parameters.Count} parameters.", nameof(name));
        return (Parameters[index], name[(dot + 1)..]);
    }
}
