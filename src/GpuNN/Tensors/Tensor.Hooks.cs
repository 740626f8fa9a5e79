using GpuNN.Autograd;

namespace GpuNN;

/// <content>Hooks on gradients.</content>
public partial class Tensor
{
    private List<GradientHook>? _hooks;

    /// <summary>Whether hooks wait for the gradient of this leaf.</summary>
    internal bool HasHooks => _hooks is { Count: > 0 };

    /// <summary>Calls a function with the gradient of this tensor in every backward pass that reaches it: once per pass, when
    /// all that flows into it has been added up, and before it flows on or is added to <see cref="Grad"/>. What the function
    /// returns takes the gradient's place; null leaves it as it is. Hooks run in the order in which they were added. The
    /// gradient belongs to the pass: clone and <see cref="Keep"/> what is to outlive it.</summary>
    /// <param name="hook">Sees, and may replace, the gradient. In a differentiable pass what it computes is recorded.</param>
    /// <returns>Takes the hook off when it is disposed.</returns>
    /// <exception cref="TapeException">No gradient flows through the tensor.</exception>
    /// <exception cref="ShapeMismatchException">During the backward pass: the hook returned another shape.</exception>
    public IDisposable AddGradientHook(Func<Tensor, Tensor?> hook)
    {
        if (!RequiresGrad)
            throw new TapeException(nameof(AddGradientHook), null, $"a tensor made by {Storage.Maker} that needs no gradient", "one that requires a gradient");
        return GradientNode is { } node ? node.AddHook(GradientOutput, hook) : GradientHook.Add(ref _hooks, 0, hook);
    }

    /// <summary>Passes the gradient of this leaf through its hooks.</summary>
    internal Tensor PassHooks(Tensor gradient) => GradientHook.Pass(_hooks, 0, gradient);
}
