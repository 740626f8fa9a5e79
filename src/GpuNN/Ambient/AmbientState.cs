using GpuNN.Memory;

namespace GpuNN;

/// <summary>What flows with the code that runs, across awaits and into tasks: whether the tape records, the step and scope
/// that own new tensors, the fallback policy, random numbers, and whoever listens. Immutable: a scope replaces it and puts
/// it back.</summary>
internal sealed record AmbientState
{
    private static readonly AsyncLocal<AmbientState?> Flowing = new();
    private static readonly AmbientState Root = new();

    public static AmbientState Current
    {
        get => Flowing.Value ?? Root;
        set => Flowing.Value = value;
    }

    /// <summary>Whether operators record their gradients.</summary>
    public bool GradientsEnabled { get; init; } = true;

    /// <summary>Owns what is made while it is open; null where nothing does.</summary>
    public LifetimeScope? Scope { get; init; }

    /// <summary>Whether <see cref="Scope"/> was begun by <see cref="Step.Begin"/>, so that optimisers leave it.</summary>
    public bool StepIsExplicit { get; init; }

    /// <summary>Holds what explicit steps carry into their successor.</summary>
    public LifetimeScope? CarryOver { get; init; }

    /// <summary>What to do where a device lacks an operator; null for the process-wide policy.</summary>
    public FallbackPolicy? Fallback { get; init; }

    /// <summary>The random numbers' seed and position; null for the process-wide one.</summary>
    public RandomState? Random { get; init; }

    /// <summary>Is told of every primitive that runs.</summary>
    public IExecutionObserver? Observer { get; init; }

    /// <summary>Is told of every module that runs.</summary>
    public IModuleObserver? Modules { get; init; }

    /// <summary>Whether operators that are not deterministic are refused.</summary>
    public bool RequiresDeterminism { get; init; }

    /// <summary>Whether products of float32 may round their factors to TF32.</summary>
    public bool AllowsTensorFloat { get; init; }

    /// <summary>Whether devices time the variants of what runs; null for the process-wide setting.</summary>
    public bool? Tunes { get; init; }

    /// <summary>Says which variants run; null where the device chooses.</summary>
    public VariantTrial? Variants { get; init; }

    /// <summary>Makes a state current until the result is disposed.</summary>
    public static Restoration Use(AmbientState state)
    {
        var restoration = new Restoration(Flowing.Value);
        Flowing.Value = state;
        return restoration;
    }

    /// <summary>Puts the state before it back.</summary>
    public readonly struct Restoration(AmbientState? previous) : IDisposable
    {
        public void Dispose() => Flowing.Value = previous;
    }
}
