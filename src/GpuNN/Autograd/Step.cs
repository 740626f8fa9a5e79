using GpuNN.Memory;

namespace GpuNN;

/// <summary>A training step owns the tensors made in it. It ends when <c>optimizer.Step()</c> returns, or, begun by
/// <see cref="Begin"/>, when it is disposed; then everything in it is freed that was neither <see cref="Tensor.Keep"/>t
/// nor <see cref="Tensor.Carry"/>ed. Without <see cref="Begin"/>, constructing an optimiser prepares the first step: it
/// begins with the first operator that the tape records, and each next one where the last ended. What lives when an
/// optimiser is constructed belongs to whoever holds it.</summary>
/// <remarks>Threads that train at the same time need a step each: construct the optimiser on the thread that uses it, or
/// begin steps there with <see cref="Begin"/>.</remarks>
public sealed class Step : IDisposable
{
    private readonly AmbientState _before;
    private readonly LifetimeScope _scope;
    private readonly LifetimeScope _carryOver;
    private bool _ended;

    private Step(AmbientState before, LifetimeScope scope, LifetimeScope carryOver)
    {
        _before = before;
        _scope = scope;
        _carryOver = carryOver;
    }

    /// <summary>Begins a step that ends when the result is disposed; optimisers do not end it.</summary>
    public static Step Begin()
    {
        AmbientState before = AmbientState.Current;
        LifetimeScope carryOver = before.CarryOver ?? new LifetimeScope();
        var scope = new LifetimeScope { IsOpen = true };
        carryOver.MoveTo(scope);
        AmbientState.Current = before with { Scope = scope, StepIsExplicit = true, CarryOver = carryOver };
        return new Step(before, scope, carryOver);
    }

    /// <summary>Ends the step: frees what neither was kept nor is carried.</summary>
    public void Dispose()
    {
        if (_ended) return;
        _ended = true;
        _scope.End("the end of its step", _carryOver);
        AmbientState.Current = AmbientState.Current with
        {
            Scope = _before.Scope,
            StepIsExplicit = _before.StepIsExplicit,
            CarryOver = _carryOver,
        };
    }

    /// <summary>Prepares the steps of an optimiser; see the summary of the type.</summary>
    internal static void Prepare()
    {
        AmbientState state = AmbientState.Current;
        if (state.StepIsExplicit) return;
        state.Scope?.Dissolve();
        // A scope of its own, not the one before: a thread inherits that from the one that started it.
        AmbientState.Current = state with { Scope = new LifetimeScope() };
    }

    /// <summary>Ends an optimiser's step, unless it is an explicit one.</summary>
    internal static void EndByOptimizer()
    {
        AmbientState state = AmbientState.Current;
        if (state is { StepIsExplicit: false, Scope: { } scope }) scope.End("optimizer.Step()", next: scope);
    }
}
