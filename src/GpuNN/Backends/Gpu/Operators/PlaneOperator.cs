using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Elements of planes by the positions that a pooling chose.</summary>
internal sealed class PlaneOperator : IGpuOperator<PlaneGatherPrimitive>, IGpuOperator<PlaneScatterPrimitive>
{
    private const int Indices = 1;

    static bool IGpuOperator<PlaneGatherPrimitive>.IsIndex(PlaneGatherPrimitive primitive, int operand, bool isOutput) =>
        !isOutput && operand == Indices;

    static bool IGpuOperator<PlaneScatterPrimitive>.IsIndex(PlaneScatterPrimitive primitive, int operand, bool isOutput) =>
        !isOutput && operand == Indices;

    static string IGpuOperator<PlaneScatterPrimitive>.Explain(
        GpuBackend backend, PlaneScatterPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        primitive is { Adds: true, Windows: not null }
            ? $"{primitive.Name}: an item per position gathers from the windows over it"
            : $"{primitive.Name}: an item per plane goes through the elements in order, since any may go anywhere";

    public static void Run<T>(
        GpuBackend backend, PlaneGatherPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new PlaneScatter<T>(kernels)).LaunchGather(
            inputs[0].Elements<T>(),
            inputs[Indices].Elements<long>(),
            outputs[0].Elements<T>(),
            outputs[0].Size(),
            (int)inputs[Indices][1],
            (int)inputs[0][1]);

    public static void Run<T>(
        GpuBackend backend, PlaneScatterPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (primitive is { Adds: true, Windows: { } windows })
        {
            backend.Kernels.Get(static kernels => new MaximumPoolGradient<T>(kernels)).Launch(
                inputs[0].Elements<T>(),
                inputs[Indices].Elements<long>(),
                outputs[0].Elements<T>(),
                SpatialSizesOf.Of(windows),
                outputs[0].Size());
            return;
        }

        FillOperator.Run(backend, outputs[0], 0);
        backend.Kernels.Get(static kernels => new PlaneScatter<T>(kernels)).LaunchScatter(
            inputs[0].Elements<T>(),
            inputs[Indices].Elements<long>(),
            outputs[0].Elements<T>(),
            (int)inputs[0][0],
            (int)inputs[0][1],
            (int)outputs[0][1],
            primitive.Adds);
    }
}
