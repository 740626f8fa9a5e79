using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>The windows of a convolution as columns, and the transpose: both walk the same pairs of places.</summary>
internal sealed class Columns : IReferenceKernel<Im2ColPrimitive>, IReferenceKernel<Col2ImPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<Im2ColPrimitive, Columns>(table);
        ReferenceKernel.Add<Col2ImPrimitive, Columns>(table);
    }

    public static void Run<T>(Im2ColPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] image = Elements.Read<T>(inputs[0]);
        var columns = new T[outputs[0].Count];
        foreach (var (place, column) in Pairs(primitive.Geometry)) columns[column] = image[place];
        Elements.Write(outputs[0], columns);
    }

    public static void Run<T>(Col2ImPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] columns = Elements.Read<T>(inputs[0]);
        var image = new T[outputs[0].Count];
        foreach (var (place, column) in Pairs(primitive.Geometry)) image[place] += columns[column];
        Elements.Write(outputs[0], image);
    }

    /// <summary>Every place of the image that lies in a window, with its place in the columns.</summary>
    private static IEnumerable<(long Place, long Column)> Pairs(ConvolutionGeometry geometry)
    {
        SpatialExtents windows = geometry.Output;
        long column = 0;
        for (long channel = 0; channel < geometry.Batch * geometry.InputChannels; channel++)
        {
            for (long tap = 0; tap < geometry.Kernel.Product; tap++)
            {
                for (long window = 0; window < windows.Product; window++, column++)
                {
                    long place = 0, step = 1, tapRest = tap, windowRest = window;
                    bool isInside = true;
                    for (int axis = geometry.Rank - 1; axis >= 0; axis--)
                    {
                        long coordinate = (windowRest % windows[axis] * geometry.Stride[axis])
                            + (tapRest % geometry.Kernel[axis] * geometry.Dilation[axis]) - geometry.PaddingLow[axis];
                        windowRest /= windows[axis];
                        tapRest /= geometry.Kernel[axis];
                        isInside &= coordinate >= 0 && coordinate < geometry.Input[axis];
                        place += coordinate * step;
                        step *= geometry.Input[axis];
                    }

                    if (isInside) yield return ((channel * geometry.Input.Product) + place, column);
                }
            }
        }
    }
}
