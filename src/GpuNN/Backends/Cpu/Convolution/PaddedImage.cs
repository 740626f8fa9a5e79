using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>
/// The layout of an image with its border of zeros, channel by channel, each row sorted by x modulo the stride: then the
/// inputs of neighbouring outputs are neighbours for every tap, whatever stride, dilation and padding are.
/// </summary>
/// <param name="ImageZ">Planes of the image itself.</param>
/// <param name="ImageY">Rows of the image itself.</param>
/// <param name="ImageX">Columns of the image itself.</param>
/// <param name="LowZ">Planes of zeros before the image; negative where planes are left out.</param>
/// <param name="LowY">Rows before.</param>
/// <param name="LowX">Columns before.</param>
/// <param name="Planes">Planes with the border.</param>
/// <param name="Rows">Rows with the border.</param>
/// <param name="PhaseWidth">Columns of one phase with the border.</param>
/// <param name="Phases">The stride along x.</param>
internal readonly unsafe record struct PaddedImage(
    int ImageZ,
    int ImageY,
    int ImageX,
    int LowZ,
    int LowY,
    int LowX,
    int Planes,
    int Rows,
    int PhaseWidth,
    int Phases)
{
    /// <summary>Elements that may be read past the end: a kernel's last strip is wider than the row it stands in.</summary>
    public const int Slack = 64;

    public int Pitch => PhaseWidth * Phases;

    public long ChannelSize => (long)Planes * Rows * Pitch;

    /// <summary>The layout from which outputs of a convolution are computed.</summary>
    public static PaddedImage ForForward(in ConvolutionAxes axes) =>
        new(
            axes.Z.Input,
            axes.Y.Input,
            axes.X.Input,
            axes.Z.Padding,
            axes.Y.Padding,
            axes.X.Padding,
            Reach(axes.Z),
            Reach(axes.Y),
            (Reach(axes.X) + axes.X.Stride - 1) / axes.X.Stride,
            axes.X.Stride);

    /// <summary>Where the column x, counted with the border, lies in its row.</summary>
    public int Column(int x) => (x % Phases * PhaseWidth) + (x / Phases);

    /// <summary>Copies channels of an image into this layout.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill<T>(T* image, T* target, int firstChannel, int channels)
        where T : unmanaged
    {
        long imageSize = (long)ImageZ * ImageY * ImageX;
        for (int c = firstChannel; c < firstChannel + channels; c++)
        {
            T* row = target + (c * ChannelSize);
            for (int z = 0; z < Planes; z++)
            {
                int sourceZ = z - LowZ;
                for (int y = 0; y < Rows; y++)
                {
                    int sourceY = y - LowY;
                    if ((uint)sourceZ < (uint)ImageZ && (uint)sourceY < (uint)ImageY)
                    {
                        FillRow(image + (c * imageSize) + ((((long)sourceZ * ImageY) + sourceY) * ImageX), row);
                    }
                    else
                    {
                        new Span<T>(row, Pitch).Clear();
                    }

                    row += Pitch;
                }
            }
        }
    }

    private static int Reach(in ConvolutionAxis axis) =>
        ((axis.Output - 1) * axis.Stride) + ((axis.Kernel - 1) * axis.Dilation) + 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillRow<T>(T* source, T* target)
        where T : unmanaged
    {
        if (Phases == 4 && sizeof(T) == sizeof(float) && Sse.IsSupported)
        {
            FillRowOfFourPhases((float*)source, (float*)target);
            return;
        }

        if (Phases == 1)
        {
            int low = Math.Clamp(LowX, 0, PhaseWidth);
            int high = Math.Clamp(ImageX + LowX, low, PhaseWidth);
            Runs.Clear(target, low);
            Runs.CopyWithin(source + low - LowX, target + low, high - low);
            Runs.Clear(target + high, PhaseWidth - high);
            return;
        }

        for (int phase = 0; phase < Phases; phase++)
        {
            // x = phase + q·phases − low lies in the image for q from `first` up to `end`.
            int shift = phase - LowX;
            int first = Math.Clamp((-shift + Phases - 1) / Phases, 0, PhaseWidth);
            first = shift >= 0 ? 0 : first;
            int end = shift >= ImageX ? first : Math.Clamp(((ImageX - 1 - shift) / Phases) + 1, first, PhaseWidth);
            new Span<T>(target, first).Clear();
            T* from = source + shift + ((long)first * Phases);
            CopyEvery(from, target + first, end - first);

            new Span<T>(target + end, PhaseWidth - end).Clear();
            target += PhaseWidth;
        }
    }

    /// <summary>Sixteen neighbours at a time become four of each phase.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillRowOfFourPhases(float* source, float* target)
    {
        for (int q = 0; q < PhaseWidth;)
        {
            int x = (4 * q) - LowX;
            float* to = target + q;
            if (x >= 0 && x + 16 <= ImageX && q + 4 <= PhaseWidth)
            {
                Vector128<float> a = Vector128.Load(source + x);
                Vector128<float> b = Vector128.Load(source + x + 4);
                Vector128<float> c = Vector128.Load(source + x + 8);
                Vector128<float> d = Vector128.Load(source + x + 12);
                Vector128<float> abLow = Sse.UnpackLow(a, b);
                Vector128<float> abHigh = Sse.UnpackHigh(a, b);
                Vector128<float> cdLow = Sse.UnpackLow(c, d);
                Vector128<float> cdHigh = Sse.UnpackHigh(c, d);
                Sse.MoveLowToHigh(abLow, cdLow).Store(to);
                Sse.MoveHighToLow(cdLow, abLow).Store(to + PhaseWidth);
                Sse.MoveLowToHigh(abHigh, cdHigh).Store(to + (2 * PhaseWidth));
                Sse.MoveHighToLow(cdHigh, abHigh).Store(to + (3 * PhaseWidth));
                q += 4;
                continue;
            }

            for (int phase = 0; phase < 4; phase++)
            {
                to[phase * PhaseWidth] = (uint)(x + phase) < (uint)ImageX ? source[x + phase] : 0f;
            }

            q++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyEvery<T>(T* from, T* target, int count)
        where T : unmanaged
    {
        int i = 0;
        if (Phases == 2 && sizeof(T) == sizeof(float) && Avx2.IsSupported)
        {
            // The last vector would read one element past the row.
            for (; i + 8 < count; i += 8)
            {
                Vector256<float> low = Vector256.Load((float*)(from + (2 * i)));
                Vector256<float> high = Vector256.Load((float*)(from + (2 * i) + 8));
                Vector256<double> even = Avx.Shuffle(low, high, 0x88).AsDouble();
                Avx2.Permute4x64(even, 0xD8).AsSingle().Store((float*)(target + i));
            }
        }

        int step = Phases;
        for (; i < count; i++)
        {
            target[i] = from[i * step];
        }
    }
}
