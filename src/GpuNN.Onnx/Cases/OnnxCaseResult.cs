namespace GpuNN.Onnx.Cases;

/// <summary>What running a case gave.</summary>
/// <param name="Name">The case's folder, below the one that was searched.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why it failed or was skipped; null where it passed.</param>
public sealed record OnnxCaseResult(string Name, OnnxCaseOutcome Outcome, string? Reason);
