using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using GpuNN.Backends.Cpu.Gemm.Epilogues;

namespace GpuNN.Backends.Cpu.Convolution.Winograd;

/// <summary>y = f(Aᵀ·M·A + bias) for eight tiles at a time, tiles in the lanes, written row by row of each tile.</summary>
internal static unsafe class WinogradOutput<TTransform, TActivation>
    where TTransform : struct, IWinogradTransform
    where TActivation : struct, IActivation<float>
{
    private const int Lanes = 8;

    /// <summary>
    /// Transforms the products of <paramref name="strips"/> strips from <paramref name="firstStrip"/> on, for output channels
    /// from <paramref name="firstChannel"/> on, which is row 0 of M.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        in WinogradShape shape,
        in WinogradTiles tiles,
        float* products,
        nint plane,
        int firstStrip,
        int strips,
        int firstChannel,
        int channels,
        float* bias,
        float* y)
    {
        int points = TTransform.Points;
        int outputs = TTransform.Outputs;
        nint row = tiles.ProductRow(strips);
        nint channelSize = (nint)shape.OutputHeight * shape.OutputWidth;
        float* columns = stackalloc float[4 * 6 * Lanes];
        float* tile = stackalloc float[4 * 4 * Lanes];
        float* turned = stackalloc float[4 * Lanes];
        Destination* destinations = stackalloc Destination[Lanes];
        for (int lane = 0; lane < strips * tiles.StripWidth; lane += Lanes)
        {
            int valid = Locate(shape, tiles, (firstStrip * tiles.StripWidth) + lane, destinations);
            bool areWhole = AreWhole(destinations, valid);
            for (int k = 0; k < channels && valid > 0; k++)
            {
                float* source = products + (k * row) + lane;
                for (int x = 0; x < points; x++)
                {
                    TTransform.Output(source + (x * plane), points * plane, columns + (x * Lanes), points * Lanes);
                }

                Vector256<float> shift = Vector256.Create(bias == null ? 0f : bias[firstChannel + k]);
                float* channel = y + ((firstChannel + k) * channelSize);
                for (int r = 0; r < outputs; r++)
                {
                    TTransform.Output(columns + (r * points * Lanes), Lanes, tile, Lanes);
                    if (areWhole)
                    {
                        StoreWhole(tile, shift, channel + ((nint)r * shape.OutputWidth), destinations);
                        continue;
                    }

                    for (int x = 0; x < outputs; x++)
                    {
                        TActivation.Apply(Vector256.Load(tile + (x * Lanes)) + shift).Store(tile + (x * Lanes));
                    }

                    Store(tile, turned, channel + ((nint)r * shape.OutputWidth), destinations, valid, r);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Locate(in WinogradShape shape, in WinogradTiles tiles, int first, Destination* destinations)
    {
        int valid = Math.Min(Lanes, tiles.Count - first);
        for (int i = 0; i < valid; i++)
        {
            int tile = first + i;
            int row = tile / tiles.Width;
            int image = row / tiles.Height;
            int y = (row - (image * tiles.Height)) * tiles.Outputs;
            int x = (tile - (row * tiles.Width)) * tiles.Outputs;
            destinations[i] = new Destination
            {
                Offset = ((((nint)image * shape.OutputChannels * shape.OutputHeight) + y) * shape.OutputWidth) + x,
                Rows = Math.Min(tiles.Outputs, shape.OutputHeight - y),
                Columns = Math.Min(tiles.Outputs, shape.OutputWidth - x),
            };
        }

        return valid;
    }

    private static bool AreWhole(Destination* destinations, int valid)
    {
        bool whole = valid == Lanes && TTransform.Outputs == 4 && Avx.IsSupported;
        for (int i = 0; i < valid; i++)
        {
            whole &= destinations[i].Rows == 4 && destinations[i].Columns == 4;
        }

        return whole;
    }

    /// <summary>Eight tiles that lie in the image as a whole: four vectors of eight become eight rows of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWhole(float* tile, Vector256<float> shift, float* target, Destination* destinations)
    {
        Vector256<float> a = TActivation.Apply(Vector256.Load(tile) + shift);
        Vector256<float> b = TActivation.Apply(Vector256.Load(tile + Lanes) + shift);
        Vector256<float> c = TActivation.Apply(Vector256.Load(tile + (2 * Lanes)) + shift);
        Vector256<float> d = TActivation.Apply(Vector256.Load(tile + (3 * Lanes)) + shift);
        Vector256<float> abLow = Avx.UnpackLow(a, b);
        Vector256<float> abHigh = Avx.UnpackHigh(a, b);
        Vector256<float> cdLow = Avx.UnpackLow(c, d);
        Vector256<float> cdHigh = Avx.UnpackHigh(c, d);
        StorePair(Avx.Shuffle(abLow, cdLow, 0x44), target + destinations[0].Offset, target + destinations[4].Offset);
        StorePair(Avx.Shuffle(abLow, cdLow, 0xEE), target + destinations[1].Offset, target + destinations[5].Offset);
        StorePair(Avx.Shuffle(abHigh, cdHigh, 0x44), target + destinations[2].Offset, target + destinations[6].Offset);
        StorePair(Avx.Shuffle(abHigh, cdHigh, 0xEE), target + destinations[3].Offset, target + destinations[7].Offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair(Vector256<float> rows, float* lower, float* upper)
    {
        rows.GetLower().Store(lower);
        rows.GetUpper().Store(upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* tile, float* turned, float* target, Destination* destinations, int valid, int row)
    {
        if (TTransform.Outputs == 4)
        {
            // Four vectors of eight tiles become eight tiles of four floats.
            for (int half = 0; half < Lanes; half += 4)
            {
                Vector128<float> a = Vector128.Load(tile + half);
                Vector128<float> b = Vector128.Load(tile + Lanes + half);
                Vector128<float> c = Vector128.Load(tile + (2 * Lanes) + half);
                Vector128<float> d = Vector128.Load(tile + (3 * Lanes) + half);
                Turn(ref a, ref b, ref c, ref d);
                a.Store(turned + (4 * half));
                b.Store(turned + (4 * half) + 4);
                c.Store(turned + (4 * half) + 8);
                d.Store(turned + (4 * half) + 12);
            }

            for (int i = 0; i < valid; i++)
            {
                if (row < destinations[i].Rows)
                {
                    float* to = target + destinations[i].Offset;
                    if (destinations[i].Columns == 4)
                    {
                        Vector128.Load(turned + (4 * i)).Store(to);
                    }
                    else
                    {
                        for (int x = 0; x < destinations[i].Columns; x++)
                        {
                            to[x] = turned[(4 * i) + x];
                        }
                    }
                }
            }
        }
        else
        {
            for (int i = 0; i < valid; i++)
            {
                for (int x = 0; x < destinations[i].Columns && row < destinations[i].Rows; x++)
                {
                    target[destinations[i].Offset + x] = tile[(x * Lanes) + i];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(
        ref Vector128<float> a, ref Vector128<float> b, ref Vector128<float> c, ref Vector128<float> d)
    {
        Vector128<float> ab = Interleave.Low(a, b);
        Vector128<float> cd = Interleave.Low(c, d);
        Vector128<float> abHigh = Interleave.High(a, b);
        Vector128<float> cdHigh = Interleave.High(c, d);
        a = Interleave.Low(ab.AsDouble(), cd.AsDouble()).AsSingle();
        b = Interleave.High(ab.AsDouble(), cd.AsDouble()).AsSingle();
        c = Interleave.Low(abHigh.AsDouble(), cdHigh.AsDouble()).AsSingle();
        d = Interleave.High(abHigh.AsDouble(), cdHigh.AsDouble()).AsSingle();
    }

    /// <summary>Where a tile goes, and how much of it lies in the image.</summary>
    private struct Destination
    {
        public nint Offset;
        public int Rows;
        public int Columns;
    }
}
