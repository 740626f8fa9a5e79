namespace GpuNN.Autograd;

/// <summary>A function that sees, and may replace, the gradient of one output of a node or of a leaf; taken off by
/// <see cref="Dispose"/>.</summary>
internal sealed class GradientHook(List<GradientHook> owner, int output, Func<Tensor, Tensor?> function) : IDisposable
{
    /// <summary>Which output of the node; 0 for a leaf.</summary>
    public int Output { get; } = output;

    public static IDisposable Add(ref List<GradientHook>? hooks, int output, Func<Tensor, Tensor?> function)
    {
        hooks ??= [];
        var hook = new GradientHook(hooks, output, function);
        lock (hooks) hooks.Add(hook);
        return hook;
    }

    /// <summary>Passes a gradient through the hooks of an output, in the order in which they were added.</summary>
    public static Tensor Pass(List<GradientHook>? hooks, int output, Tensor gradient)
    {
        if (hooks is null) return gradient;
        GradientHook[] current;
        lock (hooks) current = [.. hooks];
        foreach (GradientHook hook in current)
        {
            if (hook.Output == output) gradient = hook.Run(gradient);
        }

        return gradient;
    }

    public void Dispose()
    {
        lock (owner) owner.Remove(this);
    }

    private Tensor Run(Tensor gradient)
    {
        Tensor result = function(gradient) ?? gradient;
        return result.Shape == gradient.Shape
            ? result
            : throw new ShapeMismatchException(nameof(Tensor.AddGradientHook), "hook", $"{result.Shape}", $"{gradient.Shape}");
    }
}
