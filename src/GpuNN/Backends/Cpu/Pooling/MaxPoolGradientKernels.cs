using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>The gradient of max poolings whose windows do not overlap: each window writes its own part of the plane.</summary>
internal static unsafe class MaxPoolGradientKernels
{
    /// <summary>
    /// A plane of 2×2 windows: each gives dy to the corner that its place names and 0 to the others. What no window covers
    /// is left alone.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void TwoByTwo<V>(in PlanePooling pooling, float* dy, long* places, float* dx)
        where V : struct, IVector<V, float>
    {
        int width = pooling.Width;
        int* steps = stackalloc int[V.Count];
        for (int i = 0; i < V.Count; i++)
        {
            steps[i] = 2 * i;
        }

        // Corners are told apart by their distance from the upper left one: small integers, which compare as the
        // subnormal numbers of the same bits do.
        V step = V.Load((float*)steps);
        V right = V.FromBits(1);
        V below = V.FromBits(width);
        V across = V.FromBits(width + 1);
        int last = pooling.OutputWidth - V.Count;
        for (int row = 0; row < pooling.OutputHeight; row++)
        {
            float* upper = dx + 2L * row * width;
            float* lower = upper + width;
            int o = 0;
            while (o <= last)
            {
                V gradient = V.Load(dy + o);
                V corner = V.SubtractBits(V.LoadFromInt64(places + o), V.AddBits(step, V.FromBits(2L * row * width + 2 * o)));
                V.StoreInterleaved(
                    gradient & V.Equal(corner, V.Zero), gradient & V.Equal(corner, right), upper + 2 * o);
                V.StoreInterleaved(
                    gradient & V.Equal(corner, below), gradient & V.Equal(corner, across), lower + 2 * o);
                o = o == last ? pooling.OutputWidth : Math.Min(o + V.Count, last);
            }

            for (; o < pooling.OutputWidth; o++)
            {
                upper[2 * o] = 0;
                upper[2 * o + 1] = 0;
                lower[2 * o] = 0;
                lower[2 * o + 1] = 0;
                dx[places[o]] = dy[o];
            }

            dy += pooling.OutputWidth;
            places += pooling.OutputWidth;
        }
    }
}
