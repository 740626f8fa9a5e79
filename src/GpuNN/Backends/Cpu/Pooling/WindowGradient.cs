using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>
/// The gradient of max poolings over 3×3 windows, two apart, as the image sees it: each element collects dy of the windows that cover it and chose it.
/// Nothing is scattered, so that registers hold neighbouring elements and rows are finished one after the other.
/// </summary>
internal readonly unsafe struct WindowGradient
{
    private readonly PlanePooling _windows;
    private readonly float* _gradients;
    private readonly float* _places;
    private readonly int _pitch;

    /// <param name="windows">The windows; <see cref="Fits"/> must hold.</param>
    /// <param name="memory">As many elements as <see cref="Size"/> says.</param>
    /// <param name="lanes">Elements in a register.</param>
    public WindowGradient(in PlanePooling windows, float* memory, int lanes)
    {
        _windows = windows;
        _pitch = Pitch(windows, lanes);
        long count = Size(windows, lanes) / 2;
        _gradients = memory;
        _places = memory + count;
        new Span<float>(_gradients, (int)count).Clear();

        // No element has the place −1: what stands around the windows was chosen by nobody.
        new Span<int>(_places, (int)count).Fill(-1);
    }

    /// <summary>Whether windows are three wide and two apart, with one element of padding on both axes or on neither.</summary>
    public static bool Fits(in PlanePooling windows) =>
        (windows.KernelHeight, windows.KernelWidth, windows.StrideHeight, windows.StrideWidth) == (3, 3, 2, 2)
        && (windows.DilationHeight, windows.DilationWidth) == (1, 1)
        && windows.PaddingTop == windows.PaddingLeft && windows.PaddingLeft <= 1;

    /// <summary>The elements of memory that it needs.</summary>
    public static long Size(in PlanePooling windows, int lanes) =>
        2L * (Math.Max(windows.OutputHeight, (windows.Height + 1) / 2) + 2) * Pitch(windows, lanes);

    /// <summary>Takes a plane's dy, with room around each row, and its places in half the size.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Take<V>(float* dy, long* places)
        where V : struct, IVector<V, float>
    {
        int width = _windows.OutputWidth;
        for (int row = 0; row < _windows.OutputHeight; row++)
        {
            nint at = ((nint)(row + 1) * _pitch) + 1;
            float* gradients = _gradients + at;
            float* narrow = _places + at;
            int last = width - V.Count;
            int o = 0;
            while (o <= last)
            {
                V.Store(V.Load(dy + o), gradients + o);
                V.Store(V.LoadFromInt64(places + o), narrow + o);
                o = o == last ? width : Math.Min(o + V.Count, last);
            }

            for (; o < width; o++)
            {
                gradients[o] = dy[o];
                ((int*)narrow)[o] = (int)places[o];
            }

            dy += width;
            places += width;
        }
    }

    /// <summary>
    /// dx of the image's rows from <paramref name="start"/>, an even one, to <paramref name="end"/>, one after the other; up to a
    /// row and two registers behind them are written too.
    /// </summary>
    public void Rows<V>(int start, int end, float* dx)
        where V : struct, IVector<V, float>
    {
        if (_windows.PaddingLeft == 1)
        {
            Rows<V, PaddedWindows>(start, end, dx);
        }
        else
        {
            Rows<V, InnerWindows>(start, end, dx);
        }
    }

    /// <summary>Rows in pairs from the right to the left: what is written past a row's end belongs to what is written later.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Rows<V, TWindows>(int start, int end, float* dx)
        where V : struct, IVector<V, float>
        where TWindows : struct, IPairedWindows
    {
        int* steps = stackalloc int[V.Count];
        for (int i = 0; i < V.Count; i++)
        {
            steps[i] = 2 * i;
        }

        V step = V.Load((float*)steps);
        V one = V.FromBits(1);
        int width = _windows.Width;
        V down = V.FromBits(width);
        nint pitch = _pitch;
        int margin = TWindows.ShareSecond ? 1 : 0;
        int last = (width - 1) / (2 * V.Count) * V.Count;
        for (int row = start; row < end; row += 2)
        {
            nint at = ((nint)((row / 2) + margin) * pitch) + margin;
            float* gradients = _gradients + at;
            float* places = _places + at;
            float* upper = dx;
            float* lower = dx + width;
            V corner = V.AddBits(step, V.FromBits(((long)row * width) + (2 * last)));
            for (nint o = last; o >= 0; o -= V.Count)
            {
                V right = V.AddBits(corner, one);
                V below = V.AddBits(corner, down);
                V across = V.AddBits(right, down);

                V dy = V.Load(gradients + o);
                V place = V.Load(places + o);
                V dx00 = dy & V.Equal(place, corner);
                V dx01 = TWindows.ShareSecond ? dy & V.Equal(place, right) : V.Zero;
                V dx10 = TWindows.ShareSecond ? dy & V.Equal(place, below) : V.Zero;
                V dx11 = TWindows.ShareSecond ? dy & V.Equal(place, across) : V.Zero;

                dy = V.Load(gradients + o + 1);
                place = V.Load(places + o + 1);
                dx00 = TWindows.ShareSecond ? dx00 : dx00 + (dy & V.Equal(place, corner));
                dx01 += dy & V.Equal(place, right);
                dx11 = TWindows.ShareSecond ? dx11 + (dy & V.Equal(place, across)) : dx11;

                dy = V.Load(gradients + o + pitch);
                place = V.Load(places + o + pitch);
                dx00 = TWindows.ShareSecond ? dx00 : dx00 + (dy & V.Equal(place, corner));
                dx10 += dy & V.Equal(place, below);
                dx11 = TWindows.ShareSecond ? dx11 + (dy & V.Equal(place, across)) : dx11;

                dy = V.Load(gradients + o + pitch + 1);
                place = V.Load(places + o + pitch + 1);
                dx00 = TWindows.ShareSecond ? dx00 : dx00 + (dy & V.Equal(place, corner));
                dx01 = TWindows.ShareSecond ? dx01 : dx01 + (dy & V.Equal(place, right));
                dx10 = TWindows.ShareSecond ? dx10 : dx10 + (dy & V.Equal(place, below));
                dx11 += dy & V.Equal(place, across);

                V.StoreInterleaved(dx00, dx01, upper + (2 * o));
                V.StoreInterleaved(dx10, dx11, lower + (2 * o));
                corner = V.SubtractBits(corner, V.FromBits(2 * V.Count));
            }

            dx += 2 * width;
        }
    }

    private static int Pitch(in PlanePooling windows, int lanes) =>
        Math.Max(((windows.Width + (2 * lanes) - 1) / (2 * lanes) * lanes) + 2, windows.OutputWidth + 2);

    /// <summary>Of two windows that overlap, which element of a pair both cover; the other is the first's or the second's alone.</summary>
    private interface IPairedWindows
    {
        /// <summary>The second, the first window covering both; else the first, the second window covering both.</summary>
        static abstract bool ShareSecond { get; }
    }

    /// <summary>One element of padding: the pair is the middle and the end of the first window.</summary>
    private readonly struct PaddedWindows : IPairedWindows
    {
        public static bool ShareSecond => true;
    }

    /// <summary>No padding: the pair is the begin and the middle of the second window.</summary>
    private readonly struct InnerWindows : IPairedWindows
    {
        public static bool ShareSecond => false;
    }
}
