namespace GpuNN.Autograd;

/// <summary>An operator on the tape: from the gradients of its outputs it computes those of its inputs.</summary>
internal sealed class GradientNode
{
    private static long _lastSequence;

    private Func<Tensor?[], Tensor?[]>? _backward;
    private List<GradientHook>? _hooks;

    public GradientNode(string operatorName, int outputs, ReadOnlySpan<Tensor> inputs, Func<Tensor?[], Tensor?[]> backward)
    {
        Operator = operatorName;
        Outputs = outputs;
        _backward = backward;
        Edges = new GradientEdge[inputs.Length];
        for (int index = 0; index < inputs.Length; index++) Edges[index] = GradientEdge.To(inputs[index]);
    }

    public string Operator { get; }

    public int Outputs { get; }

    public GradientEdge[] Edges { get; }

    /// <summary>Nodes are numbered as they are recorded: a node's inputs have lower numbers.</summary>
    public long Sequence { get; } = Interlocked.Increment(ref _lastSequence);

    public Tensor?[] Run(Tensor?[] gradients)
    {
        if (_backward is null)
            throw new TapeException(
                Operator, null, "a tape that was used and released", "a first use; pass retainTape: true to Backward() to use it again");
        return _backward(gradients);
    }

    /// <summary>Adds a hook to the gradient of an output.</summary>
    public IDisposable AddHook(int output, Func<Tensor, Tensor?> hook) => GradientHook.Add(ref _hooks, output, hook);

    /// <summary>Passes the gradient of an output through its hooks.</summary>
    public Tensor PassHooks(int output, Tensor gradient) => GradientHook.Pass(_hooks, output, gradient);

    /// <summary>Drops the saved tensors.</summary>
    public void Release() => _backward = null;
}
