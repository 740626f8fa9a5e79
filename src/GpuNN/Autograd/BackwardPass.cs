using System.Runtime.InteropServices;
using GpuNN.Memory;

namespace GpuNN.Autograd;

/// <summary>Walks the tape backwards from one tensor. Nodes run in the reverse of the order in which they were recorded,
/// each when all gradients of its outputs have arrived. Gradients in between belong to the pass and are freed as soon as
/// they are used, unless the pass itself is recorded.</summary>
internal sealed class BackwardPass
{
    private readonly PriorityQueue<GradientNode, long> _ready = new();
    private readonly Dictionary<GradientNode, Tensor?[]> _pending = [];
    private readonly Dictionary<Tensor, Tensor> _hookedLeaves = [];
    private readonly Dictionary<GradientEdge, Tensor?>? _targets;
    private readonly LifetimeScope _scope = new() { IsOpen = true };
    private readonly bool _retainTape;
    private readonly bool _differentiable;

    private BackwardPass(Dictionary<GradientEdge, Tensor?>? targets, bool retainTape, bool differentiable)
    {
        _targets = targets;
        _retainTape = retainTape || differentiable;
        _differentiable = differentiable;
    }

    /// <summary>Adds the gradients of <paramref name="output"/> to <see cref="Tensor.Grad"/> of the leaves.</summary>
    public static void Accumulate(Tensor output, Tensor gradient, bool retainTape, bool differentiable) =>
        new BackwardPass(null, retainTape, differentiable).Run(output, gradient);

    /// <summary>The gradients of <paramref name="output"/> with respect to chosen tensors, leaves or not; null where none
    /// flows.</summary>
    public static Tensor?[] Collect(
        Tensor output, Tensor gradient, ReadOnlySpan<Tensor> targets, bool retainTape, bool differentiable)
    {
        var found = new Dictionary<GradientEdge, Tensor?>();
        foreach (Tensor target in targets) found[GradientEdge.To(target)] = null;
        new BackwardPass(found, retainTape, differentiable).Run(output, gradient);
        var gradients = new Tensor?[targets.Length];
        for (int index = 0; index < targets.Length; index++) gradients[index] = found[GradientEdge.To(targets[index])];
        return gradients;
    }

    private void Run(Tensor output, Tensor gradient)
    {
        AmbientState state = AmbientState.Current;
        try
        {
            using AmbientState.Restoration restoration = AmbientState.Use(state with { GradientsEnabled = _differentiable, Scope = _scope });
            Deliver(GradientEdge.To(output), gradient);
            while (_ready.TryDequeue(out GradientNode? node, out _)) Visit(node);
            foreach (var (leaf, sum) in _hookedLeaves) CollectHooked(leaf, sum);
            StopWaiting(_targets?.Values);
            if (!_differentiable && _targets is not null) LeaveToCaller(_targets.Values);
        }
        catch
        {
            Abandon();
            throw;
        }

        if (state.Scope is { IsOpen: true } outer) _scope.MoveTo(outer);
        else _scope.Dissolve();
    }

    /// <summary>Lets the caller free the gradients by disposing them, whatever views the pass made of them.</summary>
    private void LeaveToCaller(IReadOnlyCollection<Tensor?> gradients)
    {
        foreach (Tensor? gradient in gradients)
        {
            if (gradient is null || gradient.Storage.Scope != _scope) continue;
            int holders = gradients.Where(other => other?.Storage == gradient.Storage).Distinct().Count();
            gradient.Storage.LeaveTo(holders);
        }
    }

    private void Visit(GradientNode node)
    {
        Tensor?[] gradients = _pending[node];
        PassHooks(node, gradients);
        CollectTargets(node, gradients);
        int mark = _scope.Count;
        Tensor?[] results = node.Run(gradients);
        for (int index = 0; index < results.Length; index++)
        {
            if (results[index] is { } result) Deliver(node.Edges[index], result);
        }

        if (!_retainTape) node.Release();
        _pending.Remove(node);
        foreach (Tensor? gradient in gradients) Consume(gradient);
        if (!_differentiable) _scope.FreeSince(mark, [], "the backward pass");
    }

    private void PassHooks(GradientNode node, Tensor?[] gradients)
    {
        for (int index = 0; index < gradients.Length; index++)
        {
            if (gradients[index] is not { } before) continue;
            Tensor after = node.PassHooks(index, before);
            if (after == before) continue;
            after.Storage.PendingGradients++;
            gradients[index] = after;
            Consume(before);
        }
    }

    private void CollectTargets(GradientNode node, Tensor?[] gradients)
    {
        if (_targets is null) return;
        for (int index = 0; index < gradients.Length; index++)
        {
            var edge = new GradientEdge(node, index, null);
            if (gradients[index] is { } gradient && _targets.ContainsKey(edge)) CollectTarget(edge, gradient);
        }
    }

    private void CollectTarget(GradientEdge edge, Tensor gradient)
    {
        _targets![edge] = Sum(_targets[edge], gradient);
    }

    private void Collect(Tensor leaf, Tensor gradient)
    {
        if (_targets is null)
        {
            leaf.AccumulateGradient(gradient, _scope, _differentiable);
            return;
        }

        GradientEdge edge = GradientEdge.To(leaf);
        if (_targets.ContainsKey(edge)) CollectTarget(edge, gradient);
    }

    private void CollectHooked(Tensor leaf, Tensor sum)
    {
        Tensor gradient = leaf.PassHooks(sum);
        _hookedLeaves.Remove(leaf);
        sum.Storage.PendingGradients--;
        Collect(leaf, gradient);
    }

    private void Deliver(GradientEdge edge, Tensor gradient)
    {
        if (edge.Leaf is { } leaf)
        {
            if (leaf.HasHooks && (_targets is null || _targets.ContainsKey(edge))) _hookedLeaves[leaf] = Sum(_hookedLeaves.GetValueOrDefault(leaf), gradient);
            else Collect(leaf, gradient);
            return;
        }

        if (edge.Node is not { } node) return;
        ref Tensor?[]? slots = ref CollectionsMarshal.GetValueRefOrAddDefault(_pending, node, out bool exists);
        if (!exists)
        {
            slots = new Tensor?[node.Outputs];
            _ready.Enqueue(node, -node.Sequence);
        }

        slots![edge.OutputIndex] = Sum(slots[edge.OutputIndex], gradient);
    }

    /// <summary>Adds to what has arrived before; the sum waits for its use.</summary>
    private Tensor Sum(Tensor? before, Tensor gradient)
    {
        Tensor sum = before is null ? gradient : Operators.Add(before, gradient);
        sum.Storage.PendingGradients++;
        Consume(before);
        return sum;
    }

    /// <summary>Gives back what a pass that failed has made.</summary>
    private void Abandon()
    {
        foreach (Tensor?[] gradients in _pending.Values) StopWaiting(gradients);
        StopWaiting(_hookedLeaves.Values);
        StopWaiting(_targets?.Values);
        _scope.End("a backward pass that failed", new LifetimeScope());
    }

    private static void StopWaiting(IEnumerable<Tensor?>? gradients)
    {
        foreach (Tensor? gradient in gradients ?? [])
        {
            if (gradient is not null) gradient.Storage.PendingGradients--;
        }
    }

    private void Consume(Tensor? gradient)
    {
        if (gradient is null) return;
        if (--gradient.Storage.PendingGradients == 0 && gradient.Storage.Scope == _scope && !_differentiable)
            gradient.Storage.Release("the backward pass");
    }
}
