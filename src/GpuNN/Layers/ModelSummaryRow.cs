namespace GpuNN.Layers;

/// <summary>One part of a model in its <see cref="ModelSummary"/>.</summary>
/// <param name="Name">Its name in the model; empty for the model itself.</param>
/// <param name="Type">Its class.</param>
/// <param name="Depth">How deep it lies.</param>
/// <param name="Output">The shapes of its results.</param>
/// <param name="ParameterCount">Its own parameters, without its parts'.</param>
/// <param name="Flops">The floating-point operations of its own, without its parts'.</param>
public sealed record ModelSummaryRow(string Name, string Type, int Depth, string Output, long ParameterCount, double Flops);
