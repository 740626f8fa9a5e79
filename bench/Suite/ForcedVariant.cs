using GpuNN.Backends.Cpu.Convolution;

namespace GpuNN.Bench.Suite;

/// <summary>An algorithm that a device is made to use, beside the one it chooses.</summary>
/// <param name="Name">For people.</param>
/// <param name="Convolution">The CPU backend's convolution.</param>
internal sealed record ForcedVariant(string Name, ConvolutionVariant Convolution)
{
    private static readonly ForcedVariant[] Convolutions =
    [
        new("direct", ConvolutionVariant.Direct),
        new("Winograd F(2×2,3×3)", ConvolutionVariant.WinogradF2),
        new("Winograd F(4×4,3×3)", ConvolutionVariant.WinogradF4),
    ];

    /// <summary>The algorithms worth seeing side by side for a case on a device; none where there is one way only.</summary>
    public static IReadOnlyList<ForcedVariant> For(SuiteCase one, string device) =>
        device == "cpu" && one.Size != "small" && one.Case.Family is ("conv-forward" or "conv-backward-data")
            && one.Case.Integer("kernel") == 3 && one.Case.Integer("stride", 1) == 1 && one.Case.Integer("groups", 1) == 1
            ? Convolutions
            : [];

    /// <summary>In force on this thread until the result is disposed.</summary>
    public IDisposable Force()
    {
        ConvolutionStrategy.Forced = Convolution;
        return new Release();
    }

    private sealed class Release : IDisposable
    {
        public void Dispose() => ConvolutionStrategy.Forced = ConvolutionVariant.Automatic;
    }
}
