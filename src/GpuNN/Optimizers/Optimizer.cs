namespace GpuNN.Optimizers;

/// <summary>Changes parameters by their gradients. Constructing one prepares the first training step, and
/// <see cref="Step"/> ends each (<see cref="GpuNN.Step"/>).</summary>
public abstract class Optimizer
{
    /// <summary>An optimiser of these parameters.</summary>
    protected Optimizer(IEnumerable<Parameter> parameters)
    {
        Parameters = [.. parameters];
        GpuNN.Step.Prepare();
    }

    /// <summary>What it changes.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>η.</summary>
    public double LearningRate { get; set; }

    /// <summary>How many steps it has made.</summary>
    public long StepCount { get; private set; }

    /// <summary>Changes every parameter that has a gradient, then ends the step: tensors made in it are freed unless they
    /// are kept or carried. Gradients stay until <see cref="ZeroGradients"/>.</summary>
    public void Step()
    {
        StepCount++;
        using (NoGrad.Begin())
        {
            for (int index = 0; index < Parameters.Count; index++)
            {
                if (Parameters[index].Grad is { } gradient) Update(index, Parameters[index], gradient);
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

    /// <summary>Changes one parameter.</summary>
    protected abstract void Update(int index, Parameter parameter, Tensor gradient);
}
