using GpuNN.Autograd;

namespace GpuNN;

/// <summary>What the two directions of one call of a <see cref="DifferentiableFunction"/> share.</summary>
public sealed class FunctionContext
{
    private readonly string _function;
    private SavedTensor[] _saved = [];

    internal FunctionContext(string function, bool[] needsGradient)
    {
        _function = function;
        NeedsGradient = needsGradient;
    }

    /// <summary>For each input whether a gradient is wanted.</summary>
    public IReadOnlyList<bool> NeedsGradient { get; }

    /// <summary>Keeps tensors for the backward direction, guarded against changes in place.</summary>
    public void Save(params ReadOnlySpan<Tensor> tensors)
    {
        _saved = new SavedTensor[tensors.Length];
        for (int index = 0; index < tensors.Length; index++) _saved[index] = Tape.Save(tensors[index], _function);
    }

    /// <summary>A saved tensor.</summary>
    /// <exception cref="InPlaceModificationException">It was changed in place in between.</exception>
    public Tensor Saved(int index) => _saved[index].Value;
}
