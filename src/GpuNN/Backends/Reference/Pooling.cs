using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Max and average pooling, with windows that slide or that divide the image.</summary>
internal sealed class Pooling
    : IReferenceKernel<MaxPoolPrimitive>,
      IReferenceKernel<AdaptiveMaxPoolPrimitive>,
      IReferenceKernel<AveragePoolPrimitive>,
      IReferenceKernel<AveragePoolGradientPrimitive>,
      IReferenceKernel<AdaptiveAveragePoolPrimitive>,
      IReferenceKernel<AdaptiveAveragePoolGradientPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<MaxPoolPrimitive, Pooling>(table);
        ReferenceKernel.Add<AdaptiveMaxPoolPrimitive, Pooling>(table);
        ReferenceKernel.Add<AveragePoolPrimitive, Pooling>(table);
        ReferenceKernel.Add<AveragePoolGradientPrimitive, Pooling>(table);
        ReferenceKernel.Add<AdaptiveAveragePoolPrimitive, Pooling>(table);
        ReferenceKernel.Add<AdaptiveAveragePoolGradientPrimitive, Pooling>(table);
    }

    public static void Run<T>(MaxPoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Maximum<T>(Window.Positions(primitive.Geometry), inputs, outputs, primitive.Geometry.Rank);

    public static void Run<T>(
        AdaptiveMaxPoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Maximum<T>(Window.Adaptive(inputs[0], outputs[0], primitive.SpatialRank), inputs, outputs, primitive.SpatialRank);

    public static void Run<T>(AveragePoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] divisors = Divisors(primitive.Geometry, primitive.CountsPadding, primitive.DivisorOverride);
        Spread<T>(Window.Positions(primitive.Geometry), divisors, inputs[0], outputs[0], primitive.Geometry.Rank, toImage: false);
    }

    public static void Run<T>(
        AveragePoolGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] divisors = Divisors(primitive.Geometry, primitive.CountsPadding, primitive.DivisorOverride);
        Spread<T>(Window.Positions(primitive.Geometry), divisors, inputs[0], outputs[0], primitive.Geometry.Rank, toImage: true);
    }

    public static void Run<T>(
        AdaptiveAveragePoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var windows = Window.Adaptive(inputs[0], outputs[0], primitive.SpatialRank).ToList();
        Spread<T>(windows, Sizes(windows), inputs[0], outputs[0], primitive.SpatialRank, toImage: false);
    }

    public static void Run<T>(
        AdaptiveAveragePoolGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var windows = Window.Adaptive(outputs[0], inputs[0], primitive.SpatialRank).ToList();
        Spread<T>(windows, Sizes(windows), inputs[0], outputs[0], primitive.SpatialRank, toImage: true);
    }

    private static void Maximum<T>(
        IEnumerable<(int Position, int Tap, int Place)> windows, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs, int rank)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[0]), y = new T[outputs[0].Count];
        long[] chosen = new long[y.Length];
        Array.Fill(chosen, -1);
        int image = Window.Plane(inputs[0], rank), result = Window.Plane(outputs[0], rank);
        foreach (var (position, _, place) in windows)
        {
            for (int plane = 0; plane * result < y.Length; plane++)
            {
                T candidate = x[(plane * image) + position];
                int target = (plane * result) + place;
                if (chosen[target] >= 0 && (T.IsNaN(y[target]) || !(candidate > y[target] || T.IsNaN(candidate)))) continue;
                y[target] = candidate;
                chosen[target] = position;
            }
        }

        Elements.Write(outputs[0], y);
        if (outputs.Length > 1) Elements.Write(outputs[1], chosen);
    }

    /// <summary>Moves elements between image and result along the windows, divided by each window's divisor.</summary>
    private static void Spread<T>(
        IEnumerable<(int Position, int Tap, int Place)> windows, double[] divisors, BufferView from, BufferView to, int rank, bool toImage)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] source = Elements.Read<T>(from), target = new T[to.Count];
        int read = Window.Plane(from, rank), written = Window.Plane(to, rank);
        foreach (var (position, _, place) in windows)
        {
            T divisor = T.CreateChecked(divisors[place]);
            for (int plane = 0; plane * written < target.Length; plane++)
            {
                if (toImage) target[(plane * written) + position] += source[(plane * read) + place] / divisor;
                else target[(plane * written) + place] += source[(plane * read) + position];
            }
        }

        if (!toImage)
        {
            for (int i = 0; i < target.Length; i++) target[i] /= T.CreateChecked(divisors[i % written]);
        }

        Elements.Write(to, target);
    }

    private static double[] Divisors(PoolingGeometry geometry, bool countsPadding, int divisorOverride)
    {
        var divisors = new double[geometry.Output.Product];
        for (int place = 0; place < divisors.Length; place++)
        {
            double size = 1;
            int rest = place;
            for (int axis = geometry.Rank - 1; axis >= 0; axis--)
            {
                int start = (rest % geometry.Output[axis] * geometry.Stride[axis]) - geometry.PaddingLow[axis];
                int end = Math.Min(start + geometry.Kernel[axis], geometry.Input[axis] + geometry.PaddingHigh[axis]);
                size *= countsPadding ? end - start : Math.Min(end, geometry.Input[axis]) - Math.Max(start, 0);
                rest /= geometry.Output[axis];
            }

            divisors[place] = divisorOverride != 0 ? divisorOverride : size;
        }

        return divisors;
    }

    private static double[] Sizes(List<(int Position, int Tap, int Place)> windows)
    {
        var sizes = new double[windows.Count == 0 ? 0 : windows.Max(window => window.Place) + 1];
        foreach (var (_, _, place) in windows) sizes[place]++;
        return sizes;
    }
}
