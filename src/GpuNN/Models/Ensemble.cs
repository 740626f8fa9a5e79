using GpuNN.Layers;

namespace GpuNN.Models;

/// <summary>The mean of what classifiers say: log(1/m · Σ softmax(fᵢ(x))), so that the result can be compared and trained as
/// scores are. With members that learned from bootstrap samples (<see cref="Data.Bagging"/>) it is bagging.</summary>
public sealed class Ensemble : Layer
{
    private readonly ModuleList<Layer> _members;

    /// <summary>An ensemble of these classifiers.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public Ensemble(params IReadOnlyList<Layer> members)
    {
        if (members.Count == 0) throw new ArgumentException("An ensemble has at least one member.", nameof(members));
        _members = Register("members", new ModuleList<Layer>(members));
    }

    /// <summary>[n, ...] → [n, classes, …].</summary>
    protected override Tensor Compute(Tensor input)
    {
        Tensor scores = Operators.Stack(0, [.. _members.Select(member => member.Forward(input).LogSoftmax(1))]);
        return scores.LogSumExp([0]) - Math.Log(_members.Count);
    }
}
