namespace GpuNN.Onnx.Execution;

/// <summary>While nodes of known values run: nobody is told and nothing is recorded, and what they make belongs to whoever holds
/// it, so that a recording sees its result as a constant.</summary>
internal static class HostEvaluation
{
    public static AmbientState.Restoration Begin() => AmbientState.Use(
        AmbientState.Current with { Observer = null, GradientsEnabled = false, Scope = null });
}
