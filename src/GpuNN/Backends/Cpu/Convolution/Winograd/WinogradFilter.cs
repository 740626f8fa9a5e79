using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.Convolution.Winograd;

/// <summary>U = G·g·Gᵀ for the filters of eight input channels at a time, channels in the lanes.</summary>
internal static unsafe class WinogradFilter<TTransform>
    where TTransform : struct, IWinogradTransform
{
    private const int Lanes = 8;
    private const int Taps = 9;

    /// <summary>
    /// Transforms the filters of output channels from <paramref name="start"/> up to <paramref name="end"/> into rows of U
    /// that start at channel <paramref name="firstRow"/>; rows are filled with zeros up to a multiple of eight.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        in WinogradShape shape, in WinogradTiles tiles, float* w, int start, int end, int firstRow, nint plane, float* target)
    {
        float* taps = stackalloc float[Taps * Lanes];
        float* columns = stackalloc float[6 * 3 * Lanes];
        for (int k = start; k < end; k++)
        {
            for (int c = 0; c < shape.InputChannels; c += Lanes)
            {
                int lanes = Math.Min(Lanes, shape.InputChannels - c);
                float* from = w + (k * shape.FilterOutput) + (c * shape.FilterInput);
                if (lanes < Lanes)
                {
                    new Span<float>(taps, Taps * Lanes).Clear();
                }

                for (int lane = 0; lane < lanes; lane++)
                {
                    for (int tap = 0; tap < Taps; tap++)
                    {
                        taps[(tap * Lanes) + lane] = from[shape.IsTurned ? Taps - 1 - tap : tap];
                    }

                    from += shape.FilterInput;
                }

                for (int x = 0; x < 3; x++)
                {
                    TTransform.Filter(taps + (x * Lanes), 3 * Lanes, columns + (x * Lanes), 3 * Lanes);
                }

                float* result = target + ((nint)(k - firstRow) * tiles.FilterRow) + c;
                for (int y = 0; y < TTransform.Points; y++)
                {
                    TTransform.Filter(
                        columns + (y * 3 * Lanes), Lanes, result + (y * TTransform.Points * plane), plane);
                }
            }
        }
    }
}
