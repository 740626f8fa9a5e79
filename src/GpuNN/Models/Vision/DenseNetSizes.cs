namespace GpuNN.Models.Vision;

/// <summary>What distinguishes one DenseNet from another.</summary>
internal sealed record DenseNetSizes(
    int Stem, int Growth, int[] Blocks, bool HasBottleneck, bool HasBias, bool IsForSmallImages = false);
