using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Backends.Cpu.Convolution.Winograd;

/// <summary>V = Bᵀ·d·B for eight tiles at a time, tiles in the lanes.</summary>
internal static unsafe class WinogradInput<TTransform>
    where TTransform : struct, IWinogradTransform
{
    private const int Lanes = 8;
    private const int LargestPatch = 6 * 6 * Lanes;

    /// <summary>Transforms the tiles of strips from <paramref name="firstStrip"/> on, for some channels, into V.</summary>
    /// <param name="tiles">The layouts.</param>
    /// <param name="padded">The padded images, [batch][channels].</param>
    /// <param name="channels">All channels.</param>
    /// <param name="firstChannel">The first channel to transform.</param>
    /// <param name="endChannel">The channel after the last.</param>
    /// <param name="firstStrip">The strip that V starts with.</param>
    /// <param name="start">The first strip to transform, counted in V.</param>
    /// <param name="end">The strip after the last.</param>
    /// <param name="strips">The strips of V.</param>
    /// <param name="target">V.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        in WinogradTiles tiles,
        float* padded,
        int channels,
        int firstChannel,
        int endChannel,
        int firstStrip,
        int start,
        int end,
        int strips,
        float* target)
    {
        PaddedImage layout = tiles.Layout;
        nint channelSize = (nint)layout.ChannelSize;
        nint plane = tiles.InputPlane(strips, channels);
        nint pitch = layout.Pitch;
        nint phaseWidth = layout.PhaseWidth;
        nint* offsets = stackalloc nint[Lanes];
        float* patch = stackalloc float[LargestPatch];
        float* columns = stackalloc float[LargestPatch];
        for (int strip = start; strip < end; strip++)
        {
            for (int lane = 0; lane < tiles.StripWidth; lane += Lanes)
            {
                int first = ((firstStrip + strip) * tiles.StripWidth) + lane;
                int lanesInRow = Locate(tiles, first, channels * channelSize, offsets);
                for (int c = firstChannel; c < endChannel; c++)
                {
                    float* image = padded + (c * channelSize);
                    for (int x = 0; x < TTransform.Points; x++)
                    {
                        nint column = (x % TTransform.Outputs * phaseWidth) + (x / TTransform.Outputs);
                        float* source = image + column;
                        nint step = pitch;
                        if (lanesInRow == Lanes)
                        {
                            source += offsets[0];
                        }
                        else
                        {
                            if (lanesInRow > 0)
                            {
                                Join(source, pitch, offsets[0], offsets[Lanes - 1] - (Lanes - 1), lanesInRow, patch);
                            }
                            else
                            {
                                Gather(source, pitch, offsets, patch);
                            }

                            source = patch;
                            step = Lanes;
                        }

                        TTransform.Input(source, step, columns + (x * Lanes), TTransform.Points * Lanes);
                    }

                    float* result = target + (((nint)strip * channels) + c) * tiles.StripWidth + lane;
                    for (int y = 0; y < TTransform.Points; y++)
                    {
                        TTransform.Input(
                            columns + (y * TTransform.Points * Lanes),
                            Lanes,
                            result + (y * TTransform.Points * plane),
                            plane);
                    }
                }
            }
        }
    }

    /// <summary>
    /// Where eight tiles lie in the padded images. Returns 8 if they are neighbours in memory, the length of the first run if
    /// there are two, else 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Locate(in WinogradTiles tiles, int first, nint imageSize, nint* offsets)
    {
        int breaks = 0;
        int run = Lanes;
        for (int i = 0; i < Lanes; i++)
        {
            int tile = Math.Min(first + i, tiles.Count - 1);
            int row = tile / tiles.Width;
            int image = row / tiles.Height;
            offsets[i] = (image * imageSize)
                + ((nint)(row - (image * tiles.Height)) * tiles.Outputs * tiles.Layout.Pitch)
                + (tile - (row * tiles.Width));
            if (i > 0 && offsets[i] != offsets[i - 1] + 1)
            {
                breaks++;
                run = i;
            }
        }

        return breaks switch
        {
            0 => Lanes,
            1 => run,
            _ => 0,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(float* source, nint pitch, nint first, nint second, int run, float* patch)
    {
        Vector256<float> mask = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(run)).AsSingle();
        for (int y = 0; y < TTransform.Points; y++)
        {
            Vector256.ConditionalSelect(mask, Vector256.Load(source + first), Vector256.Load(source + second))
                .Store(patch + (y * Lanes));
            source += pitch;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(float* source, nint pitch, nint* offsets, float* patch)
    {
        for (int y = 0; y < TTransform.Points; y++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                patch[(y * Lanes) + lane] = source[offsets[lane]];
            }

            source += pitch;
        }
    }
}
