namespace GpuNN;

/// <summary>The weights of one layer of a recurrent network in one direction, in PyTorch's layout: the gates (four for an
/// LSTM: i, f, g, o; three for a GRU: r, z, n; one for an Elman network) lie one after the other along the first
/// axis.</summary>
/// <param name="Input">W [gates·H, I].</param>
/// <param name="Hidden">U [gates·H, H].</param>
/// <param name="InputBias">Added to W·x [gates·H], or none.</param>
/// <param name="HiddenBias">Added to U·h [gates·H], or none.</param>
public sealed record RecurrentWeights(Tensor Input, Tensor Hidden, Tensor? InputBias = null, Tensor? HiddenBias = null);
