using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Resized images, and the transpose.</summary>
internal sealed class Upsampling : IReferenceKernel<UpsamplePrimitive>, IReferenceKernel<UpsampleGradientPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<UpsamplePrimitive, Upsampling>(table);
        ReferenceKernel.Add<UpsampleGradientPrimitive, Upsampling>(table);
    }

    public static void Run<T>(UpsamplePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[0]), y = new T[outputs[0].Count];
        int image = Window.Plane(inputs[0], 2), result = Window.Plane(outputs[0], 2);
        foreach (var (position, place, weight) in Weights(primitive, inputs[0], outputs[0]))
        {
            for (int plane = 0; plane * result < y.Length; plane++)
                y[(plane * result) + place] += T.CreateChecked(weight) * x[(plane * image) + position];
        }

        Elements.Write(outputs[0], y);
    }

    public static void Run<T>(
        UpsampleGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] dy = Elements.Read<T>(inputs[0]), dx = new T[outputs[0].Count];
        int image = Window.Plane(outputs[0], 2), result = Window.Plane(inputs[0], 2);
        var forward = new UpsamplePrimitive(primitive.Mode, primitive.AlignsCorners, primitive.ScaleHeight, primitive.ScaleWidth);
        foreach (var (position, place, weight) in Weights(forward, outputs[0], inputs[0]))
        {
            for (int plane = 0; plane * image < dx.Length; plane++)
                dx[(plane * image) + position] += T.CreateChecked(weight) * dy[(plane * result) + place];
        }

        Elements.Write(outputs[0], dx);
    }

    /// <summary>For each place of the result the positions that it is mixed of.</summary>
    private static IEnumerable<(int Position, int Place, double Weight)> Weights(
        UpsamplePrimitive primitive, BufferView image, BufferView result)
    {
        for (int row = 0; row < result[2]; row++)
        {
            for (int column = 0; column < result[3]; column++)
            {
                foreach (var (i, down) in Line(primitive, row, image[2], result[2], primitive.ScaleHeight))
                {
                    foreach (var (j, across) in Line(primitive, column, image[3], result[3], primitive.ScaleWidth))
                        yield return ((int)((i * image[3]) + j), (int)((row * result[3]) + column), down * across);
                }
            }
        }
    }

    private static (long Index, double Weight)[] Line(UpsamplePrimitive primitive, int o, long input, long output, double scale)
    {
        if (primitive.Mode == UpsampleMode.Nearest) return [(o * input / output, 1)];
        double s = primitive.AlignsCorners ? o * scale : Math.Max(((o + 0.5) * scale) - 0.5, 0);
        long low = Math.Min((long)s, input - 1);
        double fraction = s - low;
        return [(low, 1 - fraction), (Math.Min(low + 1, input - 1), fraction)];
    }
}
