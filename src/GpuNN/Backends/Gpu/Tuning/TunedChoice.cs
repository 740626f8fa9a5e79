namespace GpuNN.Backends.Gpu;

/// <summary>What the tuner found for a class of operands.</summary>
/// <param name="Candidate">The winner; the built-in choice where nothing was faster, or right.</param>
/// <param name="Reason">Why, for explanations.</param>
internal sealed record TunedChoice(Candidate Candidate, string Reason);
