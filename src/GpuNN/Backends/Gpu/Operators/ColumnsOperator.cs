using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Windows as columns, and their transpose.</summary>
internal sealed class ColumnsOperator : IGpuOperator<Im2ColPrimitive>, IGpuOperator<Col2ImPrimitive>
{
    public static void Run<T>(
        GpuBackend backend, Im2ColPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ConvolutionGeometry geometry = primitive.Geometry with { Groups = 1, OutputChannels = 1 };
        backend.Kernels.Get(static kernels => new Columns<T>(kernels)).LaunchColumns(
            inputs[0].Elements<T>(),
            SpatialSizesOf.Of(geometry),
            outputs[0].Elements<T>(),
            geometry.InputChannels * (int)geometry.Kernel.Product,
            outputs[0].Size());
    }

    public static void Run<T>(
        GpuBackend backend, Col2ImPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ConvolutionGeometry geometry = primitive.Geometry with { Groups = 1, InputChannels = 1, OutputChannels = 1 };
        backend.Kernels.Get(static kernels => new Columns<T>(kernels)).LaunchImage(
            inputs[0].Elements<T>(), SpatialSizesOf.Of(geometry), outputs[0].Elements<T>(), outputs[0].Size());
    }
}
