using System.Numerics;
using System.Runtime.InteropServices;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Resized images and their gradient. The weights of rows and columns are worked out here, in float64, and uploaded:
/// a few hundred numbers.</summary>
internal sealed class UpsampleOperator : IGpuOperator<UpsamplePrimitive>, IGpuOperator<UpsampleGradientPrimitive>
{
    public static void Run<T>(
        GpuBackend backend, UpsamplePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rented = new List<GpuBuffer>();
        BufferView x = inputs[0], y = outputs[0];
        var (rows, rowFractions) = Weights<T>(backend, primitive, x[2], y[2], primitive.ScaleHeight, rented);
        var (columns, columnFractions) = Weights<T>(backend, primitive, x[3], y[3], primitive.ScaleWidth, rented);
        backend.Kernels.Get(static kernels => new Upsample<T>(kernels)).Launch(
            x.Elements<T>(), y.Elements<T>(), rows, rowFractions, columns, columnFractions, y.Size(), Sizes(x, y));
        backend.Return(rented);
    }

    public static void Run<T>(
        GpuBackend backend, UpsampleGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rented = new List<GpuBuffer>();
        BufferView dy = inputs[0], dx = outputs[0];
        var forward = new UpsamplePrimitive(primitive.Mode, primitive.AlignsCorners, primitive.ScaleHeight, primitive.ScaleWidth);
        var (rows, rowFractions) = Weights<T>(backend, forward, dx[2], dy[2], primitive.ScaleHeight, rented);
        var (columns, columnFractions) = Weights<T>(backend, forward, dx[3], dy[3], primitive.ScaleWidth, rented);
        backend.Kernels.Get(static kernels => new Upsample<T>(kernels)).LaunchGradient(
            dy.Elements<T>(), dx.Elements<T>(), rows, rowFractions, columns, columnFractions, dx.Size(), Sizes(dx, dy));
        backend.Return(rented);
    }

    private static UpsampleSizes Sizes(BufferView image, BufferView resized) => new()
    {
        InputHeight = (int)image[2],
        InputWidth = (int)image[3],
        OutputHeight = (int)resized[2],
        OutputWidth = (int)resized[3],
        RowReach = Reach(image[2], resized[2]),
        ColumnReach = Reach(image[3], resized[3]),
    };

    private static int Reach(long input, long output) => (int)((3 * ((output + input - 1) / input)) + 3);

    private static (ArrayView<int> Low, ArrayView<T> Fractions) Weights<T>(
        GpuBackend backend, UpsamplePrimitive primitive, long input, long output, double scale, List<GpuBuffer> rented)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var low = new int[output];
        var fractions = new T[output];
        for (int o = 0; o < output; o++)
        {
            if (primitive.Mode == UpsampleMode.Nearest)
            {
                low[o] = (int)(o * input / output);
                continue;
            }

            double place = primitive.AlignsCorners ? o * scale : Math.Max(((o + 0.5) * scale) - 0.5, 0);
            low[o] = (int)Math.Min((long)place, input - 1);
            fractions[o] = T.CreateChecked(place - low[o]);
        }

        BufferView lowView = backend.RentView(DType.Int32, [output], rented);
        BufferView fractionView = backend.RentView(Types.Of<T>(), [output], rented);
        backend.Upload(MemoryMarshal.AsBytes(low.AsSpan()), lowView.Buffer, 0);
        backend.Upload(MemoryMarshal.AsBytes(fractions.AsSpan()), fractionView.Buffer, 0);
        return (lowView.Elements<int>(), fractionView.Elements<T>());
    }
}
